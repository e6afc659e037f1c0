import { Portion, UnitStatus, type LedgerCall } from '@custodia/ledger';
import { describe, expect, it } from 'vitest';
import { onLedger, UNIT_STATUSES, UNIT_TABLE } from '../../testing/ledger-table.js';
import { effectiveStatus } from './unit-status.rules.js';

const HOLDER = 7;
const REGULATOR = 1;
const at = { lot: '0x00', start: 0, end: 1, index: 0 } as const;
const supply = { ...at, basis: 1, quantity: 30 };
const call = (rest: object): LedgerCall => ({ ...at, ...rest }) as unknown as LedgerCall;

/** Each act of the contracts' table as this node asks for it. */
const ACTS: Record<string, { readonly call: LedgerCall; readonly partyId?: number }> = {
  DispenseWhole: { call: call({ kind: 'dispense', ...supply, portion: Portion.Whole }) },
  DispensePart: { call: call({ kind: 'dispense', ...supply, portion: Portion.Part }) },
  DispenseLastPart: { call: call({ kind: 'dispense', ...supply, portion: Portion.Last }) },
  ReportSupply: { call: call({ kind: 'reportSupply', ...supply, portion: Portion.Whole, reason: 1 }) },
  Undo: { call: call({ kind: 'undoDispense', undoes: 'x' }) },
  Export: { call: call({ kind: 'decommission', status: UnitStatus.Exported }) },
  Destroy: { call: call({ kind: 'decommission', status: UnitStatus.Destroyed }) },
  Sample: { call: call({ kind: 'decommission', status: UnitStatus.Sampled }) },
  FreeSample: { call: call({ kind: 'decommission', status: UnitStatus.FreeSample }) },
  Stolen: { call: call({ kind: 'decommission', status: UnitStatus.Stolen }) },
  LockByHolder: { call: call({ kind: 'lock' }) },
  UnlockByHolder: { call: call({ kind: 'unlock' }) },
  LockByRegulator: { call: call({ kind: 'lock' }), partyId: REGULATOR },
  UnlockByRegulator: { call: call({ kind: 'unlock' }), partyId: REGULATOR },
  ReportMissing: { call: call({ kind: 'reportMissing' }) },
  Ship: { call: call({ kind: 'ship', receiver: 9 }) },
};

it('every act of the contracts’ table is one of this node', () => {
  expect(Object.keys(ACTS)).toEqual([...UNIT_TABLE.keys()]);
});

describe.each(Object.keys(ACTS))('%s under way shows what the ledger will make of it', (act) => {
  const allowed = UNIT_STATUSES.flatMap(([name, before]) => {
    const becomes = onLedger(act)[before];
    return becomes === null || becomes === undefined ? [] : [[name, before, becomes] as const];
  });

  it.each(allowed)('of a unit that is %s', (_name, before, becomes) => {
    const { call: asked, partyId = HOLDER } = ACTS[act]!;
    expect(effectiveStatus(before, [{ call: asked, partyId }], HOLDER)).toBe(becomes);
  });
});

it('a supply that another than the holder reports changes nothing of the unit', () => {
  const { call: asked } = ACTS['ReportSupply']!;
  expect(effectiveStatus(UnitStatus.Active, [{ call: asked, partyId: 8 }], HOLDER)).toBe(UnitStatus.Active);
});
