import { describe, expect, it } from 'vitest';
import {
  addUnit,
  commonUnits,
  countUnits,
  hasUnit,
  rangesFrom,
  rangesText,
  removeUnit,
  takeFirst,
} from './unit-ranges';

describe('takeFirst', () => {
  it('never takes more than there is', () => {
    expect(takeFirst([{ from: 4, to: 6 }], 10)).toEqual([{ from: 4, to: 6 }]);
    expect(takeFirst([], 3)).toEqual([]);
  });

  it('takes nothing for zero', () => {
    expect(takeFirst([{ from: 0, to: 5 }], 0)).toEqual([]);
  });

  it('goes over the gaps in packing order', () => {
    const ranges = [
      { from: 10, to: 14 },
      { from: 0, to: 3 },
    ];
    expect(takeFirst(ranges, 5)).toEqual([
      { from: 0, to: 3 },
      { from: 10, to: 12 },
    ]);
    expect(countUnits(takeFirst(ranges, 5))).toBe(5);
  });
});

describe('addUnit', () => {
  it('counts a pack that is scanned twice once', () => {
    expect(addUnit([{ from: 3, to: 4 }], 3)).toEqual([{ from: 3, to: 4 }]);
  });

  it('joins neighbours', () => {
    expect(addUnit(addUnit([{ from: 3, to: 4 }], 5), 4)).toEqual([{ from: 3, to: 6 }]);
  });
});

describe('removeUnit', () => {
  it('leaves ranges alone that do not hold the pack', () => {
    expect(removeUnit([{ from: 3, to: 6 }], 6)).toEqual([{ from: 3, to: 6 }]);
  });

  it('cuts a range in two, and drops what is empty', () => {
    const ranges = [
      { from: 3, to: 6 },
      { from: 8, to: 9 },
    ];
    expect(removeUnit(removeUnit(ranges, 4), 8)).toEqual([
      { from: 3, to: 4 },
      { from: 5, to: 6 },
    ]);
    expect(hasUnit(ranges, 5)).toBe(true);
    expect(hasUnit(ranges, 6)).toBe(false);
  });
});

describe('commonUnits', () => {
  it('are those of both lists', () => {
    const ranges = [
      { from: 0, to: 4 },
      { from: 6, to: 9 },
    ];
    expect(commonUnits(ranges, [{ from: 2, to: 7 }])).toEqual([
      { from: 2, to: 4 },
      { from: 6, to: 7 },
    ]);
    expect(commonUnits(ranges, [{ from: 4, to: 6 }])).toEqual([]);
  });
});

describe('ranges in an address', () => {
  it('are read back, and nonsense is not read', () => {
    const ranges = [
      { from: 0, to: 5 },
      { from: 7, to: 9 },
    ];
    expect(rangesFrom(rangesText(ranges))).toEqual(ranges);
    expect(rangesFrom('5-5,x,-1-2,9-3')).toEqual([]);
  });
});
