import { expect, it } from 'vitest';
import { APART_MS, GATHERED_MS, isNewsAddress, tellAt } from './record-news.rules.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);

it.each([
  ['the first', null, later(GATHERED_MS)],
  ['one while a notice waits', later(1), undefined],
  ['one right after a notice', NOW, later(APART_MS)],
  ['one nearly an hour after', later(1 - APART_MS), later(GATHERED_MS)],
  ['one a day after', later(-24 * APART_MS), later(GATHERED_MS)],
])('%s is told when the nodes had time, and an hour after the last', (_, lastDue, expected) => {
  expect(tellAt(lastDue, NOW)).toEqual(expected);
});

it.each(['', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}=`, 7, null, ['A'.repeat(43)]])(
  '%s is no address',
  (text) => {
    expect(isNewsAddress(text)).toBe(false);
  },
);
