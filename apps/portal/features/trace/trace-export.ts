import { LANE_HEIGHT, NODE_HEIGHT, NODE_WIDTH, type TraceGraph } from './trace-layout';
import type { BoxWords } from './use-trace-words';

/** What fits a box in letters of 11 and of 13 points, and how many lines of the former stand under the name. */
const SMALL = { most: 34, lines: 6 };
const LARGE = { most: 27 };
const LINE = { SOLID: '', DASHED: '6 5', JUMP: '2 5' } as const;

/** The graph as a picture that needs no style sheet. */
export function svgOf(graph: TraceGraph, title: string, words: BoxWords): string {
  const { lanes, nodes, edges, width, height } = graph;
  const at = new Map(nodes.map((node) => [node.id, node]));
  const stripes = lanes.map(({ name, y }, index) => {
    const fill = index % 2 === 0 ? '#f3f5f5' : '#fff';
    return `<rect x="0" y="${y}" width="${width}" height="${LANE_HEIGHT}" fill="${fill}"/>${text(16, y + 20, name || '–', 12, 80)}`;
  });
  const lines = edges.map(({ from, to, kind }) => {
    const [a, b] = [at.get(from), at.get(to)];
    if (!a || !b) return '';
    const [x1, y1, x2, y2] = [a.x + NODE_WIDTH, a.y + NODE_HEIGHT / 2, b.x, b.y + NODE_HEIGHT / 2];
    const colour = kind === 'JUMP' ? '#b3261e' : '#555';
    return `<path d="M${x1} ${y1} C${x1 + 40} ${y1} ${x2 - 40} ${y2} ${x2} ${y2}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${LINE[kind]}"/>`;
  });
  const boxes = nodes.map((node) => {
    const { x, y, city, gap, kind } = node;
    const rows = [city, words.time(node), words.what(node), words.stack(node) ?? ''];
    const dashes = gap || kind === 'AWAITED' ? ' stroke-dasharray="6 5"' : '';
    const frame = `<rect x="${x}" y="${y}" width="${NODE_WIDTH}" height="${NODE_HEIGHT}" rx="8" fill="#fff" stroke="${gap ? '#b3261e' : '#555'}"${dashes}/>`;
    const lines = rows
      .flatMap(broken)
      .slice(0, SMALL.lines)
      .map((row, n) => text(x + 12, y + 44 + n * 17, row, 11, SMALL.most));
    return `${frame}${text(x + 12, y + 24, words.place(node), 13, LARGE.most)}${lines.join('')}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif"><title>${escape(title)}</title>${stripes.join('')}${lines.join('')}${boxes.join('')}</svg>`;
}

/** In lines that fit a box; a word that is longer than a line is cut when it is drawn. */
function broken(row: string): string[] {
  const lines: string[] = [];
  for (const word of row.split(' ').filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= SMALL.most)
      lines.push(`${lines.pop()} ${word}`);
    else lines.push(word);
  }
  return lines;
}

function text(x: number, y: number, words: string, size: number, most: number): string {
  const fitting = words.length > most ? `${words.slice(0, most - 1)}…` : words;
  return `<text x="${x}" y="${y}" font-size="${size}">${escape(fitting)}</text>`;
}

function escape(words: string): string {
  return words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
