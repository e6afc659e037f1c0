import { ACCESS_EVENTS } from '@custodia/vault';
import { expect, it } from 'vitest';
import { kindOf, pauseAfter } from './notice.rules.js';

it('what others did is told, and what the patient did is not', () => {
  const kinds = Object.fromEntries(ACCESS_EVENTS.map((event) => [event, kindOf({ event, reason: '' })]));
  expect(kinds).toMatchObject({
    release: 'looks',
    'break-glass': 'looks',
    'prescription-read': 'looks',
    'therapy-check': 'looks',
    denial: 'refusals',
    recovery: 'recoveries',
    consent: undefined,
    'log-read': undefined,
  });
  expect(kindOf({ event: 'recovery', reason: 'cancelled' })).toBeUndefined();
});

it('what was not heard is said again, ever more seldom, and never given up', () => {
  const pauses = [1, 2, 3, 4, 5, 10_000].map(pauseAfter);
  expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
  expect(pauses.at(-1)).toBe(300_000);
});
