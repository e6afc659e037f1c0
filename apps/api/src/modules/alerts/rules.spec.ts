import { describe, expect, it } from 'vitest';
import { scoreIncident } from './incident-score.js';
import type { RefusalObserved, ScanObserved } from './observation.js';
import type { AlertRule } from './alert-rule.js';
import { RULES, judge } from './rules.js';
import { STANDARD } from '../thresholds/index.js';

const at = new Date('2026-03-04T10:00:00Z');
const site = { id: 'site-1', country: 'FR', region: 'Brittany' };
const pack = { gtin: '00300710530232', serial: 'A1B2C3', lot: 'L1' };

function scan(change: Partial<ScanObserved>): ScanObserved {
  return {
    kind: 'scan',
    at,
    site,
    pack,
    verdict: 'PackOk',
    code: 'PACK_OK',
    channel: 'WEDGE',
    dispensing: true,
    nearMiss: false,
    alarming: true,
    earlierHere: [],
    unknownSerialsHere: 1,
    waited: false,
    lotKnown: true,
    holder: null,
    elsewhere: null,
    ...change,
  };
}

function refusal(change: Partial<RefusalObserved>): RefusalObserved {
  return {
    kind: 'refusal',
    at,
    site,
    pack,
    reason: 'AlreadySupplied',
    operation: 'dispense',
    handedOut: false,
    dispensedHere: false,
    earlierHere: [],
    repeatTolerance: 2,
    ...change,
  };
}

const rulesSay = (seen: Parameters<typeof judge>[0]) =>
  judge(seen, STANDARD.rules, (rule, error) => {
    throw new Error(rule, { cause: error });
  });
const codes = (seen: Parameters<typeof judge>[0]) => rulesSay(seen).map((fired) => fired.rule);
const minutesAgo = (minutes: number) => new Date(at.getTime() - minutes * 60_000);

describe('what raises no alert', () => {
  it.each([
    'PackOk',
    'Expired',
    'ExpiresSoon',
    'Recalled',
    'Held',
    'UnknownProduct',
    'WrongCode',
    'Unreadable',
    'OpenedBottle',
  ])('a scan that says %s', (verdict) => {
    expect(codes(scan({ verdict }))).toEqual([]);
  });
  it('a near miss of the scanner, whatever the verdict and however often', () => {
    const earlierHere = [{ at: minutesAgo(20), channel: 'CAMERA' }];
    expect(
      codes(scan({ verdict: 'UnknownSerial', nearMiss: true, earlierHere, unknownSerialsHere: 500 })),
    ).toEqual([]);
    expect(codes(scan({ verdict: 'RecordMismatch', nearMiss: true }))).toEqual([]);
  });
  it('a verdict that is no reason for one by itself: a tolerated repeat, a market without custody', () => {
    expect(codes(scan({ verdict: 'DispensedHere', alarming: false }))).toEqual([]);
    expect(codes(scan({ verdict: 'NotInCustody', alarming: false }))).toEqual([]);
  });
  it('a pharmacy that asks again for its own dispensed pack, twice', () => {
    expect(codes(refusal({ dispensedHere: true, earlierHere: [{ at }] }))).toEqual([]);
  });
  it('a first unknown serial, nor the same one by the same scanner at once', () => {
    expect(codes(scan({ verdict: 'UnknownSerial' }))).toEqual([]);
    const hasty = [{ at: minutesAgo(1), channel: 'WEDGE' }];
    expect(codes(scan({ verdict: 'UnknownSerial', earlierHere: hasty }))).toEqual([]);
  });
  it('a refusal that is a race or a slip', () => {
    for (const reason of ['StaleHint', 'LotIsHeld', 'UnitIsLocked', 'VoucherExpired', 'LotIsExpired']) {
      expect(codes(refusal({ reason }))).toEqual([]);
    }
  });
});

describe('what raises one', () => {
  it('one repeat too many at the same place, as a small one', () => {
    const [alert] = rulesSay(scan({ verdict: 'DispensedHere' }));
    expect(alert).toMatchObject({ rule: 'REPEATED_HERE', severity: 'LOW' });
  });
  it('a pack dispensed at another place, at once', () => {
    const [alert] = rulesSay(scan({ verdict: 'DispensedElsewhere', dispensing: false }));
    expect(alert).toMatchObject({
      rule: 'DUPLICATE_DISPENSE',
      severity: 'HIGH',
      cause: 'pack:00300710530232:A1B2C3',
    });
  });
  it('an unknown serial typed by hand after the scan, or scanned again ten minutes later', () => {
    const typed = [{ at: minutesAgo(1), channel: 'TYPED' }];
    const later = [{ at: minutesAgo(10), channel: 'WEDGE' }];
    expect(codes(scan({ verdict: 'UnknownSerial', earlierHere: typed }))).toEqual(['UNKNOWN_SERIAL']);
    expect(codes(scan({ verdict: 'UnknownSerial', earlierHere: later }))).toEqual(['UNKNOWN_SERIAL']);
    expect(codes(scan({ verdict: 'UnknownSerial', waited: true }))).toEqual(['UNKNOWN_SERIAL']);
  });
  it('a site that tries serial numbers', () => {
    const many = scan({ verdict: 'UnknownSerial', unknownSerialsHere: STANDARD.rules.guessedSerials });
    expect(codes(many)).toEqual(['SERIAL_GUESSING']);
    expect(codes({ ...many, unknownSerialsHere: STANDARD.rules.guessedSerials - 1 })).toEqual([]);
  });
  it.each([
    ['NotInCustody', 'NOT_IN_CUSTODY'],
    ['RecordMismatch', 'RECORD_MISMATCH'],
    ['Decommissioned', 'DECOMMISSIONED_REAPPEARS'],
    ['SuspectedFalsified', 'SUSPECTED_FALSIFIED'],
  ])('a scan that says %s', (verdict, rule) => {
    expect(codes(scan({ verdict }))).toEqual([rule]);
  });
  it('a pack of another place that somebody tries to dispense again', () => {
    expect(rulesSay(refusal({}))).toMatchObject([{ rule: 'DUPLICATE_DISPENSE', severity: 'HIGH' }]);
  });
  it('a pharmacy that goes on asking for a pack that it dispensed itself', () => {
    const earlierHere = [{ at: minutesAgo(1) }, { at: minutesAgo(2) }];
    const [alert] = rulesSay(refusal({ dispensedHere: true, earlierHere }));
    expect(alert).toMatchObject({ rule: 'DUPLICATE_DISPENSE', severity: 'LOW' });
  });
  it.each([
    ['NotHolder', 'NOT_IN_CUSTODY'],
    ['UnitIsDecommissioned', 'DECOMMISSIONED_REAPPEARS'],
    ['UnitIsMissing', 'DECOMMISSIONED_REAPPEARS'],
    ['InvalidVoucher', 'VOUCHER_MISUSED'],
    ['VoucherSpent', 'VOUCHER_MISUSED'],
    ['QuantityExceeded', 'VOUCHER_MISUSED'],
    ['ItemCancelled', 'VOUCHER_MISUSED'],
  ])('a supply refused with %s', (reason, rule) => {
    expect(codes(refusal({ reason }))).toEqual([rule]);
  });
  it('a pack handed out before the ledger refused it, also where the reason is harmless', () => {
    expect(codes(refusal({ reason: 'LotIsHeld', handedOut: true }))).toEqual(['HANDED_OUT_REFUSED']);
    expect(codes(refusal({ reason: 'LotIsRecalled', handedOut: true }))).toEqual([
      'HANDED_OUT_REFUSED',
      'RECALLED_SUPPLIED',
    ]);
  });
  it('a supply reported afterwards, and graver for a recalled lot', () => {
    const irregular = {
      kind: 'irregular',
      at,
      site,
      pack,
      reason: 'outage',
      suppliedElsewhere: false,
      irregularHere: 1,
    } as const;
    expect(codes({ ...irregular, lotRecalled: false })).toEqual(['IRREGULAR_SUPPLY']);
    expect(codes({ ...irregular, lotRecalled: true })).toEqual(['IRREGULAR_SUPPLY', 'RECALLED_SUPPLIED']);
  });
  it('supplies of one lot that nobody authorised, when they are many', () => {
    const irregular = {
      kind: 'irregular',
      at,
      site,
      pack,
      reason: 'outage',
      suppliedElsewhere: false,
      lotRecalled: false,
    } as const;
    expect(codes({ ...irregular, irregularHere: 4 })).toEqual(['IRREGULAR_SUPPLY']);
    expect(codes({ ...irregular, irregularHere: 5 })).toEqual(['IRREGULAR_SUPPLY', 'OUTFLOW_OVER_INFLOW']);
  });
  it('a pack that is dispensed and taken back again and again', () => {
    expect(codes({ kind: 'undone', at, site, pack, undosWithinADay: 1 })).toEqual([]);
    expect(codes({ kind: 'undone', at, site, pack, undosWithinADay: 2 })).toEqual(['DISPENSED_AND_UNDONE']);
  });
  it('a pack at two places within the hour', () => {
    const seen = (minutesAgo: number, change: object = {}, alarming = true) => {
      const elsewhere = { siteId: 'site-2', minutesAgo, otherTown: true, shipped: false, ...change };
      return codes(scan({ verdict: 'NotInCustody', alarming, elsewhere }));
    };
    expect(seen(60)).toEqual(['NOT_IN_CUSTODY', 'IMPOSSIBLE_TRAVEL']);
    expect(seen(61)).toEqual(['NOT_IN_CUSTODY']);
    expect(seen(60, { otherTown: false })).toEqual(['NOT_IN_CUSTODY', 'IMPOSSIBLE_TRAVEL']);
    expect(seen(60, { shipped: true })).toEqual(['NOT_IN_CUSTODY']);
    // On a card that is no alarm by itself, only this is asked; a neighbour may have helped out.
    expect(seen(60, {}, false)).toEqual(['IMPOSSIBLE_TRAVEL']);
    expect(seen(61, {}, false)).toEqual([]);
    expect(seen(60, { otherTown: false }, false)).toEqual([]);
    expect(seen(60, { shipped: true }, false)).toEqual([]);
  });
  it('a pack that was never delivered, graver where its holder is no supplier', () => {
    const severity = (holder: 'SUPPLIER' | 'STRANGER') =>
      rulesSay(scan({ verdict: 'NotInCustody', holder }))[0]?.severity;
    expect([severity('SUPPLIER'), severity('STRANGER')]).toEqual(['LOW', 'HIGH']);
  });
  it('a lot that is not registered when its grace is over, and not before', () => {
    const unknown = { verdict: 'UnknownSerial', lotKnown: false } as const;
    expect(codes(scan({ ...unknown, earlierHere: [{ at: minutesAgo(20), channel: 'CAMERA' }] }))).toEqual([]);
    expect(codes(scan({ ...unknown, waited: true }))).toEqual(['UNKNOWN_LOT']);
  });
  it('a pack that its own pharmacy dispenses again days later', () => {
    expect(codes(scan({ verdict: 'DispensedHere', code: 'DISPENSED_HERE_EARLIER' }))).toEqual([
      'DISPENSED_AGAIN',
    ]);
  });
  it('what the others find, when one rule fails: that one is reported', () => {
    const failed: string[] = [];
    const broken = {
      ...RULES.scan[0]!,
      code: 'BROKEN',
      find: () => {
        throw new Error('a fault of ours');
      },
    };
    const fired = judge(
      scan({ verdict: 'DispensedElsewhere' }),
      STANDARD.rules,
      (rule) => failed.push(rule),
      [broken, ...RULES.scan] as readonly AlertRule[],
    );
    expect(fired.map(({ rule }) => rule)).toEqual(['DUPLICATE_DISPENSE']);
    expect(failed).toEqual(['BROKEN']);
  });
  it('a delivery with missing packs', () => {
    const delivery = {
      kind: 'delivery',
      at,
      site,
      pack,
      from: site,
      shipmentId: 's',
      shipmentNumber: '7',
    } as const;
    const differs = (missing: number, miscounts = 1) =>
      codes({ ...delivery, missing, unexpected: 0, miscounts });
    expect(differs(3)).toEqual(['DELIVERY_MISMATCH']);
    expect(differs(0)).toEqual([]);
    // A pack or two may be miscounted; not time after time.
    expect([differs(2), differs(1, 2)]).toEqual([[], []]);
    expect(differs(1, 3)).toEqual(['DELIVERY_MISMATCH']);
  });
  it.each([
    ['NotHolder', ['REFUSED_BY_LEDGER']],
    ['InvalidProof', ['REFUSED_BY_LEDGER']],
    ['StaleHint', []],
    ['PartySuspended', []],
  ])('goods that the ledger refused with %s', (reason, expected) => {
    expect(codes({ kind: 'ledger', at, site, pack, reason, operation: 'ship' })).toEqual(expected);
  });
  it('a serial number that exists twice, and a lot of two makers', () => {
    const run = { kind: 'registration', at, site, pack } as const;
    expect(codes({ ...run, repeatedSerials: ['A'], otherMakers: [] })).toEqual(['SERIAL_REPEATED']);
    expect(codes({ ...run, repeatedSerials: [], otherMakers: [site] })).toEqual(['LOT_OF_TWO_MAKERS']);
  });
});

describe('the score of an incident', () => {
  it('says what it is made of', () => {
    expect(scoreIncident(['HIGH'], 1)).toEqual({
      score: 60,
      reason: '60 for its gravest alert (high).',
      gravest: 'HIGH',
    });
    expect(scoreIncident(['LOW', 'HIGH', 'MEDIUM'], 2)).toEqual({
      score: 72,
      reason: '60 for its gravest alert (high), 6 for 2 more, 6 for 2 places.',
      gravest: 'HIGH',
    });
  });
  it('never exceeds 100 and grows with spread', () => {
    expect(
      scoreIncident(
        Array.from({ length: 90 }, () => 'CRITICAL' as const),
        40,
      ).score,
    ).toBe(100);
    expect(scoreIncident(['LOW'], 3).score).toBeGreaterThan(scoreIncident(['LOW'], 1).score);
  });
});
