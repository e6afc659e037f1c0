import dagre from '@dagrejs/dagre';
import type { Trace, TraceHop } from './trace.documents';

/** A stay of the pack at one place, or an event that belongs to none. */
export interface TraceNode {
  readonly id: string;
  readonly place: string;
  readonly city: string;
  readonly hops: readonly TraceHop[];
  readonly gap: boolean;
  readonly x: number;
  readonly y: number;
}

/** How it went on from one stay to the next. */
export interface TraceEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** SOLID: confirmed; DASHED: not confirmed yet; JUMP: nothing on record explains it. */
  readonly kind: 'SOLID' | 'DASHED' | 'JUMP';
}

export interface TraceGraph {
  readonly nodes: readonly TraceNode[];
  readonly edges: readonly TraceEdge[];
  readonly width: number;
  readonly height: number;
}

export const NODE_WIDTH = 220;
export const NODE_HEIGHT = 92;
/** More stays than a picture can show: the first ones are drawn, the list has all. */
const MOST_NODES = 300;

/** The way of a pack from left to right: events in a row at one place are one stay. */
export function layoutOf({ hops }: Trace): TraceGraph {
  const stays: TraceHop[][] = [];
  for (const hop of hops) {
    const last = stays.at(-1);
    if (last && !hop.gap && last[0]?.site?.id === hop.site?.id) last.push(hop);
    else stays.push([hop]);
  }
  const shown = stays.slice(0, MOST_NODES);
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 32, ranksep: 64, marginx: 16, marginy: 16 });
  graph.setDefaultEdgeLabel(() => ({}));
  shown.forEach((_, at) => graph.setNode(String(at), { width: NODE_WIDTH, height: NODE_HEIGHT }));
  const edges = shown.slice(1).map((stay, index): TraceEdge => {
    const at = index + 1;
    const from = fromOf(shown, at);
    graph.setEdge(String(from), String(at));
    return { id: `${from}-${at}`, from: String(from), to: String(at), kind: kindOf(stay, shown[from] ?? []) };
  });
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    edges,
    width,
    height,
    nodes: shown.map((stay, at) => {
      const { x, y } = graph.node(String(at));
      const [first] = stay;
      return {
        id: String(at),
        place: first?.site?.name ?? '',
        city: first?.site?.city ?? '',
        hops: stay,
        gap: first?.gap ?? false,
        x: x - NODE_WIDTH / 2,
        y: y - NODE_HEIGHT / 2,
      };
    }),
  };
}

/** A read at a counter where the pack never was branches off from where it really is: two packs, one number. */
function fromOf(stays: readonly (readonly TraceHop[])[], at: number): number {
  for (let before = at - 1; before > 0; before--)
    if (stays[before]?.some(({ kind }) => kind !== 'SCANNED')) return before;
  return 0;
}

function kindOf(stay: readonly TraceHop[], before: readonly TraceHop[]): TraceEdge['kind'] {
  if (stay[0]?.gap) return 'JUMP';
  return stay[0]?.confirmed && before.every(({ confirmed }) => confirmed) ? 'SOLID' : 'DASHED';
}
