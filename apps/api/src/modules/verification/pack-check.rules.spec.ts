import { UnitStatus } from '@custodia/ledger';
import { expect, it } from 'vitest';
import { answerOf, type CheckedUnit } from './pack-check.rules.js';

const unit = (more: Partial<CheckedUnit> = {}): CheckedUnit => ({
  recalled: false,
  withdrawn: false,
  held: false,
  expiry: '2027-01-31',
  status: UnitStatus.Supplied,
  ...more,
});

it.each([
  [null, 'UNKNOWN'],
  [unit(), 'HANDED_OUT'],
  [unit({ status: UnitStatus.Opened }), 'HANDED_OUT'],
  [unit({ status: UnitStatus.IrregularlyFilled }), 'HANDED_OUT'],
  [unit({ status: UnitStatus.Active }), 'NOT_HANDED_OUT'],
  [unit({ expiry: '2026-11-22' }), 'EXPIRED'],
  [unit({ expiry: '2026-11-23' }), 'HANDED_OUT'],
  [unit({ held: true, expiry: '2026-11-22' }), 'STOPPED'],
  [unit({ status: UnitStatus.Locked }), 'STOPPED'],
  [unit({ status: UnitStatus.Seized }), 'STOPPED'],
  [unit({ status: UnitStatus.Stolen, held: true }), 'OFF_MARKET'],
  [unit({ status: UnitStatus.Destroyed }), 'OFF_MARKET'],
  [unit({ recalled: true, status: UnitStatus.Stolen }), 'RECALLED'],
  [unit({ withdrawn: true }), 'RECALLED'],
])('of %o the gravest is told: %s', (known, answer) => {
  expect(answerOf(known, '2026-11-23')).toBe(answer);
});
