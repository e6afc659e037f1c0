import { VaultError } from './errors.js';

/** Bytes that WebCrypto takes: never a view of shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Text as UTF-8. */
export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text);
}

/** One after the other. */
export function concat(...parts: readonly Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

/** Fields one after the other, each behind its length in four bytes: no two lists give the same bytes. */
export function lengthPrefixed(...fields: readonly Uint8Array[]): Bytes {
  return concat(...fields.flatMap((field) => [uint32(field.length), field]));
}

/** Four bytes, the highest first. */
export function uint32(value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** From the system's random source. */
export function randomBytes(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** In time that depends on the length alone. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  return a.reduce((difference, byte, i) => difference | (byte ^ (b[i] ?? 0)), 0) === 0;
}

/** RFC 4648 section 5, without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  // In pieces: a call takes some ten thousand arguments.
  let binary = '';
  for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @throws VaultError MALFORMED where the text is not the one spelling of some bytes. */
export function fromBase64Url(text: string): Bytes {
  if (/^[A-Za-z0-9_-]*$/.test(text) && text.length % 4 !== 1) {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    // Unused bits of the last character could spell the same bytes in several ways.
    const end = bytes.length - (bytes.length % 3);
    if (toBase64Url(bytes.subarray(end)) === text.slice((end / 3) * 4)) return bytes;
  }
  throw new VaultError('MALFORMED', 'A field is not base64url.');
}

/** Lower-case digits, without prefix. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @throws VaultError MALFORMED where the text is not hexadecimal in lower case with whole bytes. */
export function fromHex(text: string): Bytes {
  if (!/^([0-9a-f]{2})*$/.test(text)) throw new VaultError('MALFORMED', 'A field is not hexadecimal.');
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}
