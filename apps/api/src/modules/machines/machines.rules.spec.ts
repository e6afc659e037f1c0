import { expect, it } from 'vitest';
import { checkLimit, expiryIn, limitOf } from './machines.rules.js';

it('a limit of a machine’s own narrows that of the node, also where the node’s became lower', () => {
  expect([null, 1, 200].map((own) => checkLimit(own, 200))).toEqual([null, 1, 200]);
  for (const own of [0, -1, 1.5, 201]) expect(() => checkLimit(own, 200)).toThrow('1 to 200');
  expect(checkLimit(5_000, 0)).toBe(5_000);
  expect([limitOf(null, 200), limitOf(50, 200), limitOf(200, 100), limitOf(50, 0)]).toEqual([
    200, 50, 100, 50,
  ]);
});

it('a key is good for a year at most', () => {
  const now = new Date('2027-03-01T00:00:00Z');
  expect(expiryIn(366, now)).toEqual(new Date('2028-03-01T00:00:00Z'));
  for (const days of [0, -1, 367]) expect(() => expiryIn(days, now)).toThrow('1 to 366 days');
});
