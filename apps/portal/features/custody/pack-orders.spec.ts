import { describe, expect, it, test } from 'vitest';
import { allows, isFinal, PACK_ORDERS, statesOf } from './pack-orders';

const range = (from: number, to: number) => ({ from, to });

describe('what may be done with packs', () => {
  it('is nothing while something is under way, and nothing with no pack', () => {
    for (const order of PACK_ORDERS) {
      expect(allows(order, ['BUSY'], true)).toBe(false);
      expect(allows(order, ['SEIZED'], true)).toBe(false);
      expect(allows(order, [], true)).toBe(false);
    }
  });

  it('is what every one of them allows', () => {
    expect(allows('LOCK', ['ACTIVE'], true)).toBe(true);
    expect(allows('LOCK', ['ACTIVE', 'LOCKED'], true)).toBe(false);
    expect(allows('DESTROY', ['ACTIVE', 'LOCKED'], true)).toBe(true);
    expect(allows('UNLOCK', ['LOCKED', 'MISSING'], true)).toBe(true);
  });

  it('of a lot that is stopped is to lock, return, destroy or report, not to give away', () => {
    const stopped = PACK_ORDERS.filter((order) => allows(order, ['ACTIVE'], false));
    expect(stopped).toEqual(['RETURN', 'LOCK', 'MISSING', 'DESTROY', 'STOLEN']);
  });

  it('cannot be taken back where the packs are no more', () => {
    expect(PACK_ORDERS.filter(isFinal)).toEqual(['DESTROY', 'STOLEN']);
  });
});

test('the states of chosen packs', () => {
  const shelf = {
    ranges: [range(0, 9)],
    aside: [
      { state: 'LOCKED' as const, range: range(3, 4) },
      { state: 'MISSING' as const, range: range(4, 5) },
    ],
  };
  expect(statesOf([range(3, 4)], shelf)).toEqual(['LOCKED']);
  expect(statesOf([range(2, 5)], shelf)).toEqual(['LOCKED', 'MISSING', 'ACTIVE']);
  expect(statesOf([range(20, 30)], shelf)).toEqual([]);
});
