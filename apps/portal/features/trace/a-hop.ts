import type { TraceHop } from './trace.documents';

/** A step of a way, for specs. */
export function aHop(kind: TraceHop['kind'], site: string, change: Partial<TraceHop> = {}): TraceHop {
  return {
    at: '2026-03-01T10:00:00.000Z',
    kind,
    shipment: null,
    containers: [],
    verdict: null,
    confirmed: true,
    txHash: null,
    blockNumber: 1,
    gap: false,
    answer: null,
    note: null,
    site: aPlace(site),
    to: null,
    ...change,
  };
}

export function aPlace(id: string): NonNullable<TraceHop['site']> {
  return { id, name: `Place <${id}>`, organisation: `Organisation of ${id}`, city: 'Albany' };
}
