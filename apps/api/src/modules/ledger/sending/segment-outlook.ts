import { lotKeyOf, type LedgerCall, type UnitRange } from '@custodia/ledger';
import type { PendingOperation } from '../pending-operation.js';
import { SegmentWindow, type Segment } from '../projection/segments.js';

/** Kinds of calls that make, cut or join segments. */
export const cutsSegments: readonly LedgerCall['kind'][] = [
  'registerLot',
  'ship',
  'returnTo',
  'reassign',
  'receive',
  'reject',
  'voidShipment',
  'reportMissing',
  'claim',
  'lock',
  'unlock',
  'decommission',
];

/**
 * The segments of lots as they will be once everything under way is done: from it come the hints of calls that are
 * not sent yet. It takes every operation for a success; a hint that turns out wrong is refused as stale and computed
 * anew.
 */
export class SegmentOutlook {
  readonly #lots = new Map<string, { readonly segments: SegmentWindow }>();

  /** The lots, to be filled with the segments that are stored. */
  get lots(): ReadonlyMap<string, { readonly segments: SegmentWindow }> {
    return this.#lots;
  }

  lot(key: string): SegmentWindow {
    let lot = this.#lots.get(key);
    if (!lot) this.#lots.set(key, (lot = { segments: new SegmentWindow() }));
    return lot.segments;
  }

  /** The start of the segment in which the call will find its units; 0 where nothing is known of the lot. */
  hintFor(operation: Pick<PendingOperation, 'call' | 'partyId'>): number {
    const units = unitsOf(operation.call);
    if (!units) return 0;
    const segments = this.lot(units.lot);
    // Received units join what the receiver holds to their left if the hint leads there first.
    if (operation.call.kind === 'receive') {
      const left = segments.endingAt(units.start);
      if (left && canJoin(left.segment, operation.partyId)) return left.start;
    }
    return segments.find(units.start)?.start ?? 0;
  }

  /** Does what the call does to the segments, if they allow it. */
  expect({ call, partyId }: Pick<PendingOperation, 'call' | 'partyId'>): void {
    if (call.kind === 'registerLot') {
      this.lot(lotKeyOf(partyId, call.lotId)).set(0, held(call.units, partyId));
      return;
    }
    const units = unitsOf(call);
    if (!units || !cutsSegments.includes(call.kind)) return;
    const segments = this.lot(units.lot);
    const found = segments.find(units.start);
    if (!found || found.segment.end < units.end) return;
    const hint = this.hintFor({ call, partyId });
    segments.carve(units.start, partAfter(call, partyId, found.segment, units.end));
    if (call.kind === 'receive' && hint < found.start) segments.join(hint, units.end, units.start);
  }
}

/** The units that a call names. */
export function unitsOf(call: LedgerCall): UnitRange | undefined {
  if ('index' in call) return { lot: call.lot, start: call.index, end: call.index + 1 };
  return 'start' in call ? call : undefined;
}

function partAfter(call: LedgerCall, partyId: number, before: Segment, end: number): Segment {
  switch (call.kind) {
    case 'ship':
    case 'returnTo':
      return { end, holder: partyId, receiver: call.receiver, state: 'SHIPPED', touched: false };
    case 'reassign':
      return { end, holder: before.holder, receiver: call.receiver, state: 'ORDERED', touched: false };
    case 'receive':
    case 'claim':
      return held(end, partyId);
    case 'reject':
    case 'voidShipment':
    case 'unlock':
      return held(end, before.holder);
    default:
      return { ...held(end, before.holder), touched: true };
  }
}

/** Whether received units can join the segment. */
function canJoin({ state, holder, touched }: Segment, partyId: number): boolean {
  return state === 'HELD' && holder === partyId && !touched;
}

function held(end: number, holder: number): Segment {
  return { end, holder, receiver: null, state: 'HELD', touched: false };
}
