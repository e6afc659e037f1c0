import { hasValidCheckDigit, isDigits } from './check-digit.js';
import { looksLikeLink, parseDigitalLink } from './digital-link.js';
import { parseElements, refusal } from './element-string.js';
import type { Element, Parsed } from './element-string.js';
import { fault } from './errors.js';
import type { Gs1Fault } from './errors.js';
import { hasSymbologyIdentifier, isCaseInverted, symbologyOf } from './symbology.js';
import type { Symbology } from './symbology.js';

/** A scan that could be read. `elements` is empty for a code that carries no AIs. */
export interface Scan {
  readonly ok: true;
  readonly elements: Element[];
  readonly symbology: Symbology;
  /** The digits of a shop code (EAN-13, UPC or EAN-8). They name a product, never a pack. */
  readonly shopCode?: string;
  /** What a plain code holds: its text, which may be a Digital Link. */
  readonly text?: string;
}

const IDENTIFIER_LENGTH = 3;
/** A composite component follows an EAN or UPC as a message of its own (GS1 General Specifications 5.9). */
const COMPOSITE = '|]e0';

/**
 * Reads what a scanner sends with AIM identifiers on, such as "]d2010…". The identifier decides how the data is
 * read: GS1 symbologies hold element strings; plain ones hold no elements unless they hold a Digital Link; EAN and
 * UPC hold a number with a check digit and perhaps a composite component. Any other identifier is refused.
 */
export function parseScan(data: string): Scan | { readonly ok: false; readonly error: Gs1Fault } {
  if (!hasSymbologyIdentifier(data)) return refusal(fault('NO_SYMBOLOGY', undefined, 0));
  const symbology = symbologyOf(data);
  if (!symbology) {
    return refusal(fault(isCaseInverted(data) ? 'CASE_INVERTED' : 'UNKNOWN_SYMBOLOGY', undefined, 0));
  }
  if (symbology.mode === 'gs1') return elementsOf(parseElements(data, IDENTIFIER_LENGTH), symbology);
  if (symbology.mode === 'shop') return parseShopCode(data, symbology);
  const text = data.slice(IDENTIFIER_LENGTH);
  if (!looksLikeLink(text)) return { ok: true, elements: [], symbology, text };
  const link = elementsOf(parseDigitalLink(text), symbology);
  return link.ok ? { ...link, text } : link;
}

function elementsOf(parsed: Parsed, symbology: Symbology): ReturnType<typeof parseScan> {
  return parsed.ok ? { ok: true, elements: parsed.elements, symbology } : parsed;
}

function parseShopCode(data: string, symbology: Symbology): ReturnType<typeof parseScan> {
  const end = IDENTIFIER_LENGTH + (symbology.identifier === ']E4' ? 8 : 13);
  const shopCode = data.slice(IDENTIFIER_LENGTH, end);
  const composite = data.startsWith(COMPOSITE, end);
  if (data.length < end || (data.length > end && !composite)) {
    return refusal(fault('PRIMARY_LENGTH', undefined, Math.min(end, data.length)));
  }
  if (!isDigits(shopCode)) return refusal(fault('NOT_NUMERIC', undefined, IDENTIFIER_LENGTH));
  if (!hasValidCheckDigit(shopCode)) return refusal(fault('CHECK_DIGIT', undefined, end - 1));
  if (!composite) return { ok: true, elements: [], symbology, shopCode };
  const parsed = parseElements(data, end + COMPOSITE.length);
  return parsed.ok ? { ok: true, elements: parsed.elements, symbology, shopCode } : parsed;
}
