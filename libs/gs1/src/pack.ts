import { excludedBy } from './associations.js';
import { parseGs1Date } from './dates.js';
import type { Gs1Date } from './dates.js';
import { looksLikeLink, parseDigitalLink } from './digital-link.js';
import { GS, parseElementString, refusal } from './element-string.js';
import type { Element } from './element-string.js';
import { Gs1Error, fault } from './errors.js';
import type { Gs1ErrorCode, Gs1Fault } from './errors.js';
import type { Gtin, LotNumber, Serial } from './identifiers.js';
import { isIso15434, parseIso15434 } from './iso15434.js';
import { packOfIdentifiers } from './ifa-pack.js';
import type { Ppn } from './ppn.js';
import { parseScan } from './scan.js';
import { hasSymbologyIdentifier, symbologyOf } from './symbology.js';

/** A national reimbursement number beside the GTIN (AIs 710 to 717). */
export interface ReimbursementNumber {
  readonly ai: string;
  readonly value: string;
}

/** The code of one medicine pack. */
export interface Pack {
  readonly ok: true;
  readonly gtin: Gtin;
  readonly serial: Serial;
  readonly lot: LotNumber;
  /** `YYYY-MM-DD`: the last day on which the pack may be used; the last of the month where no day is given. */
  readonly expiry: string;
  /** YYMMDD as the code has it. */
  readonly expiryRaw: string;
  /** False when the code gives no day (DD=00). */
  readonly expiryDayGiven: boolean;
  readonly reimbursementNumbers: readonly ReimbursementNumber[];
  /** The Pharmacy Product Number that the GTIN was derived from. */
  readonly ppn?: Ppn;
  /** The symbology identifier, where the scanner sent one. */
  readonly symbology?: string;
  /** All elements of the code; for a code of IFA those that it amounts to. */
  readonly elements: readonly Element[];
}

export type ParsedPack = Pack | { readonly ok: false; readonly error: Gs1Fault };

export interface PackOptions {
  /** The year that two-digit years are seen from; this year by default. */
  readonly currentYear?: number;
}

/** The elements that every pack code must hold. */
const REQUIRED = [
  ['01', 'PACK_GTIN_MISSING'],
  ['21', 'PACK_SERIAL_MISSING'],
  ['10', 'PACK_LOT_MISSING'],
  ['17', 'PACK_EXPIRY_MISSING'],
] as const satisfies readonly (readonly [ai: string, missing: Gs1ErrorCode])[];

/**
 * Reads the code of a medicine pack: GTIN, serial, lot and expiry must all be present, each once (Delegated
 * Regulation (EU) 2016/161, Article 5; US DSCSA product identifier), and no AI that excludes one of the others. Takes a scan with symbology identifier, a bare
 * element string, a Digital Link, and the IFA code of German packs (ISO 15434, format 06 or 05). Other AIs may stand
 * beside. Refuses rather than guesses; the fault says what to do.
 */
export function parsePack(data: string, options: PackOptions = {}): ParsedPack {
  const identified = hasSymbologyIdentifier(data);
  const symbology = identified ? data.slice(0, 3) : undefined;
  const body = identified ? data.slice(3) : data;
  const read = readElements(data, body, identified);
  if (!read.ok) return refusal(withSeparatorAdvice(read.error, body));
  const missing = packFault(read.elements);
  if (missing) return refusal(withSeparatorAdvice(missing, body));
  return pack(read.elements, options, symbology, read.ppn);
}

type ReadElements =
  | { readonly ok: true; readonly elements: readonly Element[]; readonly ppn?: Ppn }
  | { readonly ok: false; readonly error: Gs1Fault };

function readElements(data: string, body: string, identified: boolean): ReadElements {
  // Such a message is the data of a plain symbol: GS1 and shop symbols cannot hold one.
  if (isIso15434(body) && (!identified || symbologyOf(data)?.mode === 'plain')) {
    const message = parseIso15434(body);
    if (!message.ok) return message;
    return message.format === '05' ? message : packOfIdentifiers(message.identifiers);
  }
  if (!identified) return looksLikeLink(body) ? parseDigitalLink(body) : parseElementString(body);
  const scan = parseScan(data);
  if (!scan.ok) return scan;
  if (scan.shopCode !== undefined) return refusal(fault('SHOP_CODE'));
  return scan.elements.length === 0 ? refusal(fault('PLAIN_CODE')) : scan;
}

function packFault(elements: readonly Element[]): Gs1Fault | undefined {
  const twice = elements.find(({ ai }, i) => elements.findIndex((other) => other.ai === ai) !== i);
  if (twice) return fault('AI_DUPLICATE', twice.ai);
  const has = (wanted: string): boolean => elements.some(({ ai }) => ai === wanted);
  if (has('00') && !has('21')) return fault('LOGISTIC_CODE');
  const missing = REQUIRED.find(([ai]) => !has(ai));
  if (missing) return fault(missing[1], missing[0]);
  // Then the code names more than one thing, and nothing says which the pack is (General Specifications 4.13).
  const twofold = elements.find(({ ai }) => excludedBy(ai, elements) !== undefined);
  return twofold && fault('EXCLUDED_AI_PRESENT', twofold.ai);
}

/**
 * Without any separator the second of lot and serial runs into the first, which then is too long or hides the other.
 * The refusal stands; it names the cause that the user can mend.
 */
function withSeparatorAdvice(error: Gs1Fault, body: string): Gs1Fault {
  const lost =
    (error.code === 'AI_TOO_LONG' && (error.ai === '10' || error.ai === '21')) ||
    (error.code === 'PACK_SERIAL_MISSING' && holdsAfter(body, '10', /21/)) ||
    (error.code === 'PACK_LOT_MISSING' && holdsAfter(body, '21', /10/)) ||
    (error.code === 'PACK_EXPIRY_MISSING' && /17\d{6}/.test(body));
  return lost && !body.includes(GS, 1) ? fault('SEPARATOR_LOST', error.ai, error.at) : error;
}

function holdsAfter(body: string, ai: string, pattern: RegExp): boolean {
  const at = body.indexOf(ai);
  return at >= 0 && pattern.test(body.slice(at + ai.length));
}

function pack(elements: readonly Element[], options: PackOptions, symbology?: string, ppn?: Ppn): ParsedPack {
  const value = (ai: string): string => elements.find((element) => element.ai === ai)?.value ?? '';
  const expiryRaw = value('17');
  const expiry: Gs1Date | undefined = parseGs1Date(
    expiryRaw,
    options.currentYear ?? new Date().getFullYear(),
  );
  if (!expiry) return refusal(fault('DATE', '17'));
  return {
    ok: true,
    // The content of each AI was checked while the elements were read.
    gtin: value('01') as Gtin,
    serial: value('21') as Serial,
    lot: value('10') as LotNumber,
    expiry: expiry.iso,
    expiryRaw,
    expiryDayGiven: expiry.dayGiven,
    reimbursementNumbers: elements.filter(({ ai }) => /^71[0-7]$/.test(ai)),
    elements,
    ...(ppn === undefined ? {} : { ppn }),
    ...(symbology === undefined ? {} : { symbology }),
  };
}

/** As `parsePack`, for callers to whom a bad code is an error: throws `Gs1Error`. */
export function requirePack(data: string, options: PackOptions = {}): Pack {
  const parsed = parsePack(data, options);
  if (!parsed.ok) throw new Gs1Error(parsed.error.code, parsed.error.at);
  return parsed;
}
