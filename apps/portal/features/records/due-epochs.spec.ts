import { expect, it } from 'vitest';
import { dueEpochs } from './due-epochs';

const at = (hour: number) => new Date(Date.UTC(2026, 4, 4, hour)).toISOString();
const NOW = Date.parse(at(12));
const kept = (hour: number, category = 'medications') => ({ category, keptAt: at(hour) });
const access = (notAfter: number, revokedAt?: number, categories = ['medications']) => ({
  categories,
  consent: { notAfter: at(notAfter), revokedAt: revokedAt === undefined ? null : at(revokedAt) },
});

it.each([
  ['an access that was stopped', [access(20, 9)], ['medications']],
  ['an access that has run out', [access(11)], ['medications']],
  ['an access that goes on', [access(13)], []],
  ['an access that was over before the epoch began', [access(7), access(20, 7)], []],
  ['a request that nobody allowed', [{ categories: ['medications'], consent: null }], []],
  ['one that goes on beside one that is over', [access(13), access(10)], ['medications']],
  ['a category without a key', [access(20, 9, ['cardiology'])], ['cardiology']],
])('%s: %#', (_, requests, due) => {
  expect(dueEpochs([kept(8)], requests, NOW)).toEqual(due);
});

it('the newest epoch of a category counts', () => {
  expect(dueEpochs([kept(8), kept(10)], [access(20, 9)], NOW)).toEqual([]);
});
