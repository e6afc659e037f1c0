import { describe, expect, it } from 'vitest';
import { amount } from './amount.js';

describe('an amount in words', () => {
  it.each([
    [1, 'capsule', '1 capsule'],
    [9, 'capsule', '9 capsules'],
    [2, 'patch', '2 patches'],
    [5, 'ml', '5 ml'],
    [3, 'tablets', '3 tablets'],
  ])('%s × %s', (count, unit, words) => {
    expect(amount(count, unit)).toBe(words);
  });
});
