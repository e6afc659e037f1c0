import { MAX_QUANTITY } from '@custodia/ledger';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../platform/errors/index.js';
import { planItems, type AskedMedicine } from './item-plan.rules.js';

const today = '2026-03-01';
const plan = (...asked: Partial<AskedMedicine>[]) =>
  planItems(
    asked.map((one) => ({ quantity: 30, ...one })),
    today,
  );

describe('a prescription that cannot be issued', () => {
  it.each<[string, Partial<AskedMedicine>]>([
    ['no quantity', { quantity: 0 }],
    ['half a tablet', { quantity: 0.5 }],
    ['more than the ledger counts', { quantity: MAX_QUANTITY + 1 }],
    ['an end before its beginning', { validFrom: '2026-04-02', validUntil: '2026-04-01' }],
    ['an end that is over', { validFrom: '2026-01-01', validUntil: '2026-02-28' }],
    ['negative repeats', { repeats: -1 }],
    ['endless repeats', { repeats: 25 }],
    ['repeats on the same day', { repeats: 1, repeatEveryDays: 0 }],
    ['repeats over more than three years', { repeats: 24, repeatEveryDays: 60 }],
  ])('has %s', (_, asked) => {
    expect(() => plan(asked)).toThrow(DomainError);
  });
  it('has no medicine, or too many', () => {
    expect(() => plan()).toThrow(DomainError);
    expect(() => plan(...Array.from({ length: 51 }, () => ({})))).toThrow(DomainError);
  });
});

describe('the items of a prescription', () => {
  it('are one a medicine, valid from today where nothing is said', () => {
    expect(plan({}, { validFrom: '2026-03-10', validUntil: '2026-03-20' })).toEqual([
      { ordinal: 0, medicine: 0, quantity: 30, validFrom: '2026-03-01', validUntil: '2026-05-30' },
      { ordinal: 1, medicine: 1, quantity: 30, validFrom: '2026-03-10', validUntil: '2026-03-20' },
    ]);
  });
  it('are one more a repeat, each opening on its own day', () => {
    const items = plan({ repeats: 2, repeatEveryDays: 30, validUntil: '2026-03-31' }, {});
    expect(items.map(({ ordinal, medicine, validFrom }) => [ordinal, medicine, validFrom])).toEqual([
      [0, 0, '2026-03-01'],
      [1, 0, '2026-03-31'],
      [2, 0, '2026-04-30'],
      [3, 1, '2026-03-01'],
    ]);
    expect(items[2]?.validUntil).toBe('2026-05-30');
  });
});
