import { expect, it } from 'vitest';
import { PAUSES_MS, afterAttempt } from './delivery.rules.js';

const now = new Date('2026-03-01T10:00:00Z');

it('waits longer after each failure, and gives up after the last pause', () => {
  const failed = { failure: 'NO_ANSWER', status: null } as const;
  const pauses = PAUSES_MS.map((_, n) => afterAttempt(failed, n + 1, now).nextAt!.getTime() - now.getTime());
  expect(pauses).toEqual(PAUSES_MS);
  expect([...pauses].sort((a, b) => a - b)).toEqual(pauses);
  expect(afterAttempt(failed, PAUSES_MS.length + 1, now)).toEqual({ state: 'GIVEN_UP', nextAt: null });
});

it('tries nobody who is gone again, and nothing that was taken', () => {
  expect(afterAttempt({ failure: 'RECEIVER_GONE', status: 550 }, 1, now).state).toBe('GIVEN_UP');
  expect(afterAttempt({ failure: null, status: 204 }, 3, now)).toEqual({ state: 'SENT', nextAt: null });
});
