import { expect, it } from 'vitest';
import { dueChecks } from './unlock-checks';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-23');
const KINDS = ['passphrase', 'recovery-code', 'passkey', 'contacts'];

it('a way that opened within a quarter of a year is not asked for', () => {
  const at = { passphrase: NOW - 89 * DAY, 'recovery-code': NOW - 91 * DAY };
  expect(dueChecks(KINDS, { since: NOW - 400 * DAY, at }, NOW)).toEqual(['recovery-code']);
});

it('a way that never opened here counts from when this device first saw the record', () => {
  expect(dueChecks(KINDS, { since: NOW - 10 * DAY, at: {} }, NOW)).toEqual([]);
  expect(dueChecks(KINDS, { since: NOW - 91 * DAY, at: {} }, NOW)).toEqual(['passphrase', 'recovery-code']);
});

it('a way that the record does not have is not asked for', () => {
  expect(dueChecks(['passkey', 'passphrase'], { since: 0, at: {} }, NOW)).toEqual(['passphrase']);
});
