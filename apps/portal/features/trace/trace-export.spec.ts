import { describe, expect, it } from 'vitest';
import { svgOf } from './trace-export';
import { layoutOf } from './trace-layout';
import type { Trace, TraceHop } from './trace.documents';

const place = (id: string) => ({ id, name: `Place <${id}>`, city: 'Albany' });
const hop = (kind: string, site: string, change: Partial<TraceHop> = {}): TraceHop =>
  ({
    at: '2026-03-01T10:00:00.000Z',
    kind,
    shipment: null,
    container: null,
    verdict: null,
    confirmed: true,
    txHash: null,
    blockNumber: 1,
    gap: false,
    site: place(site),
    to: null,
    ...change,
  }) as TraceHop;
const trace = {
  lotNumber: 'A1',
  serial: 'S/1',
  product: { gtin: '00361414567894' },
  hops: [
    hop('REGISTERED', 'maker'),
    hop('SHIPPED', 'maker'),
    hop('RECEIVED', 'pharmacy'),
    hop('DISPENSED', 'pharmacy'),
    hop('SCANNED', 'other', { gap: true }),
    hop('SCANNED', 'third', { gap: true }),
  ],
} as unknown as Trace;

describe('the graph of a trace', () => {
  it('has a node for each stay, and branches where the number turns up elsewhere', () => {
    const { nodes, edges } = layoutOf(trace);
    expect(nodes.map(({ hops }) => hops.length)).toEqual([2, 2, 1, 1]);
    expect(edges.map(({ from, to, kind }) => `${from}>${to} ${kind}`)).toEqual([
      '0>1 SOLID',
      '1>2 JUMP',
      '1>3 JUMP',
    ]);
    expect(nodes.every(({ x }, at) => at === 0 || x > nodes[0]!.x)).toBe(true);
  });

  it('is drawn without a style sheet, names escaped', () => {
    const svg = svgOf(layoutOf(trace), 'a & b', ({ kind }) => kind);
    expect(svg).toContain('<title>a &amp; b</title>');
    expect(svg).toContain('Place &lt;maker&gt;');
    expect(svg).not.toContain('<maker>');
  });
});
