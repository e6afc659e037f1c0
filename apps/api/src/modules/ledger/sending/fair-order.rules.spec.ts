import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conflict, type Touch } from '../touches.rules.js';
import { fairOrder } from './fair-order.rules.js';

const alone = (key: string): Touch => ({ key, mode: 'alone' });
const shared = (key: string): Touch => ({ key, mode: 'shared' });
const queued = (id: string, partyId: number, ...touches: Touch[]) => ({ id, partyId, touches });
const ids = (operations: readonly { id: string }[]) => operations.map(({ id }) => id).join(' ');

describe('the order in which parties take turns', () => {
  it('lets a party with one operation go right behind the first of a party with many', () => {
    const many = [1, 2, 3, 4].map((unit) => queued(`a${unit}`, 1, alone(`unit:${unit}`), shared('run:1')));
    expect(ids(fairOrder([...many, queued('b1', 2, alone('unit:9'), shared('run:1'))]))).toBe(
      'a1 b1 a2 a3 a4',
    );
  });

  it('takes along what has to come before, however far behind it is', () => {
    const operations = [
      queued('a1', 1, alone('unit:1')),
      queued('a2', 1, alone('unit:2')),
      queued('ship', 1, alone('run:7')),
      queued('a4', 1, alone('unit:4')),
      queued('receive', 2, alone('run:7')),
    ];
    expect(ids(fairOrder(operations))).toBe('a1 ship receive a2 a4');
  });

  const touch = fc.record({
    key: fc.constantFrom('x', 'y', 'z'),
    mode: fc.constantFrom<Touch['mode']>('alone', 'shared'),
  });
  const operation = fc.record({ partyId: fc.integer({ min: 1, max: 4 }), touches: fc.array(touch) });

  it('loses none, and never turns round two that do not commute', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 40 }), (operations) => {
        const order = fairOrder(operations);
        expect(new Set(order)).toEqual(new Set(operations));
        expect(order).toHaveLength(operations.length);
        const place = new Map(order.map((one, index) => [one, index]));
        for (const [index, later] of operations.entries()) {
          for (const earlier of operations.slice(0, index)) {
            if (conflict(earlier.touches, later.touches)) {
              expect(place.get(earlier)).toBeLessThan(place.get(later) ?? -1);
            }
          }
        }
      }),
    );
  });

  it('gives nobody a second turn before everybody had a first one, where all commute', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }), (parties) => {
        const order = fairOrder(parties.map((partyId, n) => queued(String(n), partyId)));
        const firsts = order.slice(0, new Set(parties).size).map(({ partyId }) => partyId);
        expect(new Set(firsts).size).toBe(firsts.length);
      }),
    );
  });
});
