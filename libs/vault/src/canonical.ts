import canonicalize from 'canonicalize';
import { utf8, type Bytes } from './bytes.js';
import { VaultError } from './errors.js';

/** What JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The one spelling of a value (RFC 8785): what is hashed, signed and bound. */
export function canonicalBytes(value: Json): Bytes {
  const text = canonicalize(value);
  if (text === undefined) throw new VaultError('MALFORMED', 'This cannot be written as JSON.');
  return utf8(text);
}

/**
 * Reads what must be spelt canonically: what is hashed is what was received.
 * @throws VaultError MALFORMED, NOT_CANONICAL
 */
export function parseCanonical(bytes: Uint8Array): Json {
  let text: string;
  let value: Json;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text) as Json;
  } catch (cause) {
    throw new VaultError('MALFORMED', 'This is not JSON in UTF-8.', undefined, { cause });
  }
  let spelt: string | undefined;
  try {
    spelt = canonicalize(value);
  } catch (cause) {
    // A lone half of a character pair has no canonical spelling.
    throw new VaultError('NOT_CANONICAL', 'This JSON has no canonical spelling.', undefined, { cause });
  }
  if (spelt !== text)
    throw new VaultError('NOT_CANONICAL', 'This JSON is not spelt canonically: it was altered on its way.');
  return value;
}
