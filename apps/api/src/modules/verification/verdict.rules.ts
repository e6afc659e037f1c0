import { UnitStatus } from '@custodia/ledger';
import { faultOf } from './near-miss.js';
import type { Asker, ScanFacts, UnitFacts } from './scan-facts.js';
import { OFF_MARKET, isSupplied, type OffMarketState } from './unit-status.rules.js';
import { card, OFF_MARKET_WORDS, type CardCode } from './verdict-cards.js';
import type { CustodyStatus, Verdict, VerdictOf, VerdictType } from './verdict.js';

/** A pack that expires within this time is asked about: the treatment may be longer. */
const SOON_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * What to tell the person with the pack. The order is that of what outranks what: is it known, is it what the maker made, what
 * is decided about the lot, what became of the unit, whose is it, how long is it good.
 */
export function decide(facts: ScanFacts, asker: Asker): Verdict {
  const { product, unit } = facts;
  if (!product) return verdict(facts, asker, 'UnknownProduct', 'PRODUCT_UNKNOWN', {});
  if (!unit) return unknownSerial(facts, asker);
  const said =
    mismatch(facts, unit, asker) ??
    ofLot(facts, unit, asker) ??
    ofUnit(facts, unit, asker) ??
    ofCustody(facts, unit, asker);
  // An opened bottle or a pack of elsewhere may be good as such: past its date nothing is.
  const isGood = said === undefined || said.nmvsCode === 'NMVS_SUCCESS';
  if (isGood && isExpired(unit, asker)) return verdict(facts, asker, 'Expired', 'EXPIRED', {});
  return said ?? inDate(facts, unit, asker);
}

function unknownSerial(facts: ScanFacts, asker: Asker): Verdict {
  const { nearMiss, lotKnown, read } = facts;
  const code = nearMiss ? 'SERIAL_SCAN_FAULT' : lotKnown ? 'SERIAL_UNKNOWN' : 'LOT_UNKNOWN';
  const expected = nearMiss?.own ? nearMiss.serial : null;
  const fault = nearMiss && faultOf(read.serial, nearMiss.serial);
  return verdict(facts, asker, 'UnknownSerial', code, { nearMiss: nearMiss !== null, fault, expected });
}

/** The lot or the expiry is not what the maker put on this serial. Both wrong is no slip: the label was made up. */
function mismatch(facts: ScanFacts, unit: UnitFacts, asker: Asker): Verdict | undefined {
  const { read, nearMiss } = facts;
  const lotDiffers = read.lot !== unit.lotNumber;
  const expiryDiffers = !facts.withoutExpiry && !sameExpiry(read, unit);
  if (!lotDiffers && !expiryDiffers) return undefined;
  const isNear = lotDiffers && nearMiss !== null;
  if (lotDiffers && expiryDiffers && !isNear)
    return verdict(facts, asker, 'SuspectedFalsified', 'SUSPECTED_FALSIFIED', {
      reason: 'The serial number is genuine, but neither batch nor expiry belongs to it.',
      hotline: asker.hotline,
    });
  const own = unit.standing === 'HOLDING';
  const values = lotDiffers ? ([read.lot, unit.lotNumber] as const) : ([read.expiry, unit.expiry] as const);
  const code = isNear ? 'LOT_SCAN_FAULT' : lotDiffers ? 'LOT_MISMATCH' : 'EXPIRY_MISMATCH';
  return verdict(facts, asker, 'RecordMismatch', code, {
    field: lotDiffers ? 'lot' : 'expiry',
    read: values[0],
    expected: own ? values[1] : null,
    nearMiss: isNear,
    fault: isNear ? faultOf(read.lot, unit.lotNumber) : null,
  });
}

/** Where either side gives no day, the month decides: many systems make a day of it that nobody printed. */
function sameExpiry(read: ScanFacts['read'], unit: UnitFacts): boolean {
  if (read.expiryDayGiven && unit.expiryDayGiven) return read.expiry === unit.expiry;
  return read.expiry.slice(0, 7) === unit.expiry.slice(0, 7);
}

function ofLot(facts: ScanFacts, unit: UnitFacts, asker: Asker): Verdict | undefined {
  const { lotId } = unit;
  if (unit.recalled) return verdict(facts, asker, 'Recalled', 'RECALLED', { withdrawn: false, lotId });
  if (unit.withdrawn) return verdict(facts, asker, 'Recalled', 'WITHDRAWN', { withdrawn: true, lotId });
  if (unit.held) return verdict(facts, asker, 'Held', 'HELD', { unitOnly: false, mayUnlock: false, lotId });
  return undefined;
}

function ofUnit(facts: ScanFacts, unit: UnitFacts, asker: Asker): Verdict | undefined {
  const { status, counter, lotId } = unit;
  if (counter?.state === 'HANDED_OUT_REFUSED' && counter.siteId === asker.siteId)
    return verdict(facts, asker, 'HandedOutRefused', 'HANDED_OUT_REFUSED', {
      handedOutAt: counter.at,
      handedOutBy: counter.by,
      refusal: counter.refusal ?? null,
      dispensingId: counter.dispensingId,
      hotline: asker.hotline,
    });
  if (status === UnitStatus.Seized)
    return verdict(facts, asker, 'SuspectedFalsified', 'SEIZED', {
      reason: 'The regulator has seized this pack.',
      hotline: asker.hotline,
    });
  if (status === UnitStatus.Locked)
    return verdict(facts, asker, 'Held', 'UNIT_LOCKED', {
      unitOnly: true,
      mayUnlock: unit.standing === 'HOLDING',
      lotId,
    });
  if (isSupplied(status) || status === UnitStatus.Opened) return supplied(facts, unit, asker);
  const state = OFF_MARKET[status];
  return state === undefined ? undefined : offMarket(facts, unit, asker, state);
}

function supplied(facts: ScanFacts, unit: UnitFacts, asker: Asker): Verdict {
  const { counter, since, status, repeats, holder } = unit;
  const here = unit.standing === 'HOLDING' || counter?.siteId === asker.siteId;
  const at = counter?.at ?? (since === null ? null : new Date(`${since}T00:00:00Z`));
  if (!here)
    return verdict(facts, asker, 'DispensedElsewhere', 'DISPENSED_ELSEWHERE', {
      dispensedAt: at,
      region: holder ? (holder.region ?? holder.country) : null,
    });
  if (status === UnitStatus.Opened) {
    const quantityLeft = counter?.quantityLeft ?? null;
    const opened = verdict(facts, asker, 'OpenedBottle', 'OPENED_BOTTLE', {
      unit: { runId: unit.runId, index: unit.index },
      quantityLeft,
    });
    return quantityLeft === null ? opened : { ...opened, headline: `Opened here, ${quantityLeft} left` };
  }
  const code =
    asker.mode === 'DISPENSE' && at !== null && daysSince(at, asker) > asker.slipDays
      ? 'DISPENSED_HERE_EARLIER'
      : repeats >= asker.repeatTolerance
        ? 'DISPENSED_HERE_REPEATED'
        : 'DISPENSED_HERE';
  return verdict(facts, asker, 'DispensedHere', code, {
    dispensedAt: at ?? new Date(`${asker.today}T00:00:00Z`),
    dispensedBy: counter?.by ?? null,
    undoDaysLeft: undoDaysLeft(unit, asker),
    dispensingId: counter?.dispensingId ?? null,
    repeats,
  });
}

/** Until it was read, not until it is asked about: what was read while the line was down is asked about days later. */
function daysSince(at: Date, { readOn }: Asker): number {
  return daysBetween(at.toISOString().slice(0, 10), readOn);
}

/** Days until the same place can no longer undo; null when it cannot any more, as of what has expired meanwhile. */
function undoDaysLeft(unit: UnitFacts, asker: Asker): number | null {
  const { since, counter, status } = unit;
  const day = since ?? counter?.at.toISOString().slice(0, 10) ?? asker.today;
  // The ledger counts days of UTC, which may be ahead of the asker's.
  const left = asker.undoDays - Math.max(0, daysBetween(day, asker.today));
  return left < 0 || status === UnitStatus.Emptied || isExpired(unit, asker) ? null : left;
}

function offMarket(facts: ScanFacts, unit: UnitFacts, asker: Asker, state: OffMarketState): Verdict {
  const found = unit.status === UnitStatus.Missing && unit.standing === 'HOLDING';
  const made = verdict(facts, asker, 'Decommissioned', found ? 'MISSING_FOUND' : 'DECOMMISSIONED', {
    state,
    since: unit.since,
  });
  return found ? made : { ...made, headline: `Do not dispense - ${OFF_MARKET_WORDS[state]}` };
}

function ofCustody(facts: ScanFacts, unit: UnitFacts, asker: Asker): Verdict | undefined {
  const custodyStatus = custodyStatusOf(unit);
  if (custodyStatus === 'HELD' || mayLookAtAny(unit, asker)) return undefined;
  if (custodyStatus === 'EXPECTED' && asker.mode === 'RECEIVE') return undefined;
  const code =
    custodyStatus === 'EXPECTED'
      ? 'NOT_RECEIVED_YET'
      : asker.custodyRequired
        ? 'NOT_IN_CUSTODY'
        : 'NOT_DELIVERED';
  return verdict(facts, asker, 'NotInCustody', code, {
    custodyStatus,
    holderRole: unit.holder?.roles[0] ?? null,
    unit: { runId: unit.runId, index: unit.index },
  });
}

/** The maker checks its own packs wherever they are; the regulator any. */
function mayLookAtAny(unit: UnitFacts, asker: Asker): boolean {
  return asker.roles.includes('REGULATOR') || unit.makerSiteId === asker.siteId;
}

export function custodyStatusOf({ standing }: Pick<UnitFacts, 'standing'>): CustodyStatus {
  if (standing === 'HOLDING') return 'HELD';
  return standing === 'EXPECTING' ? 'EXPECTED' : 'ELSEWHERE';
}

function isExpired({ expiry }: UnitFacts, { today }: Asker): boolean {
  return daysBetween(today, expiry) < 0;
}

function inDate(facts: ScanFacts, unit: UnitFacts, asker: Asker): Verdict {
  const left = daysBetween(asker.today, unit.expiry);
  const more = {
    unit: { runId: unit.runId, index: unit.index },
    custodyStatus: custodyStatusOf(unit),
    quantityLeft: facts.product?.packQuantity ?? 0,
  };
  return left <= SOON_DAYS
    ? verdict(facts, asker, 'ExpiresSoon', 'EXPIRES_SOON', more)
    : verdict(facts, asker, 'PackOk', okCode(asker), more);
}

function okCode({ mode, roles }: Asker): CardCode {
  if (mode === 'RECEIVE') return 'PACK_OK_RECEIVE';
  return roles.includes('PHARMACY') ? 'PACK_OK' : 'PACK_OK_STOCK';
}

/** What only the verdict's own type has. */
type Own<T extends VerdictType> = Omit<VerdictOf<T>, keyof Verdict>;

function verdict<T extends VerdictType>(
  facts: ScanFacts,
  asker: Asker,
  type: T,
  code: CardCode,
  own: Own<T>,
): VerdictOf<T> {
  const { read, product, unit } = facts;
  // What stands on the maker's record is shown for packs that are what they say: anything else would help a forger.
  const agrees = unit !== null && type !== 'RecordMismatch' && type !== 'SuspectedFalsified';
  const common = {
    ...card(code),
    scan: {
      gtin: read.gtin,
      serial: read.serial,
      lot: read.lot,
      expiry: facts.withoutExpiry ? null : read.expiry,
      symbology: read.symbology ?? null,
    },
    product,
    lotNumber: agrees ? unit.lotNumber : null,
    expiry: agrees ? unit.expiry : null,
    daysLeft: agrees ? daysBetween(asker.today, unit.expiry) : null,
    found: unit ? { runId: unit.runId, index: unit.index } : null,
  };
  return { ...common, ...own, type } as unknown as VerdictOf<T>;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
