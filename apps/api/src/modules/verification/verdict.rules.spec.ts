import type { SiteRole } from '@custodia/access';
import { requirePack } from '@custodia/gs1';
import { UnitStatus } from '@custodia/ledger';
import { describe, expect, it } from 'vitest';
import type { Product } from '../lots/index.js';
import type { Asker, ScanFacts, UnitFacts } from './scan-facts.js';
import { decide } from './verdict.rules.js';

const read = requirePack(']d2010036141456789417280630' + '10A1B2\u001d21SERIAL7', { currentYear: 2026 });
const product = {
  id: 'p',
  gtin: read.gtin,
  name: 'Amoxicillin',
  packQuantity: 20,
  makerSiteId: 'maker',
} as unknown as Product;
const sound: UnitFacts = {
  runId: 1,
  index: 7,
  lotId: 'lot',
  lotNumber: 'A1B2',
  expiry: '2028-06-30',
  expiryDayGiven: true,
  makerSiteId: 'maker',
  held: false,
  recalled: false,
  withdrawn: false,
  status: UnitStatus.Active,
  since: null,
  standing: 'HOLDING',
  holder: null,
  counter: null,
  repeats: 0,
};
const here: Asker = {
  siteId: 'here',
  roles: ['PHARMACY'],
  mode: 'VERIFY',
  today: '2026-11-22',
  readOn: '2026-11-22',
  custodyRequired: true,
  undoDays: 10,
  repeatTolerance: 2,
  slipDays: 1,
  hotline: null,
};
const counter = {
  dispensingId: 'd',
  lineId: 'l',
  at: new Date('2026-11-20T10:42:00Z'),
  by: 'Alex',
  siteId: 'here',
  state: 'DISPENSED',
} as const;
const elsewhere = {
  standing: 'OTHERS_STOCK',
  holder: { roles: ['PHARMACY'] as SiteRole[], region: 'NY', country: 'US' },
} as const;

const of = (unit: Partial<UnitFacts> | null, facts: Partial<ScanFacts> = {}, asker: Partial<Asker> = {}) =>
  decide(
    { read, product, lotKnown: true, unit: unit && { ...sound, ...unit }, nearMiss: null, ...facts },
    { ...here, ...asker },
  );

describe('a pack that is in order', () => {
  it('is green for its holder', () => {
    expect(of({})).toMatchObject({
      type: 'PackOk',
      code: 'PACK_OK',
      light: 'GREEN',
      headline: 'Pack OK',
      nmvsCode: 'NMVS_SUCCESS',
      lmsReason: null,
      raisesAlert: false,
      unit: { runId: 1, index: 7 },
      custodyStatus: 'HELD',
      quantityLeft: 20,
      lotNumber: 'A1B2',
      expiry: '2028-06-30',
      daysLeft: 586,
    });
  });

  it('is green for its maker and the regulator, wherever it is', () => {
    expect(of(elsewhere, {}, { siteId: 'maker', roles: ['MANUFACTURER'] }).type).toBe('PackOk');
    expect(of(elsewhere, {}, { roles: ['REGULATOR'] }).type).toBe('PackOk');
  });

  it('is green when it is expected and being received', () => {
    expect(of({ standing: 'EXPECTING' }, {}, { mode: 'RECEIVE' })).toMatchObject({
      type: 'PackOk',
      custodyStatus: 'EXPECTED',
    });
  });

  it.each([
    ['2026-12-22', 'ExpiresSoon', 30],
    ['2026-12-23', 'PackOk', 31],
    ['2026-11-22', 'ExpiresSoon', 0],
    ['2026-11-21', 'Expired', -1],
  ])('until %s it is %s', (expiry, type, daysLeft) => {
    const same = { ...read, expiry };
    expect(of({ expiry }, { read: same })).toMatchObject({ type, daysLeft, raisesAlert: false });
  });
});

describe('a code that the maker has no record of', () => {
  it('of an unknown product is no alarm', () => {
    expect(of(null, { product: null })).toMatchObject({
      type: 'UnknownProduct',
      light: 'GREY',
      raisesAlert: false,
      nmvsCode: 'NMVS_NC_PC_01',
    });
  });

  it.each([
    [true, 'SERIAL_UNKNOWN', 'NMVS_NC_PC_02'],
    [false, 'LOT_UNKNOWN', 'NMVS_FE_LOT_03'],
  ])('with the lot known: %s, is %s', (lotKnown, code, nmvsCode) => {
    expect(of(null, { lotKnown })).toMatchObject({
      type: 'UnknownSerial',
      code,
      nmvsCode,
      light: 'RED',
      raisesAlert: true,
      expected: null,
    });
  });

  it('and that is near to a real one is labelled, not accepted, and raises no alert', () => {
    const near = of(null, { nearMiss: { serial: 'serial7', lotNumber: 'A1B2', own: false } });
    expect(near).toMatchObject({
      type: 'UnknownSerial',
      code: 'SERIAL_SCAN_FAULT',
      nearMiss: true,
      raisesAlert: false,
      expected: null,
    });
    expect(near.light).not.toBe('GREEN');
  });

  it('shows the real serial to its holder only', () => {
    expect(of(null, { nearMiss: { serial: 'serial7', lotNumber: 'A1B2', own: true } })).toMatchObject({
      expected: 'serial7',
    });
  });
});

describe('a code that contradicts the maker’s record', () => {
  it.each([
    [{ lotNumber: 'X9' }, 'lot', 'A1B2', 'X9', 'LOT_MISMATCH', 'No_match_GTIN_Serial_Lot'],
    [
      { expiry: '2028-07-31' },
      'expiry',
      '2028-06-30',
      '2028-07-31',
      'EXPIRY_MISMATCH',
      'No_match_GTIN_Serial_Expiry',
    ],
  ])('in %j names field and values to the holder', (unit, field, asRead, expected, code, lmsReason) => {
    expect(of(unit)).toMatchObject({
      type: 'RecordMismatch',
      field,
      read: asRead,
      expected,
      code,
      lmsReason,
      raisesAlert: true,
    });
    expect(of({ ...unit, ...elsewhere })).toMatchObject({
      type: 'RecordMismatch',
      expected: null,
      lotNumber: null,
      expiry: null,
    });
  });

  it('in lot and expiry both is suspected', () => {
    expect(of({ lotNumber: 'X9', expiry: '2029-01-31' })).toMatchObject({
      type: 'SuspectedFalsified',
      raisesAlert: true,
      lmsInfo: 'Suspect',
    });
  });

  it('in the lot as a scanner garbles it is a scan fault', () => {
    const facts = { nearMiss: { serial: 'SERIAL7', lotNumber: 'a1b2', own: false } };
    expect(of({ lotNumber: 'a1b2' }, facts)).toMatchObject({
      type: 'RecordMismatch',
      code: 'LOT_SCAN_FAULT',
      nearMiss: true,
      raisesAlert: false,
    });
  });

  it('is no contradiction where one side gives no day of expiry', () => {
    expect(of({ expiry: '2028-06-15' }, { read: { ...read, expiryDayGiven: false } }).type).toBe('PackOk');
    expect(
      of({ expiry: '2028-06-30', expiryDayGiven: false }, { read: { ...read, expiry: '2028-06-02' } }).type,
    ).toBe('PackOk');
    expect(of({ expiry: '2028-07-31', expiryDayGiven: false }).type).toBe('RecordMismatch');
  });
});

describe('what outranks what', () => {
  const everything = {
    recalled: true,
    withdrawn: true,
    held: true,
    status: UnitStatus.Stolen,
    ...elsewhere,
    expiry: '2020-01-31',
  };
  const asRead = { read: { ...read, expiry: '2020-01-31' } };

  it.each([
    ['Recalled', 'RECALLED', {}],
    ['Recalled', 'WITHDRAWN', { recalled: false }],
    ['Held', 'HELD', { recalled: false, withdrawn: false }],
    ['Decommissioned', 'DECOMMISSIONED', { recalled: false, withdrawn: false, held: false }],
    [
      'NotInCustody',
      'NOT_IN_CUSTODY',
      { recalled: false, withdrawn: false, held: false, status: UnitStatus.Active },
    ],
    [
      'Expired',
      'EXPIRED',
      {
        recalled: false,
        withdrawn: false,
        held: false,
        status: UnitStatus.Active,
        standing: 'HOLDING' as const,
      },
    ],
  ])('%s (%s)', (type, code, less) => {
    expect(of({ ...everything, ...less }, asRead)).toMatchObject({ type, code });
  });

  it('a dispensed pack of a lot that was recalled since is recalled, without a fraud alert', () => {
    expect(of({ recalled: true, status: UnitStatus.Supplied })).toMatchObject({
      type: 'Recalled',
      raisesAlert: false,
    });
  });
});

describe('a pack that was supplied', () => {
  const here2 = { status: UnitStatus.Filled, since: '2026-11-20', counter };

  it.each([
    UnitStatus.Supplied,
    UnitStatus.Filled,
    UnitStatus.Emptied,
    UnitStatus.Irregular,
    UnitStatus.IrregularlyFilled,
  ])('in status %i here says who did it and when', (status) => {
    expect(of({ ...here2, status })).toMatchObject({
      type: 'DispensedHere',
      dispensedBy: 'Alex',
      dispensedAt: counter.at,
      dispensingId: 'd',
    });
  });

  it.each([
    // The ledger's day is ahead of the pharmacy's for a while, west of Greenwich.
    ['2026-11-23', 10],
    ['2026-11-22', 10],
    ['2026-11-13', 1],
    ['2026-11-12', 0],
    ['2026-11-11', null],
  ])('here on %s can be undone for %s days', (since, undoDaysLeft) => {
    expect(of({ ...here2, since })).toMatchObject({ undoDaysLeft });
  });

  it.each([
    [0, false],
    [1, false],
    [2, true],
    [5, true],
  ])('here and read %i times since: alert %s', (repeats, raisesAlert) => {
    expect(of({ ...here2, repeats })).toMatchObject({
      type: 'DispensedHere',
      repeats,
      raisesAlert,
      light: 'AMBER',
    });
  });

  it.each<[Partial<Asker>, Partial<UnitFacts>, string]>([
    [{ repeatTolerance: 0 }, { repeats: 0 }, 'DISPENSED_HERE_REPEATED'],
    [{ repeatTolerance: 5 }, { repeats: 4 }, 'DISPENSED_HERE'],
    [{ mode: 'DISPENSE', slipDays: 1 }, { since: '2026-11-20' }, 'DISPENSED_HERE_EARLIER'],
    [{ mode: 'DISPENSE', slipDays: 3 }, { since: '2026-11-20' }, 'DISPENSED_HERE'],
    [{ mode: 'DISPENSE', slipDays: 1, readOn: '2026-11-20' }, { since: '2026-11-20' }, 'DISPENSED_HERE'],
  ])('here goes by the windows of the country: %o %o', (asker, unit, code) => {
    expect(of({ ...here2, ...unit }, {}, asker)).toMatchObject({ code });
  });

  it('elsewhere says the region and no name, and raises an alert', () => {
    expect(of({ status: UnitStatus.Supplied, since: '2026-11-01', ...elsewhere })).toEqual(
      expect.objectContaining({
        type: 'DispensedElsewhere',
        region: 'NY',
        dispensedAt: new Date('2026-11-01T00:00:00Z'),
        light: 'RED',
        raisesAlert: true,
      }),
    );
  });

  it('in parts here says what is left', () => {
    const opened = {
      status: UnitStatus.Opened,
      counter: { ...counter, state: 'OPENED' as const, quantityLeft: 12 },
    };
    expect(of(opened)).toMatchObject({
      type: 'OpenedBottle',
      quantityLeft: 12,
      headline: 'Opened here, 12 left',
    });
    expect(of({ status: UnitStatus.Opened, ...elsewhere }).type).toBe('DispensedElsewhere');
  });

  it('and refused by the ledger too late says so before all else about the unit', () => {
    const refusal = 'Already dispensed elsewhere';
    const refused = { ...counter, state: 'HANDED_OUT_REFUSED' as const, refusal };
    expect(of({ counter: refused, ...elsewhere, status: UnitStatus.Supplied })).toMatchObject({
      type: 'HandedOutRefused',
      refusal,
      handedOutBy: 'Alex',
      raisesAlert: true,
    });
    expect(of({ counter: { ...refused, siteId: 'there' } }).type).toBe('PackOk');
  });
});

describe('a pack that was taken off the market or blocked', () => {
  it.each([
    [UnitStatus.Exported, 'EXPORTED', 'exported'],
    [UnitStatus.Destroyed, 'DESTROYED', 'destroyed'],
    [UnitStatus.Sampled, 'SAMPLED', 'sample'],
    [UnitStatus.FreeSample, 'FREE_SAMPLE', 'free sample'],
    [UnitStatus.Stolen, 'STOLEN', 'stolen'],
  ])('status %i is %s', (status, state, words) => {
    expect(of({ status, since: '2026-11-01' })).toMatchObject({
      type: 'Decommissioned',
      state,
      since: '2026-11-01',
      headline: `Do not dispense - ${words}`,
      raisesAlert: true,
    });
  });

  it('as missing is good news where it was missed, and an alert elsewhere', () => {
    expect(of({ status: UnitStatus.Missing })).toMatchObject({
      type: 'Decommissioned',
      code: 'MISSING_FOUND',
      raisesAlert: false,
    });
    expect(of({ status: UnitStatus.Missing, ...elsewhere })).toMatchObject({
      headline: 'Do not dispense - missing',
      raisesAlert: true,
    });
  });

  it('by its holder or by the regulator', () => {
    expect(of({ status: UnitStatus.Locked })).toMatchObject({ type: 'Held', unitOnly: true });
    expect(of({ status: UnitStatus.Seized })).toMatchObject({ type: 'SuspectedFalsified', code: 'SEIZED' });
  });
});

describe('a pack that is not in one’s custody', () => {
  it.each([
    [true, 'NOT_IN_CUSTODY', 'RED', true],
    [false, 'NOT_DELIVERED', 'AMBER', false],
  ])('where custody is required: %s', (custodyRequired, code, light, raisesAlert) => {
    expect(of(elsewhere, {}, { custodyRequired })).toMatchObject({
      type: 'NotInCustody',
      code,
      light,
      raisesAlert,
      holderRole: 'PHARMACY',
    });
  });

  it('yet, because it is on its way, is asked to be received', () => {
    const coming = { type: 'NotInCustody', code: 'NOT_RECEIVED_YET', custodyStatus: 'EXPECTED' };
    expect(of({ standing: 'EXPECTING' })).toMatchObject({ ...coming, raisesAlert: false });
  });

  it('any more, because it was shipped on', () => {
    expect(of({ standing: 'SENDING' }).type).toBe('NotInCustody');
    expect(of({ standing: null }).type).toBe('NotInCustody');
  });
});
