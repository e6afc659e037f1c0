import type { Trace, TraceHop } from './trace.documents';
import { foldsOf, idOf, staysOf, type Stay } from './trace-stays';

/** A box of the picture: one stay, several that are folded into one, or the place where the pack is awaited. */
export interface TraceNode extends Stay {
  readonly id: string;
  readonly kind: 'STAY' | 'FOLD' | 'AWAITED';
  /** How many stays it stands for. */
  readonly count: number;
  readonly lane: number;
  readonly x: number;
  readonly y: number;
}

/** How it went on from one stay to the next. */
export interface TraceEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** SOLID: confirmed; DASHED: not confirmed or not received yet; JUMP: nothing on record explains it. */
  readonly kind: 'SOLID' | 'DASHED' | 'JUMP';
}

/** The stripe of one organisation. */
export interface TraceLane {
  readonly id: string;
  readonly name: string;
  readonly y: number;
}

export interface TraceGraph {
  readonly lanes: readonly TraceLane[];
  readonly nodes: readonly TraceNode[];
  readonly edges: readonly TraceEdge[];
  readonly width: number;
  readonly height: number;
}

interface Box extends Pick<TraceNode, 'id' | 'kind'> {
  readonly stays: readonly Stay[];
}

export const NODE_WIDTH = 232;
export const NODE_HEIGHT = 152;
export const LANE_HEIGHT = 200;
export const LANE_LABEL = 28;
const MARGIN = 16;
const STEP = NODE_WIDTH + 56;

/**
 * The way of a pack: a stripe for each organisation, events from left to right in the order of time, those in a row at one
 * place as one stay. A long way is folded but for its ends and its gaps; `opened` is the fold that is looked into.
 */
export function layoutOf(trace: Pick<Trace, 'hops'>, opened?: string | 'ALL'): TraceGraph {
  const stays = staysOf(trace.hops);
  const shown = foldsOf(stays, opened).map((fold): Box => ({
    id: idOf(fold),
    kind: fold.length > 1 ? 'FOLD' : 'STAY',
    stays: fold,
  }));
  const awaited = awaitedAt(stays);
  if (awaited) shown.push({ id: 'awaited', kind: 'AWAITED', stays: [awaited] });
  const organisations = [...new Set(shown.map(({ stays: [first] }) => first!.organisation))];
  const nodes = shown.map(({ id, kind, stays: own }, column): TraceNode => {
    const [first] = own;
    const lane = organisations.indexOf(first!.organisation);
    return {
      ...first!,
      hops: own.flatMap(({ hops }) => hops),
      ...{ id, kind, lane, count: own.length },
      x: MARGIN + column * STEP,
      y: lane * LANE_HEIGHT + LANE_LABEL + MARGIN / 2,
    };
  });
  const edges = nodes.slice(1).map((node, index): TraceEdge => {
    const from = originOf(nodes, index + 1);
    return { id: `${from.id}-${node.id}`, from: from.id, to: node.id, kind: kindOf(node, from) };
  });
  return {
    lanes: organisations.map((name, lane) => ({ id: `lane ${lane}`, name, y: lane * LANE_HEIGHT })),
    nodes,
    edges,
    width: 2 * MARGIN + nodes.length * STEP - (STEP - NODE_WIDTH),
    height: organisations.length * LANE_HEIGHT,
  };
}

/** A read at a counter where the pack never was branches off from where it really is: two packs, one number. */
function originOf(nodes: readonly TraceNode[], at: number): TraceNode {
  for (let before = at - 1; before > 0; before--)
    if (nodes[before]!.hops.some(({ kind }) => kind !== 'SCANNED')) return nodes[before]!;
  return nodes[0]!;
}

function kindOf(node: TraceNode, from: TraceNode): TraceEdge['kind'] {
  if (node.gap) return 'JUMP';
  if (node.kind === 'AWAITED') return 'DASHED';
  return node.hops[0]?.confirmed && from.hops.every(({ confirmed }) => confirmed) ? 'SOLID' : 'DASHED';
}

/** Where a pack that was sent has not been received. */
function awaitedAt(stays: readonly Stay[]): Stay | undefined {
  const moves: readonly TraceHop['kind'][] = ['SHIPPED', 'RECEIVED', 'REJECTED', 'TAKEN_BACK', 'MISSING'];
  const last = stays.flatMap(({ hops }) => hops).findLast(({ kind }) => moves.includes(kind));
  if (last?.kind !== 'SHIPPED' || !last.to) return undefined;
  return {
    at: stays.length,
    place: last.to.name,
    city: last.to.city ?? '',
    organisation: last.to.organisation,
    hops: [],
    gap: false,
    since: last.at,
    until: null,
    containers: [],
  };
}

/** Where an arrow key leads: along the lane, or to the nearest box of the next lane that has one. */
export function neighbourOf(nodes: readonly TraceNode[], id: string, key: string): TraceNode | undefined {
  const here = nodes.find((node) => node.id === id);
  if (!here) return undefined;
  const inLane = nodes.filter(({ lane }) => lane === here.lane);
  if (key === 'ArrowLeft') return inLane.findLast(({ x }) => x < here.x);
  if (key === 'ArrowRight') return inLane.find(({ x }) => x > here.x);
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
  const lane = here.lane + (key === 'ArrowUp' ? -1 : 1);
  return nodes
    .filter((node) => node.lane === lane)
    .sort((a, b) => Math.abs(a.x - here.x) - Math.abs(b.x - here.x))[0];
}
