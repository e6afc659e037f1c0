import { checkDigit, isDigits } from './check-digit.js';
import { companyPrefixLength, knownPrefixLengths } from './company-prefix.js';
import type { PrefixLengths } from './company-prefix.js';
import { MAX_DATA_LENGTH, elementFault, refusal } from './element-string.js';
import type { Element } from './element-string.js';
import { epcSchemes, escapeUrn, unescapeUrn } from './epc-schemes.js';
import type { EpcScheme } from './epc-schemes.js';
import { Gs1Error, fault } from './errors.js';
import type { Gs1Fault } from './errors.js';

/** The GS1 key of an EPC URN. */
export interface Epc {
  readonly ok: true;
  readonly elements: Element[];
  /** `sgtin`, `lgtin`, `sscc`, … */
  readonly scheme: string;
  /** True for `urn:epc:idpat:….*`, which stands for all instances. */
  readonly pattern: boolean;
  /** What the way back needs and the GS1 key does not say. */
  readonly companyPrefixLength: number;
}

const URN = /^urn:epc:(id|class|idpat):([a-z]+):(.*)$/;
const MIN_PREFIX = 6;
const MAX_PREFIX = 12;

/**
 * Reads an EPC pure identity URI, an EPC class URI or a pattern over all serials of a key, and adds the check digit.
 * Other patterns, tag and raw URIs are refused: they do not name one GS1 key.
 */
export function parseEpcUri(uri: string): Epc | { readonly ok: false; readonly error: Gs1Fault } {
  const [, space, name, body = ''] = (uri.length <= MAX_DATA_LENGTH && URN.exec(uri)) || [];
  const pattern = space === 'idpat';
  const scheme = epcSchemes.find(
    (known) => known.name === name && (pattern ? known.pattern === true : known.space === space),
  );
  if (!scheme) return refusal(fault('EPC_URI', undefined, 0));
  const fields = splitFields(body, 2 + (scheme.pieces ? 2 : 0) + (scheme.tail ? 1 : 0));
  const [prefix, reference, ...rest] = fields ?? [];
  if (prefix === undefined || reference === undefined) return refusal(fault('EPC_URI'));
  const key = keyOf(scheme, prefix, reference);
  if (typeof key !== 'string') return refusal(key);
  const tail = scheme.tail ? rest.at(-1) : undefined;
  // In an identity URI the asterisk is a serial like any other (EPC Tag Data Standard, grammar of GS3A3Char).
  if (pattern && tail !== '*') return refusal(fault('EPC_URI'));
  const serial = tail === undefined || pattern || tail === scheme.noTail ? '' : unescapeUrn(tail);
  if (serial === undefined) return refusal(fault('EPC_CHARACTER'));
  if (tail === '') return refusal(fault('EPC_URI'));
  const pieces = scheme.pieces ? rest.slice(0, 2) : [];
  if (pieces.some((piece) => piece.length !== 2)) return refusal(fault('EPC_LENGTH'));
  const elements = [
    { ai: scheme.key, value: key + pieces.join('') + (scheme.tail === 'same' ? serial : '') },
  ];
  if (typeof scheme.tail === 'object' && serial !== '') elements.push({ ai: scheme.tail.ai, value: serial });
  for (const { ai, value } of elements) {
    const wrong = elementFault(ai, value);
    if (wrong) return refusal({ code: wrong.code, message: wrong.message, ai });
  }
  return { ok: true, elements, scheme: scheme.name, pattern, companyPrefixLength: prefix.length };
}

/** Splits at the first dots only: the last field may hold some. */
function splitFields(body: string, count: number): string[] | undefined {
  const fields = body.split('.');
  if (fields.length < count) return undefined;
  return [...fields.slice(0, count - 1), fields.slice(count - 1).join('.')];
}

function keyOf(scheme: EpcScheme, prefix: string, reference: string): string | Gs1Fault {
  if (!isDigits(prefix) || prefix.length < MIN_PREFIX || prefix.length > MAX_PREFIX)
    return fault('EPC_LENGTH');
  if (scheme.shape === 'text') {
    const text = unescapeUrn(reference);
    return text === undefined || text === '' ? fault('EPC_CHARACTER') : prefix + text;
  }
  if (prefix.length + reference.length !== scheme.digits) return fault('EPC_LENGTH');
  if (reference !== '' && !isDigits(reference)) return fault('NOT_NUMERIC');
  const digits =
    scheme.shape === 'indicator' ? reference.charAt(0) + prefix + reference.slice(1) : prefix + reference;
  return (scheme.filler ?? '') + digits + checkDigit(digits);
}

/** How the company prefix is found. */
export interface EpcOptions {
  /** The length of the company prefix, 6 to 12, where it is known. */
  readonly companyPrefixLength?: number;
  /** Else a table of lengths: the certain few by default, or GS1's list by `prefixLengthsOf`. */
  readonly prefixLengths?: PrefixLengths;
}

/**
 * Writes the EPC URN of the first GS1 key among the elements with its own serial, extension or lot; other elements do
 * not name the thing and are left out. A GTIN with a serial gives an SGTIN, else with a lot an LGTIN, else alone the
 * pattern over all serials. Throws `Gs1Error` where the length of the company prefix is not known or no URN exists.
 */
export function formatEpcUri(elements: readonly Element[], options: EpcOptions = {}): string {
  const valueOf = (ai: string): string | undefined => elements.find((element) => element.ai === ai)?.value;
  const found = elements
    .map(({ ai }) => epcSchemes.filter(({ key }) => key === ai))
    .find((schemes) => schemes.length > 0);
  const scheme =
    found?.find(({ tail }) => typeof tail !== 'object' || valueOf(tail.ai) !== undefined) ?? found?.[0];
  if (!scheme) throw new Gs1Error('EPC_NOT_POSSIBLE');
  const value = valueOf(scheme.key) ?? '';
  const wrong = elementFault(scheme.key, value);
  if (wrong) throw new Gs1Error(wrong.code, wrong.at);
  const { digits, after } = takeKey(scheme, value);
  const start = scheme.shape === 'indicator' ? 1 : 0;
  const length =
    options.companyPrefixLength ??
    companyPrefixLength(digits.slice(start), options.prefixLengths ?? knownPrefixLengths);
  if (length === undefined) throw new Gs1Error('EPC_NO_PREFIX_LENGTH');
  const prefix = digits.slice(start, start + length);
  const reference = digits.slice(0, start) + digits.slice(start + length);
  if (!isDigits(prefix) || prefix.length !== length || length < MIN_PREFIX || length > MAX_PREFIX) {
    throw new Gs1Error('EPC_LENGTH');
  }
  if (scheme.shape === 'text' && reference === '') throw new Gs1Error('EPC_NOT_POSSIBLE');
  const pieces = scheme.pieces ? [after.slice(0, 2), after.slice(2)] : [];
  const serial = scheme.tail === 'same' ? after : scheme.tail && valueOf(scheme.tail.ai);
  return writeUrn(scheme, [prefix, escapeUrn(reference), ...pieces], serial);
}

/** The key without filler and check digit, and what follows it in the same AI. */
function takeKey(scheme: EpcScheme, value: string): { digits: string; after: string } {
  if (scheme.digits === undefined) return { digits: value, after: '' };
  const start = scheme.filler?.length ?? 0;
  const end = start + scheme.digits;
  return { digits: value.slice(start, end), after: value.slice(end + 1) };
}

function writeUrn(scheme: EpcScheme, fields: readonly string[], serial: string | undefined): string {
  const { space, name, tail, noTail, pattern } = scheme;
  if (!tail) return `urn:epc:${space}:${name}:${fields.join('.')}`;
  if (serial === undefined || serial === '') {
    if (noTail !== undefined) return `urn:epc:${space}:${name}:${[...fields, noTail].join('.')}`;
    if (pattern) return `urn:epc:idpat:${name}:${[...fields, '*'].join('.')}`;
    throw new Gs1Error('EPC_NOT_POSSIBLE');
  }
  // The reserved tail cannot also be a real one.
  if (serial === noTail) throw new Gs1Error('EPC_NOT_POSSIBLE');
  return `urn:epc:${space}:${name}:${[...fields, escapeUrn(serial)].join('.')}`;
}
