import { expect, it } from 'vitest';
import { NO_ATTEMPTS, attemptsFrom, oneMore, secondsLeft, textOf, waitAfter } from './wrong-attempts';

const NOW = Date.parse('2026-11-23');

it('two slips cost nothing, each further one twice the wait of the one before, five minutes at most', () => {
  expect([0, 1, 2, 3, 4, 5, 9, 10, 100].map(waitAfter)).toEqual([0, 0, 0, 4, 8, 16, 256, 300, 300]);
});

it('a reload forgets neither the attempts nor the wait', () => {
  let attempts = NO_ATTEMPTS;
  for (let n = 0; n < 4; n++) attempts = oneMore(attempts, NOW);
  const reloaded = attemptsFrom(textOf(attempts));
  expect(reloaded).toEqual({ count: 4, until: NOW + 8_000 });
  expect(secondsLeft(reloaded, NOW + 3_000)).toBe(5);
  expect(secondsLeft(reloaded, NOW + 9_000)).toBe(0);
});

it('a clock that was turned back locks nobody out, and what cannot be read counts for none', () => {
  expect(secondsLeft({ count: 3, until: NOW + 1e12 }, NOW)).toBe(300);
  for (const stored of [null, '', 'x', '-1 5', '0 7']) expect(attemptsFrom(stored)).toEqual(NO_ATTEMPTS);
  // As an earlier version kept it.
  expect(attemptsFrom('5')).toEqual({ count: 5, until: 0 });
});
