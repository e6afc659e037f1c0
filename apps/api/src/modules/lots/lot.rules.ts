import { isCset82 } from '@custodia/gs1';
import { DomainError } from '../../platform/errors/index.js';

/** The most units of one run. A lot can have several runs; a run of this size is imported in about twenty seconds. */
export const MOST_UNITS = 1_000_000;

/** No medicine is good for longer: a later year is a typing error. */
const LONGEST_LIFE_YEARS = 15;

/** What a lot is registered with, or corrected to. */
export interface LotDates {
  readonly expiry: string;
  readonly expiryDayGiven: boolean;
}

/**
 * GS1 General Specifications 3.4.1: AI 10 is 1 to 20 characters of set 82. Parentheses are refused as in serials.
 * @throws DomainError LOT_NUMBER
 */
export function checkLotNumber(number: string): void {
  if (number.length > 20)
    throw new DomainError(
      'LOT_NUMBER',
      `A lot number has at most 20 characters; this one has ${number.length}.`,
    );
  if (!isCset82(number) || /[()]/.test(number))
    throw new DomainError(
      'LOT_NUMBER',
      'A lot number has letters, digits and signs of the GS1 character set, but no spaces, accents or parentheses.',
    );
}

/**
 * A lot whose expiry is over cannot be registered: the ledger would refuse it.
 * @param today the day at the maker's place
 * @throws DomainError EXPIRY_DATE
 */
export function checkExpiry(expiry: string, today: string): void {
  if (expiry < today) throw new DomainError('EXPIRY_DATE', `The expiry ${expiry} is over. Check the year.`);
  const latest = `${Number(today.slice(0, 4)) + LONGEST_LIFE_YEARS}${today.slice(4)}`;
  if (expiry > latest)
    throw new DomainError(
      'EXPIRY_DATE',
      `The expiry ${expiry} is more than ${LONGEST_LIFE_YEARS} years away. Check the year.`,
    );
}

/** @throws DomainError UNIT_COUNT */
export function checkUnitCount(count: number): void {
  const most = MOST_UNITS.toLocaleString('en');
  if (!Number.isInteger(count) || count < 1 || count > MOST_UNITS)
    throw new DomainError('UNIT_COUNT', `One run has 1 to ${most} units. A lot can have several runs.`, {
      most: MOST_UNITS,
    });
}

/** Without a day the lot is good to the end of the month (GS1 General Specifications 3.4.7). */
export function lastDay({ expiry, expiryDayGiven }: LotDates): string {
  if (expiryDayGiven) return expiry;
  const [year, month] = [Number(expiry.slice(0, 4)), Number(expiry.slice(5, 7))];
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** @throws DomainError LOT_EXPIRY_DIFFERS when more units of a lot come with another expiry than the first */
export function checkSameExpiry(lot: LotDates & { number: string }, asked: LotDates): void {
  if (lot.expiry === asked.expiry && lot.expiryDayGiven === asked.expiryDayGiven) return;
  throw new DomainError(
    'LOT_EXPIRY_DIFFERS',
    `Lot ${lot.number} is registered with expiry ${lot.expiry}. If that is the typing error, correct the lot first.`,
    { expiry: lot.expiry },
  );
}

/** @throws DomainError EXPIRY_DATE when a correction corrects nothing */
export function checkCorrection(lot: LotDates, asked: LotDates): void {
  if (lot.expiry !== asked.expiry || lot.expiryDayGiven !== asked.expiryDayGiven) return;
  throw new DomainError('EXPIRY_DATE', `The record says ${lot.expiry} already. Nothing was changed.`);
}
