import { NODE_HEIGHT, NODE_WIDTH, type TraceGraph } from './trace-layout';
import type { HopText } from './use-trace-words';

const LINE = { SOLID: '', DASHED: '6 5', JUMP: '2 5' } as const;

/** The graph as a picture that needs no style sheet. */
export function svgOf({ nodes, edges, width, height }: TraceGraph, title: string, hopText: HopText): string {
  const at = new Map(nodes.map((node) => [node.id, node]));
  const lines = edges.map(({ from, to, kind }) => {
    const [a, b] = [at.get(from), at.get(to)];
    if (!a || !b) return '';
    const [x1, y1, x2, y2] = [a.x + NODE_WIDTH, a.y + NODE_HEIGHT / 2, b.x, b.y + NODE_HEIGHT / 2];
    const colour = kind === 'JUMP' ? '#b3261e' : '#555';
    return `<path d="M${x1} ${y1} C${x1 + 40} ${y1} ${x2 - 40} ${y2} ${x2} ${y2}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${LINE[kind]}"/>`;
  });
  const boxes = nodes.map(({ x, y, place, city, hops, gap }) => {
    const words = hops
      .slice(0, 2)
      .map((hop, row) => text(x + 12, y + 56 + row * 16, `${hop.at.slice(0, 10)} ${hopText(hop)}`, 11));
    return `<rect x="${x}" y="${y}" width="${NODE_WIDTH}" height="${NODE_HEIGHT}" rx="8" fill="#fff" stroke="${gap ? '#b3261e' : '#555'}"/>${text(x + 12, y + 22, place || '-', 13)}${text(x + 12, y + 38, city, 11)}${words.join('')}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif"><title>${escape(title)}</title>${lines.join('')}${boxes.join('')}</svg>`;
}

function text(x: number, y: number, words: string, size: number): string {
  const fitting = words.length > 32 ? `${words.slice(0, 31)}…` : words;
  return `<text x="${x}" y="${y}" font-size="${size}">${escape(fitting)}</text>`;
}

function escape(words: string): string {
  return words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Gives the reader a file. */
export function download(name: string, type: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
