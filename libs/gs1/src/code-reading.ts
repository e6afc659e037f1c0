import { hasValidCheckDigit } from './check-digit.js';
import { looksLikeLink, parseDigitalLink } from './digital-link.js';
import { parseElementString } from './element-string.js';
import type { Element } from './element-string.js';
import { fault } from './errors.js';
import type { Gs1Fault } from './errors.js';
import { parseGtin } from './identifiers.js';
import type { Gtin, Sscc } from './identifiers.js';
import { isIso15434 } from './iso15434.js';
import { parsePack } from './pack.js';
import type { Pack, PackOptions } from './pack.js';
import { parseScan } from './scan.js';
import { hasSymbologyIdentifier, symbologyOf } from './symbology.js';

/** What a scan turned out to be. */
export type CodeReading =
  | { readonly kind: 'pack'; readonly pack: Pack }
  /** The label of a carton or pallet. */
  | { readonly kind: 'logistic'; readonly sscc: Sscc; readonly elements: readonly Element[] }
  /** A GS1 code that is not the code of a pack; `missing` says what it lacks. */
  | { readonly kind: 'gs1'; readonly elements: readonly Element[]; readonly missing: Gs1Fault }
  /** A shop code: it names the product only. */
  | { readonly kind: 'shop'; readonly gtin: Gtin; readonly wrong: Gs1Fault }
  /** A code without GS1 data, such as an advertising link. */
  | { readonly kind: 'plain'; readonly text: string; readonly wrong: Gs1Fault }
  | { readonly kind: 'unreadable'; readonly error: Gs1Fault };

/** Tells what a scan is. Without a symbology identifier only what cannot be mistaken counts. */
export function readCode(text: string, options: PackOptions = {}): CodeReading {
  const parsed = parsePack(text, options);
  if (parsed.ok) return { kind: 'pack', pack: parsed };
  return hasSymbologyIdentifier(text) ? readIdentified(text, parsed.error) : readBare(text, parsed.error);
}

function readIdentified(text: string, notPack: Gs1Fault): CodeReading {
  const scan = parseScan(text);
  if (!scan.ok) {
    const link = symbologyOf(text)?.mode === 'plain' && looksLikeLink(text.slice(3));
    return link ? plainReading(text.slice(3)) : { kind: 'unreadable', error: notPack };
  }
  if (scan.shopCode !== undefined) {
    return { kind: 'shop', gtin: parseGtin(scan.shopCode), wrong: fault('SHOP_CODE') };
  }
  if (scan.elements.length > 0) return gs1Reading(scan.elements, notPack);
  const body = scan.text ?? '';
  if (isIso15434(body)) return { kind: 'unreadable', error: notPack };
  return plainReading(body);
}

function plainReading(text: string): CodeReading {
  return { kind: 'plain', text, wrong: fault('PLAIN_CODE') };
}

/** Digits alone could be an element string by chance: those of a shop code are taken for one. */
function readBare(text: string, notPack: Gs1Fault): CodeReading {
  if (/^(?:\d{8}|\d{12,14})$/.test(text) && hasValidCheckDigit(text)) {
    return { kind: 'shop', gtin: parseGtin(text), wrong: fault('SHOP_CODE') };
  }
  if (looksLikeLink(text)) {
    const link = parseDigitalLink(text);
    return link.ok ? gs1Reading(link.elements, notPack) : plainReading(text);
  }
  const parsed = parseElementString(text);
  const logistic = parsed.ok && parsed.elements[0]?.ai === '00';
  return logistic ? gs1Reading(parsed.elements, notPack) : { kind: 'unreadable', error: notPack };
}

function gs1Reading(elements: readonly Element[], missing: Gs1Fault): CodeReading {
  const sscc = elements.find(({ ai }) => ai === '00');
  if (sscc) return { kind: 'logistic', sscc: sscc.value as Sscc, elements };
  return { kind: 'gs1', elements, missing };
}

/**
 * True when the text is a code that could be read, be it the right one or not. Separators in a plain code mean that it
 * was meant to be more than plain.
 */
export function isReadableCode(text: string): boolean {
  const { kind } = readCode(text);
  // eslint-disable-next-line no-control-regex -- separators are control characters
  return kind !== 'unreadable' && !(kind === 'plain' && /[\u0000-\u001f]/.test(text));
}
