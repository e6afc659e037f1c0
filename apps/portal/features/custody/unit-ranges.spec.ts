import { describe, expect, it } from 'vitest';
import { addUnit, countUnits, takeFirst } from './unit-ranges';

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
