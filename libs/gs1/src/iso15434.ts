import { isCset82 } from './charset.js';
import { GS, parseElements, refusal } from './element-string.js';
import type { Element } from './element-string.js';
import { fault } from './errors.js';
import type { Gs1Fault } from './errors.js';

const RS = '\u001e';
const EOT = '\u0004';
const HEADER = `[)>${RS}`;

/** A data identifier of ISO/IEC 15418 (ANSI MH10.8.2), such as `9N` or `S`, and its value. */
export interface DataIdentifier {
  readonly di: string;
  readonly value: string;
}

/** The content of an ISO/IEC 15434 message: format 05 holds GS1 elements, format 06 data identifiers. */
export type Iso15434 =
  | { readonly ok: true; readonly format: '05'; readonly elements: Element[] }
  | { readonly ok: true; readonly format: '06'; readonly identifiers: DataIdentifier[] }
  | { readonly ok: false; readonly error: Gs1Fault };

/** True when the text starts with the message header of ISO/IEC 15434. */
export function isIso15434(text: string): boolean {
  return text.startsWith(HEADER);
}

/**
 * Reads `[)>` RS `05` or `06` GS … RS EOT. The record separator at the end is demanded, since without it nothing
 * shows that the last value is whole; the EOT, which many scanners do not pass on, is not.
 */
export function parseIso15434(text: string): Iso15434 {
  const format = text.slice(HEADER.length, HEADER.length + 2);
  const start = HEADER.length + 3;
  const end = text.endsWith(RS + EOT) ? text.length - 2 : text.length - 1;
  const framed = isIso15434(text) && text.charAt(start - 1) === GS && end > start && text.charAt(end) === RS;
  if (!framed) return refusal(fault('ISO_15434'));
  if (format === '05') {
    const parsed = parseElements(text.slice(0, end), start);
    return parsed.ok ? { ok: true, format, elements: parsed.elements } : parsed;
  }
  return format === '06'
    ? readIdentifiers(text.slice(start, end), start)
    : refusal(fault('ISO_15434', undefined, 4));
}

function readIdentifiers(body: string, offset: number): Iso15434 {
  const identifiers: DataIdentifier[] = [];
  let at = offset;
  for (const field of body.split(GS)) {
    const match = /^(\d{0,3}[A-Z])(.+)$/.exec(field);
    const [, di, value] = match ?? [];
    if (di === undefined || value === undefined || !isCset82(value))
      return refusal(fault('ISO_15434', undefined, at));
    if (identifiers.some((known) => known.di === di)) return refusal(fault('AI_DUPLICATE', di, at));
    identifiers.push({ di, value });
    at += field.length + 1;
  }
  return { ok: true, format: '06', identifiers };
}
