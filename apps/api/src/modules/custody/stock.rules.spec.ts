import { UnitStatus } from '@custodia/ledger';
import { describe, expect, it } from 'vitest';
import { countWithin, GONE, joined, slice, stockParts, without } from './stock.rules.js';

const range = (start: number, end: number) => ({ start, end });

describe('what is on the shelf', () => {
  it('leaves out what was supplied or taken off the market, and nothing else', () => {
    const { Supplied, Filled, Emptied, Irregular, IrregularlyFilled } = UnitStatus;
    const { Exported, Destroyed, Sampled, FreeSample, Stolen } = UnitStatus;
    expect(new Set(GONE)).toEqual(
      new Set([
        ...[Supplied, Filled, Emptied, Irregular, IrregularlyFilled],
        ...[Exported, Destroyed, Sampled, FreeSample, Stolen],
      ]),
    );
    expect(stockParts([range(0, 3)], [{ ...range(0, 3), status: Stolen }])).toEqual([]);
  });

  it('names each state, in packing order', () => {
    const exceptional = [
      { ...range(2, 3), status: UnitStatus.Filled },
      { ...range(3, 5), status: UnitStatus.Locked },
      { ...range(5, 6) },
      { ...range(9, 12), status: UnitStatus.Missing },
    ];
    expect(stockParts([range(0, 7), range(9, 10)], exceptional)).toEqual([
      { ...range(0, 2), state: 'ACTIVE' },
      { ...range(3, 5), state: 'LOCKED' },
      { ...range(5, 6), state: 'BUSY' },
      { ...range(6, 7), state: 'ACTIVE' },
      { ...range(9, 10), state: 'MISSING' },
    ]);
  });
});

describe('ranges', () => {
  it('without others are what these leave of them', () => {
    expect(without([range(0, 9), range(12, 15)], [])).toEqual([range(0, 9), range(12, 15)]);
    expect(without([range(0, 9), range(12, 15)], [range(0, 2), range(4, 5), range(8, 13)])).toEqual([
      range(2, 4),
      range(5, 8),
      range(13, 15),
    ]);
    expect(without([range(3, 5)], [range(0, 9)])).toEqual([]);
  });

  it('that touch or overlap are one', () => {
    expect(joined([range(0, 2), range(2, 5), range(7, 8)])).toEqual([range(0, 5), range(7, 8)]);
    expect(joined([range(0, 9), range(2, 5), range(8, 12)])).toEqual([range(0, 12)]);
  });

  it('share units', () => {
    expect(countWithin([range(0, 5), range(8, 9)], [range(4, 20)])).toBe(2);
    expect(countWithin([range(0, 5)], [])).toBe(0);
  });

  it('are cut where a page begins and ends', () => {
    const ranges = [range(10, 12), range(20, 23)];
    expect(slice(ranges, 1, 2)).toEqual([range(11, 12), range(20, 21)]);
    expect(slice(ranges, 2, 9)).toEqual([range(20, 23)]);
    expect(slice(ranges, 5, 1)).toEqual([]);
    expect(slice(ranges, 0, 0)).toEqual([]);
  });
});
