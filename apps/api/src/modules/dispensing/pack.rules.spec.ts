import { UnitStatus } from '@custodia/ledger';
import { describe, expect, it } from 'vitest';
import { lotsOnLedger, onLedger, UNIT_STATUSES } from '../../testing/ledger-table.js';
import { packRefusal, type PackFacts, type PackRequest } from './pack.rules.js';

const inOrder = { held: false, recalled: false, withdrawn: false, expired: false };
const pack: PackFacts = {
  name: 'Acarbose 100 mg',
  lotNumber: 'L1',
  prescriptionOnly: true,
  status: UnitStatus.Active,
  busy: false,
  suppliedHere: false,
  lot: inOrder,
  custody: 'OURS',
  daysLeft: 400,
};
const request: PackRequest = { basis: 'PAPER', late: false, custodyRequired: true };
const refusal = (of: Partial<PackFacts>, asked: Partial<PackRequest> = {}) =>
  packRefusal({ ...pack, ...of }, { ...request, ...asked });
const code = (...args: Parameters<typeof refusal>) => refusal(...args)?.code;

describe('a pack that may not be supplied', () => {
  it.each([
    ['recalled', 'LOT_RECALLED'],
    ['withdrawn', 'LOT_WITHDRAWN'],
    ['held', 'LOT_HELD'],
    ['expired', 'LOT_EXPIRED'],
  ])('is of a lot that is %s, whatever else is wrong with it', (state, expected) => {
    const lot = { ...inOrder, [state]: true };
    expect(code({ lot, status: UnitStatus.Supplied, custody: 'ELSEWHERE' })).toBe(expected);
  });
  it('is of a lot recalled since it was handed out: then the supply is reported', () => {
    const lot = { ...inOrder, recalled: true };
    expect(refusal({ lot }, { late: true })?.message).toContain('report the supply');
    expect(refusal({ lot })?.message).not.toContain('report');
  });

  const expected: Record<keyof typeof UnitStatus, string | undefined> = {
    Active: undefined,
    Opened: undefined,
    Supplied: 'ALREADY_SUPPLIED',
    Filled: 'ALREADY_SUPPLIED',
    Emptied: 'ALREADY_SUPPLIED',
    Irregular: 'ALREADY_SUPPLIED',
    IrregularlyFilled: 'ALREADY_SUPPLIED',
    Locked: 'UNIT_LOCKED',
    Seized: 'UNIT_LOCKED',
    Missing: 'UNIT_MISSING',
    Exported: 'UNIT_DECOMMISSIONED',
    Destroyed: 'UNIT_DECOMMISSIONED',
    Sampled: 'UNIT_DECOMMISSIONED',
    FreeSample: 'UNIT_DECOMMISSIONED',
    Stolen: 'UNIT_DECOMMISSIONED',
  };
  it.each(Object.entries(expected))('or may: %s', (name, answer) => {
    expect(code({ status: UnitStatus[name as keyof typeof UnitStatus] })).toBe(answer);
  });
  it.each(UNIT_STATUSES)('or may, as on the ledger: %s', (_name, status) => {
    const [whole, part] = ['DispenseWhole', 'DispensePart'].map((act) => onLedger(act)[status]);
    expect(code({ status }) === undefined).toBe(whole !== null || part !== null);
  });
  it.each(lotsOnLedger('Dispense'))('or may, as on the ledger: of a lot %s', (_name, lot, allowed) => {
    expect(code({ lot }) === undefined).toBe(allowed);
  });
  it('is being dispensed at another terminal', () => {
    expect(code({ busy: true })).toBe('UNIT_BUSY');
  });
  it('was dispensed elsewhere, and is told so without a place', () => {
    const { message } = refusal({ status: UnitStatus.Filled, custody: 'ELSEWHERE' })!;
    expect(message).toContain('elsewhere');
    expect(refusal({ status: UnitStatus.Filled, suppliedHere: true })?.message).toContain('you dispensed');
  });
  it('was never delivered here, where the market follows custody', () => {
    expect(code({ custody: 'ELSEWHERE' })).toBe('NOT_HOLDER');
    expect(code({ custody: 'ELSEWHERE' }, { custodyRequired: false })).toBeUndefined();
  });
  it('is still on its way here, in any market', () => {
    expect(code({ custody: 'EXPECTED' }, { custodyRequired: false })).toBe('UNITS_IN_TRANSIT');
  });
  it('needs a prescription and is sold over the counter', () => {
    expect(code({}, { basis: 'OVER_THE_COUNTER' })).toBe('PRESCRIPTION_NEEDED');
    expect(code({ prescriptionOnly: false }, { basis: 'OVER_THE_COUNTER' })).toBeUndefined();
    expect(code({}, { basis: 'EMERGENCY' })).toBeUndefined();
  });
  it('expires soon and nobody said why it is dispensed', () => {
    expect(code({ daysLeft: 30 })).toBe('OVERRIDE_NEEDED');
    expect(code({ daysLeft: 30 }, { override: ' ' })).toBe('OVERRIDE_NEEDED');
    expect(code({ daysLeft: 30 }, { override: 'taken within a week' })).toBeUndefined();
    expect(code({ daysLeft: 31 })).toBeUndefined();
  });
});
