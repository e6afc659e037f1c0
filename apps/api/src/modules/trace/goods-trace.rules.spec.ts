import { describe, expect, it } from 'vitest';
import { holdersOf, rangesAfter } from './goods-trace.rules.js';

const [DISTRIBUTOR, PHARMACY, OTHER] = [20, 30, 31] as const;
const part = (holder: number, units: number, receiver: number | null = null) => ({ holder, receiver, units });

describe('who has what was in a container', () => {
  const parts = [
    part(PHARMACY, 2),
    part(DISTRIBUTOR, 5),
    part(PHARMACY, 4),
    part(DISTRIBUTOR, 1, OTHER),
    part(OTHER, 9),
  ];
  it('is summed up by holder, and by whom it is on its way to', () => {
    expect(holdersOf(parts, 'ALL')).toEqual([
      part(OTHER, 9),
      part(PHARMACY, 6),
      part(DISTRIBUTOR, 5),
      part(DISTRIBUTOR, 1, OTHER),
    ]);
  });
  it('is their own and what comes to them for others, and one number for the rest', () => {
    expect(holdersOf(parts, [OTHER])).toEqual([
      part(OTHER, 9),
      part(DISTRIBUTOR, 1, OTHER),
      { holder: null, receiver: null, units: 11 },
    ]);
  });
});

describe('a page of packs', () => {
  const range = (runId: number, start: number, end: number) => ({ runId, start, end, nesting: [] });
  const ranges = [range(1, 0, 3), range(1, 7, 9), range(4, 2, 5)];
  it('goes over the borders of ranges and runs, and on behind the last one of the page before', () => {
    expect(rangesAfter(ranges, null, 4)).toEqual([range(1, 0, 3), range(1, 7, 8)]);
    expect(rangesAfter(ranges, { runId: 1, idx: 7 }, 4)).toEqual([range(1, 8, 9), range(4, 2, 5)]);
    expect(rangesAfter(ranges, { runId: 1, idx: 8 }, 2)).toEqual([range(4, 2, 4)]);
    expect(rangesAfter(ranges, { runId: 4, idx: 4 }, 4)).toEqual([]);
  });
});
