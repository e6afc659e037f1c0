import { UnitStatus } from '@custodia/ledger';
import { describe, expect, it } from 'vitest';
import { lotsOnLedger, onLedger, UNIT_STATUSES } from '../../testing/ledger-table.js';
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
  lot: { held: false, recalled: false, withdrawn: false, expired: false },
  statuses: [S.Active],
};
const refusal = (kind: DecommissionKind, change: Partial<DecommissionFacts> = {}) =>
  decommissionRefusal(kind, { ...facts, ...change });

/** The contracts' name of each. */
const ACT: Record<DecommissionKind, string> = {
  EXPORT: 'Export',
  SAMPLE: 'Sample',
  FREE_SAMPLE: 'FreeSample',
  DESTROY: 'Destroy',
  STOLEN: 'Stolen',
  LOCK: 'LockByHolder',
  UNLOCK: 'UnlockByHolder',
  UNDO: 'Undo',
};
/** Their name of it where the lot decides, and what the unit is then. */
const OF_LOT: Record<DecommissionKind, readonly [act: string, status: UnitStatus]> = {
  EXPORT: ['Export', S.Active],
  SAMPLE: ['Sample', S.Active],
  FREE_SAMPLE: ['FreeSample', S.Active],
  DESTROY: ['Destroy', S.Active],
  STOLEN: ['Stolen', S.Active],
  LOCK: ['Lock', S.Active],
  UNLOCK: ['Unlock', S.Locked],
  UNDO: ['UndoExport', S.Exported],
};
/** What is supplied is undone at the counter, with the fill that it used. */
const SUPPLIED: readonly number[] = [
  S.Supplied,
  S.Filled,
  S.Opened,
  S.Emptied,
  S.Irregular,
  S.IrregularlyFilled,
];
const onTheLedger = (kind: DecommissionKind, status: number, act = ACT[kind]) =>
  onLedger(act)[status] !== null && !(kind === 'UNDO' && SUPPLIED.includes(status));
const whyNot = (kind: DecommissionKind, status: number) =>
  kind === 'LOCK' && (status === S.Locked || status === S.Seized) ? 'LOCKED_ALREADY' : 'UNIT_STATUS';

describe('every status of a unit against every way out of the market, as on the ledger', () => {
  const pairs = DECOMMISSION_KINDS.flatMap((kind) =>
    UNIT_STATUSES.map(([name, status]) => [kind, name, status, onTheLedger(kind, status)] as const),
  );
  it.each(pairs)('%s a unit that is %s', (kind, _name, status, allowed) => {
    expect(refusal(kind, { statuses: [status] })).toBe(allowed ? undefined : whyNot(kind, status));
  });

  const byRegulator = (['LOCK', 'UNLOCK'] as const).flatMap((kind) =>
    UNIT_STATUSES.map(([name, status]) => {
      const act = kind === 'LOCK' ? 'LockByRegulator' : 'UnlockByRegulator';
      return [kind, name, status, onTheLedger(kind, status, act)] as const;
    }),
  );
  it.each(byRegulator)('%s by the regulator a unit that is %s', (kind, _name, status, allowed) => {
    const asked = { holds: false, regulator: true, statuses: [status] };
    expect(refusal(kind, asked)).toBe(allowed ? undefined : whyNot(kind, status));
  });

  it('a lock of what is locked already says so, unless only some of it is', () => {
    expect(refusal('LOCK', { statuses: [S.Locked, S.Seized] })).toBe('LOCKED_ALREADY');
    expect(refusal('LOCK', { statuses: [S.Locked, S.Active] })).toBe('UNIT_STATUS');
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
    for (const kind of DECOMMISSION_KINDS.filter((kind) => onTheLedger(kind, S.Active))) {
      expect(refusal(kind, { inTransit: true })).toBe(kind === 'STOLEN' ? undefined : 'UNITS_IN_TRANSIT');
    }
  });
  const ofLots = DECOMMISSION_KINDS.flatMap((kind) => {
    const [act, status] = OF_LOT[kind];
    return lotsOnLedger(act).map(
      ([name, lot, allowed]) => [kind, name, { lot, statuses: [status] }, allowed] as const,
    );
  });
  it.each(ofLots)('%s of a lot %s, as on the ledger', (kind, _name, change, allowed) => {
    expect(refusal(kind, change)).toBe(allowed ? undefined : 'LOT_NOT_IN_ORDER');
  });
  it('an undo comes within ten days', () => {
    const exported = { statuses: [S.Exported] };
    expect(refusal('UNDO', { ...exported, daysSince: 10 })).toBeUndefined();
    expect(refusal('UNDO', { ...exported, daysSince: 11 })).toBe('UNDO_OVER');
  });
  it('one unit of a range is enough to refuse the range', () => {
    expect(refusal('EXPORT', { statuses: [S.Active, S.Supplied] })).toBe('UNIT_STATUS');
  });
});
