import { isCset82 } from './charset.js';
import { hasValidCheckDigit, isDigits } from './check-digit.js';
import { Gs1Error } from './errors.js';
import type { Gs1ErrorCode } from './errors.js';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Global Trade Item Number, always in its 14-digit form, check digit right. */
export type Gtin = Branded<'Gtin'>;
/** Global Location Number, 13 digits, check digit right. */
export type Gln = Branded<'Gln'>;
/** Serial Shipping Container Code, 18 digits, check digit right. */
export type Sscc = Branded<'Sscc'>;
/** Serial number of a unit (AI 21): 1 to 20 characters of GS1 character set 82. Case matters. */
export type Serial = Branded<'Serial'>;
/** Batch or lot number (AI 10): 1 to 20 characters of GS1 character set 82. Case matters. */
export type LotNumber = Branded<'LotNumber'>;
/** One serialised unit, written `01{gtin}21{serial}`: a fixed place for each part, so never ambiguous. */
export type Sgtin = Branded<'Sgtin'>;
/** One lot of one product, written `01{gtin}10{lot}`. */
export type Lgtin = Branded<'Lgtin'>;

const GTIN_LENGTHS: readonly number[] = [8, 12, 13, 14];
const GTIN_END = 16;
const VALUE_START = 18;

/** Reads a GTIN-8, -12, -13 or -14 (GS1 General Specifications 3.3.2: padded with zeros to 14 digits). */
export function parseGtin(text: string): Gtin {
  if (!GTIN_LENGTHS.includes(text.length)) throw new Gs1Error('GTIN_LENGTH');
  return keyOf(text.padStart(14, '0')) as Gtin;
}

/** Reads a GLN of 13 digits. */
export function parseGln(text: string): Gln {
  if (text.length !== 13) throw new Gs1Error('GLN_LENGTH');
  return keyOf(text) as Gln;
}

/** Reads an SSCC of 18 digits. */
export function parseSscc(text: string): Sscc {
  if (text.length !== 18) throw new Gs1Error('SSCC_LENGTH');
  return keyOf(text) as Sscc;
}

/** Reads a serial number as it is printed: nothing is trimmed and no case is changed. */
export function parseSerial(text: string): Serial {
  if (text.length > 20 || !isCset82(text)) throw new Gs1Error('SERIAL');
  return text as Serial;
}

/** Reads a batch number as it is printed: nothing is trimmed and no case is changed. */
export function parseLotNumber(text: string): LotNumber {
  if (text.length > 20 || !isCset82(text)) throw new Gs1Error('LOT');
  return text as LotNumber;
}

/** Names a unit. */
export function sgtin(gtin: Gtin, serial: Serial): Sgtin {
  return `01${gtin}21${serial}` as Sgtin;
}

/** Names a lot. */
export function lgtin(gtin: Gtin, lot: LotNumber): Lgtin {
  return `01${gtin}10${lot}` as Lgtin;
}

/** Reads the canonical form `01{gtin}21{serial}`. EPC URNs and Digital Links have parsers of their own. */
export function parseSgtin(text: string): Sgtin {
  const { gtin, value } = splitAt(text, '21', 'SGTIN');
  return sgtin(gtin, parseSerial(value));
}

/** Reads the canonical form `01{gtin}10{lot}`. */
export function parseLgtin(text: string): Lgtin {
  const { gtin, value } = splitAt(text, '10', 'LGTIN');
  return lgtin(gtin, parseLotNumber(value));
}

/** The parts of a unit's name. */
export function sgtinParts(value: Sgtin): { gtin: Gtin; serial: Serial } {
  return { gtin: value.slice(2, GTIN_END) as Gtin, serial: value.slice(VALUE_START) as Serial };
}

/** The parts of a lot's name. */
export function lgtinParts(value: Lgtin): { gtin: Gtin; lot: LotNumber } {
  return { gtin: value.slice(2, GTIN_END) as Gtin, lot: value.slice(VALUE_START) as LotNumber };
}

/** True when the text is a GTIN in its 14-digit form. */
export const isGtin = (text: string): text is Gtin => text.length === 14 && hasValidCheckDigit(text);
/** True when the text is a GLN. */
export const isGln = (text: string): text is Gln => text.length === 13 && hasValidCheckDigit(text);
/** True when the text is an SSCC. */
export const isSscc = (text: string): text is Sscc => text.length === 18 && hasValidCheckDigit(text);

function keyOf(digits: string): string {
  if (!isDigits(digits)) throw new Gs1Error('NOT_NUMERIC');
  if (!hasValidCheckDigit(digits)) throw new Gs1Error('CHECK_DIGIT', digits.length - 1);
  return digits;
}

function splitAt(text: string, ai: string, code: Gs1ErrorCode): { gtin: Gtin; value: string } {
  if (!text.startsWith('01') || text.slice(GTIN_END, VALUE_START) !== ai) throw new Gs1Error(code);
  return { gtin: parseGtin(text.slice(2, GTIN_END)), value: text.slice(VALUE_START) };
}
