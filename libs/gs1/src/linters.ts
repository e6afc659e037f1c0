import { countryLetters, countryNumbers, currencyNumbers, packageTypes } from './code-lists.js';
import { hasValidCheckCharacters } from './check-characters.js';
import { hasValidCheckDigit, isDigits } from './check-digit.js';
import { isCoupon, isPositiveOffer } from './coupon.js';
import { daysInMonth } from './dates.js';
import type { Gs1ErrorCode } from './errors.js';

/** What a content check found: why, and at which character of the component. */
export interface LintFault {
  readonly code: Gs1ErrorCode;
  readonly at: number;
}

/** A content check of one component, whose character set and length were checked before. */
export type Linter = (text: string) => LintFault | undefined;

const check =
  (code: Gs1ErrorCode, holds: (text: string) => boolean, at = 0): Linter =>
  (text) =>
    holds(text) ? undefined : { code, at };

const isHour = (hh: string): boolean => Number(hh) < 24;
const isSixtieth = (text: string): boolean => Number(text) < 60;

function isYymmdd(text: string, dayMayBeZero: boolean): boolean {
  const month = Number(text.slice(2, 4));
  const day = Number(text.slice(4, 6));
  if (month < 1 || month > 12 || (day === 0 && !dayMayBeZero)) return false;
  // Every year divisible by four within the window of General Specifications 7.12 is a leap year.
  return day <= daysInMonth(2000 + Number(text.slice(0, 2)), month);
}

function isYyyymmdd(text: string): boolean {
  const month = Number(text.slice(4, 6));
  const day = Number(text.slice(6, 8));
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(Number(text.slice(0, 4)), month);
}

/** The shortest GS1 company prefix has four digits (General Specifications 1.4.2). */
function companyPrefixAt(start: number): Linter {
  return (text) => {
    if (text.length < start + 4) return { code: 'COMPANY_PREFIX', at: 0 };
    for (let i = start; i < start + 4; i++) {
      const digit = text.charCodeAt(i) - 48;
      if (digit < 0 || digit > 9) return { code: 'COMPANY_PREFIX', at: i };
    }
    return undefined;
  };
}

function isPieceOfTotal(text: string): boolean {
  const half = text.length / 2;
  const piece = Number(text.slice(0, half));
  return piece > 0 && piece <= Number(text.slice(half));
}

function isPositionInSequence(text: string): boolean {
  const match = /^([1-9]\d*)\/([1-9]\d*)$/.exec(text);
  return match !== null && Number(match[1]) <= Number(match[2]);
}

/** ISO 13616: the check digits are those of ISO 7064 modulo 97. */
function isIban(text: string): boolean {
  if (text.length <= 10 || text.length > 34 || !countryLetters.has(text.slice(0, 2))) return false;
  let remainder = 0;
  for (const character of text.slice(4) + text.slice(0, 4)) {
    const value = /[0-9A-Z]/.test(character) ? parseInt(character, 36) : NaN;
    remainder = (remainder * (value < 10 ? 10 : 100) + value) % 97;
  }
  return remainder === 1;
}

function isMediaType(text: string): boolean {
  const type = Number(text);
  return (type >= 1 && type <= 10) || (type >= 80 && type <= 99);
}

/** The content checks of the GS1 Barcode Syntax Dictionary, by the names used there. */
const linters: Record<string, Linter> = {
  csum: (text) => (hasValidCheckDigit(text) ? undefined : { code: 'CHECK_DIGIT', at: text.length - 1 }),
  csumalpha: (text) =>
    hasValidCheckCharacters(text)
      ? undefined
      : { code: 'CHECK_CHARACTERS', at: Math.max(0, text.length - 2) },
  gcppos1: companyPrefixAt(0),
  gcppos2: companyPrefixAt(1),
  yymmdd: check('DATE', (text) => isYymmdd(text, false)),
  yymmd0: check('DATE', (text) => isYymmdd(text, true)),
  yyyymmdd: check('DATE', isYyyymmdd),
  hh: check('TIME', isHour),
  mi: check('TIME', isSixtieth),
  ss: check('TIME', isSixtieth),
  hhmi: check('TIME', (text) => isHour(text.slice(0, 2)) && isSixtieth(text.slice(2))),
  iso3166: check('COUNTRY', (text) => countryNumbers.has(text)),
  iso3166999: check('COUNTRY', (text) => text === '999' || countryNumbers.has(text)),
  iso3166alpha2: check('COUNTRY', (text) => countryLetters.has(text)),
  iso4217: check('CURRENCY', (text) => currencyNumbers.has(text)),
  iso5218: check('SEX_CODE', (text) => '0129'.includes(text)),
  iban: check('IBAN', isIban),
  pcenc: check('PERCENT_ENCODING', (text) => !/%(?![0-9A-Fa-f]{2})/.test(text)),
  pieceoftotal: check('PIECE_OF_TOTAL', isPieceOfTotal),
  posinseqslash: check('POSITION_IN_SEQUENCE', isPositionInSequence),
  latitude: check('LATITUDE', (text) => Number(text) <= 1_800_000_000),
  longitude: check('LONGITUDE', (text) => Number(text) <= 3_600_000_000),
  hasnondigit: check('NEEDS_NON_DIGIT', (text) => !isDigits(text)),
  hyphen: check('HYPHEN', (text) => /^-+$/.test(text)),
  importeridx: check('IMPORTER_INDEX', (text) => /^[-_0-9A-Za-z]$/.test(text)),
  mediatype: check('MEDIA_TYPE', isMediaType),
  packagetype: check('PACKAGE_TYPE', (text) => packageTypes.has(text)),
  nonzero: check('ZERO_NOT_ALLOWED', (text) => !/^0+$/.test(text)),
  nozeroprefix: check('LEADING_ZERO', (text) => text === '0' || !text.startsWith('0')),
  winding: check('WINDING', (text) => '019'.includes(text)),
  yesno: check('YES_OR_NO', (text) => '01'.includes(text)),
  zero: check('ZERO_REQUIRED', (text) => /^0+$/.test(text)),
  couponcode: check('COUPON', isCoupon),
  couponposoffer: check('COUPON', isPositiveOffer),
};

/** The content check of that name. A name that the AI table misspells is an error of this package. */
export function lintNamed(name: string): Linter {
  const linter = linters[name];
  if (!linter) throw new Error(`No linter is named ${name}`);
  return linter;
}
