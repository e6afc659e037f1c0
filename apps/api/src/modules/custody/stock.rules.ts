import { UnitStatus } from '@custodia/ledger';
import type { UnitRange } from './segment.js';

/** How a unit in stock stands. BUSY: an operation on it is under way. */
export const HELD_STATES = ['ACTIVE', 'OPENED', 'LOCKED', 'SEIZED', 'MISSING', 'BUSY'] as const;
export type HeldState = (typeof HELD_STATES)[number];

/** Units of one run in stock, all in one state. */
export interface StockPart extends UnitRange {
  readonly state: HeldState;
}

/** Units that are not simply active: their status on the ledger, or that an operation is under way. */
export interface Exceptional extends UnitRange {
  /** `UnitStatus` of the ledger; undefined where an operation is under way. */
  readonly status?: number | undefined;
}

const STATES: Readonly<Record<number, HeldState>> = {
  [UnitStatus.Opened]: 'OPENED',
  [UnitStatus.Locked]: 'LOCKED',
  [UnitStatus.Seized]: 'SEIZED',
  [UnitStatus.Missing]: 'MISSING',
};

/** What was supplied or taken off the market is in custody for the ledger, but on nobody's shelf. */
export const GONE: readonly number[] = Object.values(UnitStatus).filter(
  (status) => status !== UnitStatus.Active && STATES[status] === undefined,
);

/** What is on the shelf. Both lists are in packing order, and the exceptional units lie within what is held. */
export function stockParts(held: readonly UnitRange[], exceptional: readonly Exceptional[]): StockPart[] {
  return held.flatMap(({ start, end }) => {
    const parts: StockPart[] = [];
    let at = start;
    for (const part of exceptional.filter((one) => one.start < end && one.end > start)) {
      if (at < part.start) parts.push({ start: at, end: part.start, state: 'ACTIVE' });
      const state = part.status === undefined ? 'BUSY' : STATES[part.status];
      if (state) parts.push({ start: Math.max(start, part.start), end: Math.min(end, part.end), state });
      at = Math.max(at, Math.min(end, part.end));
    }
    if (at < end) parts.push({ start: at, end, state: 'ACTIVE' });
    return parts;
  });
}

/** For people, neighbours are one range, whatever the ledger makes of them. The ranges come in packing order. */
export function joined(ranges: readonly UnitRange[]): UnitRange[] {
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of ranges) {
    const last = result.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

/** What of the one list lies in no range of the other. Both are in packing order. */
export function without(ranges: readonly UnitRange[], others: readonly UnitRange[]): UnitRange[] {
  return ranges.flatMap(({ start, end }) => {
    const left: UnitRange[] = [];
    let at = start;
    for (const other of others.filter((one) => one.start < end && one.end > start)) {
      if (at < other.start) left.push({ start: at, end: other.start });
      at = Math.max(at, other.end);
    }
    if (at < end) left.push({ start: at, end });
    return left;
  });
}

export function countUnits(ranges: readonly UnitRange[]): number {
  return ranges.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** How many units of the one list lie in a range of the other. */
export function countWithin(ranges: readonly UnitRange[], others: readonly UnitRange[]): number {
  const common = (a: UnitRange, b: UnitRange): number =>
    Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
  return ranges.reduce(
    (sum, range) => sum + others.reduce((inside, other) => inside + common(range, other), 0),
    0,
  );
}

/** The units from the n-th one on, counted over all ranges. */
export function slice<R extends UnitRange>(ranges: readonly R[], from: number, count: number): R[] {
  const cut: R[] = [];
  let skip = from;
  let left = count;
  for (const range of ranges) {
    const units = range.end - range.start;
    if (skip >= units) {
      skip -= units;
      continue;
    }
    if (left <= 0) break;
    const start = range.start + skip;
    const end = Math.min(range.end, start + left);
    cut.push({ ...range, start, end });
    left -= end - start;
    skip = 0;
  }
  return cut;
}
