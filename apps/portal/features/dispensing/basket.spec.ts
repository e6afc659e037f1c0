import { describe, expect, it } from 'vitest';
import {
  addOwed,
  addPack,
  assignAll,
  leftOn,
  obstacle,
  owedObstacle,
  type BasketPack,
  type Item,
} from './basket';

const amoxicillin = {
  gtin: '07612345678900',
  name: 'Amoxicillin A',
  substance: 'Amoxicillin',
  strength: '500 mg',
  form: 'capsule',
  baseUnit: 'capsule',
  packQuantity: 20,
};

function aPack(serial: string, changes: Partial<BasketPack> = {}): BasketPack {
  return {
    key: `${amoxicillin.gtin} ${serial}`,
    scan: `01${amoxicillin.gtin}21${serial}`,
    product: amoxicillin,
    serial,
    lotNumber: 'L1',
    expiry: '2027-11-30',
    content: 20,
    quantity: 20,
    itemId: undefined,
    substitutionReason: '',
    daysLeft: undefined,
    override: '',
    reportOnly: false,
    ...changes,
  };
}

function anItem(id: string, changes: Partial<Item> = {}, remaining = 30): Item {
  return {
    substance: 'amoxicillin',
    productGtin: null,
    strength: '500mg',
    form: null,
    baseUnit: 'capsule',
    substitutionAllowed: true,
    upTo: 0,
    state: { id, ordinal: 0, quantity: 30, remaining, state: 'ISSUED' },
    ...changes,
  };
}

describe('basket', () => {
  it('holds a pack once, however often it is scanned', () => {
    const packs = addPack(addPack([], aPack('S1'), []), aPack('S1'), []);
    expect(packs).toHaveLength(1);
  });

  it('puts no pack to an item of another strength, an item that is done, or one that is not valid yet', () => {
    const items = [
      anItem('other', { strength: '250 mg' }),
      anItem('done', {}, 0),
      anItem('later', {
        state: { id: 'later', ordinal: 1, quantity: 30, remaining: 30, state: 'NOT_YET_VALID' },
      }),
    ];
    expect(addPack([], aPack('S1'), items)[0]?.itemId).toBeUndefined();
  });

  it('gives a part of the second pack where the prescription has no more left', () => {
    const items = [anItem('a')];
    const packs = addPack(addPack([], aPack('S1'), items), aPack('S2'), items);
    expect(packs.map(({ quantity }) => quantity)).toEqual([20, 10]);
    expect(leftOn(items[0]!, packs)).toBe(0);
  });

  it('leaves a third pack without an item when nothing is left', () => {
    const items = [anItem('a')];
    const packs = ['S1', 'S2', 'S3'].reduce<readonly BasketPack[]>(
      (all, serial) => addPack(all, aPack(serial), items),
      [],
    );
    expect(packs[2]?.itemId).toBeUndefined();
    expect(obstacle({ basis: 'E_PRESCRIPTION', packs, items, paperReference: '' })).toBe('noItem');
  });

  it('takes packs that were scanned before the prescription was opened', () => {
    const packs = addPack([], aPack('S1'), []);
    expect(assignAll(packs, [anItem('a')])[0]?.itemId).toBe('a');
  });

  it('asks for a reason when another product than the prescribed one is given', () => {
    const items = [anItem('a', { productGtin: '07699999999994' })];
    const packs = addPack([], aPack('S1'), items);
    expect(obstacle({ basis: 'E_PRESCRIPTION', packs, items, paperReference: '' })).toBe('reason');
    const explained = packs.map((pack) => ({ ...pack, substitutionReason: 'Out of stock' }));
    expect(
      obstacle({ basis: 'E_PRESCRIPTION', packs: explained, items, paperReference: '' }),
    ).toBeUndefined();
  });

  it('asks for a reason when the pack expires soon', () => {
    const packs = [aPack('S1', { daysLeft: 12 })];
    expect(obstacle({ basis: 'WARD', packs, items: undefined, paperReference: '' })).toBe('override');
    const explained = packs.map((pack) => ({ ...pack, override: 'Used up within a week' }));
    expect(
      obstacle({ basis: 'WARD', packs: explained, items: undefined, paperReference: '' }),
    ).toBeUndefined();
  });

  it('does not let more be given than is left', () => {
    const items = [anItem('a', {}, 10)];
    const packs = [aPack('S1', { itemId: 'a', quantity: 20 })];
    expect(obstacle({ basis: 'E_PRESCRIPTION', packs, items, paperReference: '' })).toBe('tooMuch');
  });

  it('needs the prescription, the paper reference, or neither, by its basis', () => {
    const packs = addPack([], aPack('S1'), []);
    expect(obstacle({ basis: 'E_PRESCRIPTION', packs: [], items: [], paperReference: '' })).toBe('empty');
    expect(obstacle({ basis: 'E_PRESCRIPTION', packs, items: undefined, paperReference: '' })).toBe(
      'noPrescription',
    );
    expect(obstacle({ basis: 'PAPER', packs, items: undefined, paperReference: ' ' })).toBe('paperReference');
    expect(
      obstacle({ basis: 'OVER_THE_COUNTER', packs, items: undefined, paperReference: '' }),
    ).toBeUndefined();
  });
});

describe('a part of a pack', () => {
  it('goes to another item when the same pack is scanned again, and to no third', () => {
    const items = [anItem('a', {}, 8), anItem('b', {}, 6)];
    const once = addPack([], aPack('S1'), items);
    expect(once).toMatchObject([{ itemId: 'a', quantity: 8 }]);
    const twice = addPack(once, aPack('S1'), items);
    expect(twice).toMatchObject([
      { itemId: 'a', quantity: 8, content: 20 },
      { itemId: 'b', quantity: 6, content: 12 },
    ]);
    expect(addPack(twice, aPack('S1'), items)).toBe(twice);
  });

  it('of what is owed is never more than that', () => {
    const owed = { quantity: 30, settled: 4 };
    const packs = addOwed(owed, addOwed(owed, [], aPack('S1')), aPack('S2'));
    expect(packs.map(({ quantity }) => quantity)).toEqual([20, 6]);
    expect(addOwed(owed, packs, aPack('S2'))).toBe(packs);
    expect(owedObstacle({ packs, left: 26, signed: true })).toBeUndefined();
    expect(owedObstacle({ packs, left: 25, signed: true })).toBe('tooMuch');
    expect(owedObstacle({ packs, left: 26, signed: false })).toBe('signature');
    expect(owedObstacle({ packs: [], left: 26, signed: false })).toBe('empty');
  });

  it('that was handed out before asks for no item and no reason', () => {
    const packs = [aPack('S1', { reportOnly: true, daysLeft: 3 })];
    const basket = { basis: 'E_PRESCRIPTION', packs, items: undefined, paperReference: '' };
    expect(obstacle(basket)).toBe('override');
    expect(obstacle({ ...basket, reported: true })).toBeUndefined();
    expect(obstacle({ ...basket, basis: 'PAPER', reported: true })).toBe('paperReference');
  });
});
