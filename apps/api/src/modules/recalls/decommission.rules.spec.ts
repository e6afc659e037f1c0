import { UnitStatus } from '@custodia/ledger';
import { describe, expect, it } from 'vitest';
import {
  DECOMMISSION_KINDS,
  decommissionRefusal,
  type DecommissionFacts,
  type DecommissionKind,
} from './decommission.rules.js';

const S = UnitStatus;
const facts: DecommissionFacts = {
  holds: true,
  regulator: false,
  inTransit: false,
  lotInOrder: true,
  statuses: [S.Active],
};
const refusal = (kind: DecommissionKind, change: Partial<DecommissionFacts> = {}) =>
  decommissionRefusal(kind, { ...facts, ...change });

const STOCK = [S.Active, S.Opened, S.Locked, S.Missing];
const HOLDER: Record<DecommissionKind, readonly number[]> = {
  EXPORT: [S.Active],
  SAMPLE: [S.Active],
  FREE_SAMPLE: [S.Active],
  DESTROY: STOCK,
  STOLEN: STOCK,
  LOCK: [S.Active],
  UNLOCK: [S.Locked, S.Missing],
  UNDO: [S.Exported, S.Sampled, S.FreeSample],
};

describe('every status of a unit against every way out of the market', () => {
  const pairs = DECOMMISSION_KINDS.flatMap((kind) =>
    Object.entries(S).map(([name, status]) => [kind, name, status, HOLDER[kind].includes(status)] as const),
  );
  it.each(pairs)('%s a unit that is %s', (kind, _name, status, allowed) => {
    expect(refusal(kind, { statuses: [status] })).toBe(allowed ? undefined : 'UNIT_STATUS');
  });
});

describe('who may', () => {
  it('is the holder, not a stranger, whatever the kind', () => {
    for (const kind of DECOMMISSION_KINDS) expect(refusal(kind, { holds: false })).toBe('NOT_YOUR_UNITS');
  });
  it('is the regulator for locks at any holder’s, and for nothing else', () => {
    const regulator = { holds: false, regulator: true };
    expect(refusal('LOCK', regulator)).toBeUndefined();
    expect(refusal('LOCK', { ...regulator, statuses: [S.Locked] })).toBeUndefined();
    expect(refusal('UNLOCK', { ...regulator, statuses: [S.Seized] })).toBeUndefined();
    expect(refusal('UNLOCK', { statuses: [S.Seized] })).toBe('UNIT_STATUS');
    expect(refusal('DESTROY', regulator)).toBe('NOT_YOUR_UNITS');
  });
});

describe('where and when', () => {
  it('on the road only a theft is reported', () => {
    for (const kind of DECOMMISSION_KINDS.filter((kind) => HOLDER[kind].includes(S.Active))) {
      expect(refusal(kind, { inTransit: true })).toBe(kind === 'STOLEN' ? undefined : 'UNITS_IN_TRANSIT');
    }
  });
  it('of a held, recalled or expired lot nothing is exported or sampled, but it can be destroyed', () => {
    expect(refusal('EXPORT', { lotInOrder: false })).toBe('LOT_NOT_IN_ORDER');
    expect(refusal('FREE_SAMPLE', { lotInOrder: false })).toBe('LOT_NOT_IN_ORDER');
    expect(refusal('DESTROY', { lotInOrder: false })).toBeUndefined();
    expect(refusal('STOLEN', { lotInOrder: false })).toBeUndefined();
  });
  it('an undo comes within ten days, and never of a lot that is recalled or expired', () => {
    const exported = { statuses: [S.Exported] };
    expect(refusal('UNDO', { ...exported, daysSince: 10 })).toBeUndefined();
    expect(refusal('UNDO', { ...exported, daysSince: 11 })).toBe('UNDO_OVER');
    expect(refusal('UNDO', { ...exported, lotInOrder: false })).toBe('LOT_NOT_IN_ORDER');
  });
  it('one unit of a range is enough to refuse the range', () => {
    expect(refusal('EXPORT', { statuses: [S.Active, S.Supplied] })).toBe('UNIT_STATUS');
  });
});
