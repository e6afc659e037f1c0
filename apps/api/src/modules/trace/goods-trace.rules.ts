import type { UnitRange } from '../custody/index.js';

/** Packs of one run, with the containers around them: the innermost first. */
export interface TracedRange extends UnitRange {
  readonly runId: number;
  readonly nesting: readonly string[];
}

/** Where packs are that lie beside one another; parties are ledger ids. */
export interface Whereabouts {
  readonly holder: number;
  /** Whom they are on their way to. */
  readonly receiver: number | null;
  readonly units: number;
}

export interface GoodsHolder {
  /** Null for all together that the asker has nothing to do with now. */
  readonly holder: number | null;
  readonly receiver: number | null;
  readonly units: number;
}

/** Whose packs somebody may see: everybody's, or those of their own ledger ids and on their way to these. */
export type Sight = 'ALL' | readonly number[];

export function sees(sight: Sight, { holder, receiver }: Pick<Whereabouts, 'holder' | 'receiver'>): boolean {
  return sight === 'ALL' || sight.includes(holder) || (receiver !== null && sight.includes(receiver));
}

/** Who has how many of them now, whoever has most first; what the asker may not see is one number at the end. */
export function holdersOf(parts: readonly Whereabouts[], sight: Sight): GoodsHolder[] {
  const sums = new Map<string, GoodsHolder>();
  for (const part of parts) {
    const seen = sees(sight, part);
    const [holder, receiver] = seen ? [part.holder, part.receiver] : [null, null];
    const key = `${holder} ${receiver}`;
    sums.set(key, { holder, receiver, units: (sums.get(key)?.units ?? 0) + part.units });
  }
  return [...sums.values()].sort(
    (a, b) => Number(a.holder === null) - Number(b.holder === null) || b.units - a.units,
  );
}

/** The place of a pack in a list of ranges that are in order of run and packing index. */
export interface UnitPlace {
  readonly runId: number;
  readonly idx: number;
}

/** The ranges behind a place, cut to so many packs. */
export function rangesAfter(
  ranges: readonly TracedRange[],
  after: UnitPlace | null,
  most: number,
): TracedRange[] {
  const found: TracedRange[] = [];
  let left = most;
  for (const range of ranges) {
    if (left === 0) break;
    if (after && range.runId < after.runId) continue;
    const start = after?.runId === range.runId ? Math.max(range.start, after.idx + 1) : range.start;
    const end = Math.min(range.end, start + left);
    if (end <= start) continue;
    found.push({ ...range, start, end });
    left -= end - start;
  }
  return found;
}
