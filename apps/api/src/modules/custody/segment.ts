import type { LedgerCall } from '@custodia/ledger';

/** Packing indices [start, end) of one run. */
export interface UnitRange {
  readonly start: number;
  readonly end: number;
}

export type SegmentState = 'HELD' | 'SHIPPED' | 'ORDERED';

/** A range of units with one holder. In transit, the holder is still the sender. */
export interface Segment extends UnitRange {
  readonly holder: number;
  readonly receiver: number | null;
  readonly state: SegmentState;
  /** Whether some unit in it may not be active: only then the ledger looks at each of them. */
  readonly touched: boolean;
}

/** An operation of ours that the ledger has not settled yet. */
export interface PendingCall {
  readonly call: LedgerCall;
  readonly partyId: number;
}

/**
 * Custody as it will be when our own operations are through. Segments are cut at every border that the ledger may have
 * and never joined: a part of a segment is always a legal range of the contract, a range across a border is not.
 */
export function effectiveSegments(projected: readonly Segment[], pending: readonly PendingCall[]): Segment[] {
  let segments = [...projected];
  for (const { call, partyId } of pending) {
    const range = rangeOf(call);
    const change = range && changeOf(call, partyId);
    if (!range || !change) continue;
    segments = cut(segments, range).map((segment) =>
      segment.start >= range.start && segment.end <= range.end ? { ...segment, ...change } : segment,
    );
  }
  return segments;
}

/** The parts of segments that lie in the range. */
export function within(segments: readonly Segment[], range: UnitRange): Segment[] {
  return cut([...segments], range).filter(({ start, end }) => start >= range.start && end <= range.end);
}

function cut(segments: readonly Segment[], { start, end }: UnitRange): Segment[] {
  return [start, end].reduce<Segment[]>(
    (parts, at) =>
      parts.flatMap((part) =>
        part.start < at && at < part.end
          ? [
              { ...part, end: at },
              { ...part, start: at },
            ]
          : [part],
      ),
    [...segments],
  );
}

function rangeOf(call: LedgerCall): UnitRange | undefined {
  if ('start' in call) return { start: call.start, end: call.end };
  if ('index' in call) return { start: call.index, end: call.index + 1 };
  return undefined;
}

function changeOf(call: LedgerCall, partyId: number): Partial<Segment> | undefined {
  switch (call.kind) {
    case 'ship':
    case 'returnTo':
      return { state: 'SHIPPED', holder: partyId, receiver: call.receiver };
    case 'reassign':
      return { state: 'ORDERED', receiver: call.receiver };
    case 'receive':
    case 'claim':
      return { state: 'HELD', holder: partyId, receiver: null };
    case 'reject':
    case 'voidShipment':
      return { state: 'HELD', receiver: null };
    case 'reportMissing':
      return { state: 'HELD', receiver: null, touched: true };
    case 'lock':
    case 'unlock':
    case 'decommission':
    case 'dispense':
    case 'reportSupply':
    case 'undoDispense':
      return { touched: true };
    default:
      return undefined;
  }
}
