import { describe, expect, it } from 'vitest';
import { drawFromItem, oweOnItem, takeFromPack } from './quantity.rules.js';

describe('quantities that are refused', () => {
  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60])('%s is no quantity', (wanted) => {
    expect(takeFromPack(30, wanted, 'tablets')).toMatchObject({ refused: 'QUANTITY_INVALID' });
    expect(oweOnItem(30, wanted, 'tablets')).toMatchObject({ refused: 'QUANTITY_INVALID' });
  });
  it('more than the pack holds', () => {
    expect(takeFromPack(30, 31, 'tablets')).toMatchObject({ refused: 'QUANTITY_EXCEEDS_PACK' });
  });
  it('anything from an emptied pack', () => {
    expect(takeFromPack(0, 1, 'tablets')).toMatchObject({ refused: 'QUANTITY_EXCEEDS_PACK' });
    expect(takeFromPack(0, undefined, 'tablets')).toMatchObject({ refused: 'QUANTITY_INVALID' });
  });
  it('more in one basket than the item allows, although each pack alone would pass', () => {
    expect(drawFromItem(60, [30, 30, 1], 'tablets')).toMatchObject({
      refused: 'QUANTITY_EXCEEDS_PRESCRIBED',
    });
    expect(drawFromItem(0, [1], 'tablets')).toMatchObject({ refused: 'QUANTITY_EXCEEDS_PRESCRIBED' });
  });
  it('owing more than the prescription still allows', () => {
    expect(oweOnItem(29, 30, 'tablets')).toMatchObject({ refused: 'OWED_EXCEEDS_REMAINING' });
  });
});

describe('quantities in base units', () => {
  it('take the whole pack when nothing is said', () => {
    expect(takeFromPack(30, undefined, 'tablets')).toEqual({ quantity: 30, left: 0 });
  });
  it('leave an opened pack', () => {
    expect(takeFromPack(1000, 28, 'tablets')).toEqual({ quantity: 28, left: 972 });
  });
  it('add up over the packs of a basket', () => {
    expect(drawFromItem(90, [30, 28], 'tablets')).toBe(32);
    expect(oweOnItem(32, 32, 'tablets')).toBe(0);
  });
});
