import { describe, expect, it } from 'vitest';
import { itemRefusal, type ItemFacts, type ItemRequest } from './item.rules.js';

const now = new Date('2026-03-01T10:00:00Z');
const item: ItemFacts = {
  medicine: { substance: 'Acarbose', strength: '100 mg', baseUnit: 'tablet', substitutionAllowed: false },
  state: 'ISSUED',
  open: true,
  validFrom: '2026-02-01',
  validUntil: '2026-05-01',
  remaining: 60,
  used: 0,
};
const product = {
  gtin: '00301151152014',
  name: 'Acarbose 100 mg',
  substance: 'Acarbose',
  strength: '100 mg',
  form: 'tablet',
  baseUnit: 'tablet',
};
const voucher = { upTo: 30, deadline: new Date('2026-03-01T12:00:00Z'), signed: true };
const request: ItemRequest = { packs: [{ product, quantity: 30 }], owed: 0, voucher };
const code = (of: Partial<ItemFacts>, asked: Partial<ItemRequest> = {}) =>
  itemRefusal({ ...item, ...of }, { ...request, ...asked }, now)?.code;

describe('an item that may not be filled', () => {
  it.each([
    ['CANCELLED', 'PRESCRIPTION_CANCELLED'],
    ['DISPENSED', 'QUANTITY_EXCEEDS_PRESCRIBED'],
    ['EXPIRED', 'ITEM_EXPIRED'],
    ['NOT_YET_VALID', 'ITEM_NOT_YET_VALID'],
    ['REFUSED', 'ITEM_NOT_ON_LEDGER'],
  ])('is %s', (state, expected) => {
    expect(code({ state, open: false })).toBe(expected);
  });
  it('is for another substance', () => {
    expect(code({}, { packs: [{ product: { ...product, substance: 'Aspirin' }, quantity: 30 }] })).toBe(
      'PACK_OTHER_SUBSTANCE',
    );
  });
  it('has less left than the basket holds', () => {
    const packs = [request.packs[0]!, request.packs[0]!, { product, quantity: 1 }];
    expect(code({}, { packs, voucher: { ...voucher, upTo: 61 } })).toBe('QUANTITY_EXCEEDS_PRESCRIBED');
  });
  it('has less left than is to be owed', () => {
    expect(code({}, { owed: 31, voucher: { ...voucher, upTo: 61 } })).toBe('OWED_EXCEEDS_REMAINING');
  });
});

describe('a voucher that does not serve', () => {
  it('is missing', () => {
    expect(code({}, { voucher: undefined })).toBe('VOUCHER_MISSING');
  });
  it('is stolen: signed by another key, or for another pharmacy', () => {
    expect(code({}, { voucher: { ...voucher, signed: false } })).toBe('VOUCHER_INVALID');
  });
  it('is replayed: the item has been used up to it before', () => {
    expect(code({ used: 30 })).toBe('VOUCHER_SPENT');
    expect(code({ used: 1 })).toBe('VOUCHER_SPENT');
  });
  it('does not cover what is owed', () => {
    expect(code({}, { owed: 10 })).toBe('VOUCHER_SPENT');
    expect(code({}, { owed: 10, voucher: { ...voucher, upTo: 40 } })).toBeUndefined();
  });
  it('has run out, or will before the ledger sees it', () => {
    expect(code({}, { voucher: { ...voucher, deadline: new Date('2026-03-01T10:00:59Z') } })).toBe(
      'VOUCHER_EXPIRED',
    );
  });
});

describe('an item that is filled', () => {
  it('takes a basket under one voucher', () => {
    const packs = [request.packs[0]!, request.packs[0]!];
    expect(code({}, { packs, voucher: { ...voucher, upTo: 60 } })).toBeUndefined();
  });
  it('can be filled while the ledger has not confirmed its issue', () => {
    expect(code({ state: 'PENDING' })).toBeUndefined();
  });
});
