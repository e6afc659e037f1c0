import { NODE_HEIGHT, NODE_WIDTH, type TraceGraph } from './trace-layout';
import type { Trace, TraceHop } from './trace.documents';
import type { HopText } from './use-trace-words';

/** CBV 2.0 words for what the ledger records. */
const STEPS: Readonly<Record<string, { readonly bizStep: string; readonly disposition?: string }>> = {
  REGISTERED: { bizStep: 'commissioning', disposition: 'active' },
  SHIPPED: { bizStep: 'shipping', disposition: 'in_transit' },
  RECEIVED: { bizStep: 'receiving', disposition: 'in_progress' },
  CLAIMED: { bizStep: 'receiving', disposition: 'in_progress' },
  DISPENSED: { bizStep: 'dispensing', disposition: 'dispensed' },
  IRREGULAR_SUPPLY: { bizStep: 'dispensing', disposition: 'dispensed' },
  EXPORTED: { bizStep: 'decommissioning', disposition: 'inactive' },
  DESTROYED: { bizStep: 'destroying', disposition: 'destroyed' },
  SAMPLED: { bizStep: 'sampling', disposition: 'inactive' },
  FREE_SAMPLE: { bizStep: 'sampling', disposition: 'inactive' },
  STOLEN: { bizStep: 'decommissioning', disposition: 'stolen' },
  LOCKED: { bizStep: 'holding' },
  SEIZED: { bizStep: 'holding' },
  HELD: { bizStep: 'holding' },
  RECALLED: { bizStep: 'holding', disposition: 'recalled' },
  SCANNED: { bizStep: 'inspecting' },
};

/** After these there is no such pack any more. */
const LAST: readonly string[] = ['EXPORTED', 'DESTROYED', 'SAMPLED', 'FREE_SAMPLE', 'STOLEN'];

/** The way of a pack as an EPCIS 2.0 document, for other systems. */
export function epcisOf(trace: Trace, now: Date): object {
  const epc = `https://id.gs1.org/01/${trace.product.gtin}/21/${encodeURIComponent(trace.serial)}`;
  return {
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: now.toISOString(),
    epcisBody: { eventList: trace.hops.map((hop) => eventOf(hop, epc, trace.lotNumber)) },
  };
}

function eventOf(hop: TraceHop, epc: string, lot: string): object {
  const step = STEPS[hop.kind] ?? { bizStep: 'inspecting' };
  return {
    type: 'ObjectEvent',
    action: hop.kind === 'REGISTERED' ? 'ADD' : LAST.includes(hop.kind) ? 'DELETE' : 'OBSERVE',
    eventTime: new Date(hop.at).toISOString(),
    eventTimeZoneOffset: '+00:00',
    epcList: [epc],
    ...step,
    ...(hop.kind === 'REGISTERED' && { ilmd: { 'cbvmda:lotNumber': lot } }),
  };
}

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
