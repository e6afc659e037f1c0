import { aiDefinition } from './ai-dictionary.js';
import { belongsInPath, isKeySequence, pathAi, qualifiersFor } from './digital-link-path.js';
import { MAX_DATA_LENGTH, MAX_ELEMENTS, elementFault, refusal } from './element-string.js';
import type { Element, Parsed } from './element-string.js';
import { Gs1Error, fault } from './errors.js';
import type { Gs1Fault } from './errors.js';

/** What a link may look like beyond the current version of the standard. */
export interface DigitalLinkOptions {
  /** Also take what only versions 1.0 and 1.1 allowed: `/gtin/`, and GTIN-8 and GTIN-12 without zeros. */
  readonly legacy?: boolean;
}

const URI = /^[-A-Za-z0-9._~:/?#[\]@!$&'()*+,;=%]*$/;
/** One case only: GS1 Digital Link URI Syntax 4.1 takes the scheme of RFC 3986 in lower or in upper case. */
const SCHEME = /^(?:https|http|HTTPS|HTTP):\/\//;
/** A registered name, an IPv4 or a bracketed IPv6 address, and a port; no user, which is how links deceive. */
const AUTHORITY = /^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d*)?$/;

/** True when the text starts like a link; whether it is a Digital Link is for `parseDigitalLink` to say. */
export function looksLikeLink(text: string): boolean {
  return SCHEME.test(text);
}

/**
 * Reads a GS1 Digital Link URI, uncompressed (GS1 Digital Link Standard: URI Syntax). Elements come in the order
 * of the URI, the key first. Parameters that are no AI are skipped, as is the fragment. A GTIN-13 without its
 * leading zero is taken, as version 1.0 allowed.
 */
export function parseDigitalLink(uri: string, options: DigitalLinkOptions = {}): Parsed {
  if (uri.length > MAX_DATA_LENGTH) return refusal(fault('TOO_LONG'));
  if (uri === '') return refusal(fault('EMPTY', undefined, 0));
  if (!URI.test(uri)) return refusal(fault('URI_CHARACTER'));
  const scheme = SCHEME.exec(uri)?.[0];
  if (scheme === undefined) return refusal(fault('URI_SCHEME', undefined, 0));
  const [address = ''] = uri.split('#', 1);
  const queryAt = address.indexOf('?');
  const [domain = '', ...segments] = address
    .slice(scheme.length, queryAt < 0 ? undefined : queryAt)
    .split('/');
  if (!AUTHORITY.test(domain)) return refusal(fault('URI_DOMAIN', undefined, scheme.length));
  const elements: Element[] = [];
  const wrong =
    readPath(segments, elements, options) ??
    readQuery(queryAt < 0 ? '' : address.slice(queryAt + 1), elements, options);
  return wrong ? refusal(wrong) : { ok: true, elements };
}

/** The key is the rightmost segment, counted in pairs from the end, that names one: the stem may be anything. */
function readPath(
  segments: readonly string[],
  elements: Element[],
  options: DigitalLinkOptions,
): Gs1Fault | undefined {
  const withdrawn = options.legacy === true;
  let keyAt = segments.length - 2;
  for (; keyAt >= 0; keyAt -= 2) {
    const ai = pathAi(segments[keyAt] ?? '', withdrawn);
    if (ai === undefined) return fault('URI_NO_KEY');
    if (aiDefinition(ai)?.linkQualifiers) break;
  }
  if (keyAt < 0) return fault('URI_NO_KEY');
  for (let i = keyAt; i < segments.length; i += 2) {
    const ai = pathAi(segments[i] ?? '', withdrawn) ?? '';
    const wrong = addElement(elements, ai, unescape(segments[i + 1] ?? ''), options);
    if (wrong) return wrong;
  }
  return isKeySequence(elements.map(({ ai }) => ai)) ? undefined : fault('URI_KEY_ORDER', elements[0]?.ai);
}

function readQuery(query: string, elements: Element[], options: DigitalLinkOptions): Gs1Fault | undefined {
  const path = elements.map(({ ai }) => ai);
  for (const parameter of query.split('&')) {
    const equals = parameter.indexOf('=');
    const name = parameter.slice(0, equals);
    // A number that is no AI may become one; other names belong to whoever runs the site.
    if (equals <= 0 || !/^\d+$/.test(name)) continue;
    const definition = aiDefinition(name);
    if (!definition) return fault('NO_SUCH_AI', name);
    if (!definition.linkAttribute) return fault('URI_ATTRIBUTE', name);
    if (elements.some(({ ai }) => ai === name)) return fault('AI_DUPLICATE', name);
    if (belongsInPath(name, path)) return fault('URI_SHOULD_BE_IN_PATH', name);
    // In a query, unlike in a path, a plus sign is a space.
    const value = unescape(parameter.slice(equals + 1).replaceAll('+', ' '));
    const wrong = addElement(elements, name, value, options);
    if (wrong) return wrong;
  }
  return undefined;
}

function addElement(
  elements: Element[],
  ai: string,
  text: string | undefined,
  options: DigitalLinkOptions,
): Gs1Fault | undefined {
  if (text === undefined) return fault('URI_ESCAPE', ai);
  if (elements.length === MAX_ELEMENTS) return fault('TOO_MANY_AIS', ai);
  const value = ai === '01' ? fullGtin(text, options) : text;
  const wrong = elementFault(ai, value);
  if (wrong) return { code: wrong.code, message: wrong.message, ai };
  elements.push({ ai, value });
  return undefined;
}

/**
 * Version 1.0 let a GTIN stand without its leading zeros. The 13 digits under a bar code are in use like that;
 * 12 or 8 digits are as likely a longer number cut short.
 */
function fullGtin(text: string, options: DigitalLinkOptions): string {
  const short = text.length === 13 || (options.legacy === true && (text.length === 12 || text.length === 8));
  return short ? text.padStart(14, '0') : text;
}

/** Percent-decodes to single-byte characters; undefined where an escape is broken or stands for null. */
function unescape(text: string): string | undefined {
  if (!text.includes('%')) return text;
  if (/%(?![0-9A-Fa-f]{2})|%00/.test(text)) return undefined;
  return text.replaceAll(/%(..)/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** How `formatDigitalLink` writes. */
export interface DigitalLinkFormat {
  /** What the path is appended to: scheme, domain and perhaps a path. GS1's resolver by default. */
  readonly stem?: string;
}

const CANONICAL_STEM = 'https://id.gs1.org';

/**
 * Writes elements as a Digital Link: the first that is a key with its qualifiers in the path, the others in the
 * query, those of predefined length first, else in the order given. An AI that appears twice with one value is
 * written once. Throws `Gs1Error` where the elements are wrong or no link can hold them.
 */
export function formatDigitalLink(elements: readonly Element[], options: DigitalLinkFormat = {}): string {
  const stem = (options.stem || CANONICAL_STEM).replace(/\/$/, '');
  const address = stem.replace(SCHEME, '').split('/')[0] ?? '';
  if (!SCHEME.test(stem) || !URI.test(stem) || /[?#]/.test(stem) || !AUTHORITY.test(address)) {
    throw new Gs1Error('URI_STEM');
  }
  const values = new Map<string, string>();
  for (const { ai, value } of elements) {
    const wrong = elementFault(ai, value);
    if (wrong) throw new Gs1Error(wrong.code, wrong.at);
    if ((values.get(ai) ?? value) !== value) throw new Gs1Error('CONFLICTING_VALUES');
    values.set(ai, value);
  }
  const ais = [...values.keys()];
  const key = ais.find((ai) => aiDefinition(ai)?.linkQualifiers);
  if (key === undefined) throw new Gs1Error('URI_NO_KEY');
  const path = [key, ...qualifiersFor(key, new Set(ais))];
  const attributes = ais.filter((ai) => !path.includes(ai));
  if (attributes.some((ai) => !aiDefinition(ai)?.linkAttribute)) throw new Gs1Error('URI_ATTRIBUTE');
  const isFixed = (ai: string): boolean => aiDefinition(ai)?.fixed === true;
  const ordered = [...attributes.filter(isFixed), ...attributes.filter((ai) => !isFixed(ai))];
  const escaped = (ai: string): string => escape(values.get(ai) ?? '');
  const query = ordered.map((ai) => `${ai}=${escaped(ai)}`).join('&');
  return stem + path.map((ai) => `/${ai}/${escaped(ai)}`).join('') + (query === '' ? '' : `?${query}`);
}

/** Escapes all but the unreserved characters of RFC 3986. */
function escape(value: string): string {
  return encodeURIComponent(value).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
