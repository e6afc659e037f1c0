import { isDigits } from './check-digit.js';

/** A date of an element string, resolved to a calendar day. */
export interface Gs1Date {
  /** `YYYY-MM-DD`; the last day of the month where the code gives no day. */
  readonly iso: string;
  /** False when the code says DD=00, "day not specified". */
  readonly dayGiven: boolean;
}

/** Days of a month (1 to 12) of the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) {
    const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    return leap ? 29 : 28;
  }
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * The full year of a two-digit year, seen from `currentYear`.
 * GS1 General Specifications 7.12: more than 50 years ahead is the previous century, more than 49 years
 * back is the next.
 */
export function fullYear(twoDigits: number, currentYear: number): number {
  const century = currentYear - (currentYear % 100);
  const ahead = twoDigits - (currentYear % 100);
  if (ahead > 50) return century - 100 + twoDigits;
  if (ahead < -49) return century + 100 + twoDigits;
  return century + twoDigits;
}

/**
 * Reads YYMMDD. DD=00 means that no day is given and is read as the last day of the month
 * (General Specifications 3.4.7: the pack may be used until the end of that month).
 * Returns undefined for what is not a date.
 */
export function parseGs1Date(yymmdd: string, currentYear: number): Gs1Date | undefined {
  if (yymmdd.length !== 6 || !isDigits(yymmdd)) return undefined;
  const year = fullYear(Number(yymmdd.slice(0, 2)), currentYear);
  const month = Number(yymmdd.slice(2, 4));
  if (month < 1 || month > 12) return undefined;
  const last = daysInMonth(year, month);
  const day = Number(yymmdd.slice(4, 6));
  if (day > last) return undefined;
  const text = String(day === 0 ? last : day).padStart(2, '0');
  return { iso: `${year}-${yymmdd.slice(2, 4)}-${text}`, dayGiven: day !== 0 };
}

/** Writes `YYYY-MM-DD` as YYMMDD; with `dayGiven` false the day is written as 00. */
export function formatGs1Date(date: Gs1Date): string {
  return date.iso.slice(2, 4) + date.iso.slice(5, 7) + (date.dayGiven ? date.iso.slice(8, 10) : '00');
}
