import { expand, extract } from '@noble/hashes/hkdf.js';
import { sha256 as digest } from '@noble/hashes/sha2.js';
import { lengthPrefixed, utf8, type Bytes } from './bytes.js';

/**
 * WebCrypto does each of its calls on another thread, and going there and back takes longer than a short hash. An entry is
 * opened by dozens of them, and a list is hundreds of entries.
 */
const SHORT = 2048;

/** SHA-256. */
export async function sha256(data: Bytes): Promise<Bytes> {
  if (data.length <= SHORT) return new Uint8Array(digest(data));
  return new Uint8Array(await crypto.subtle.digest('SHA-256', data));
}

/** HKDF-Extract with SHA-256 (RFC 5869 section 2.2), on this thread. */
export function hkdfExtract(salt: Uint8Array, secret: Uint8Array): Bytes {
  return new Uint8Array(extract(digest, secret, salt));
}

/** HKDF-Expand with SHA-256 (RFC 5869 section 2.3), on this thread. */
export function hkdfExpand(key: Uint8Array, info: Uint8Array, length: number): Bytes {
  return new Uint8Array(expand(digest, key, info, length));
}

/** SHA-256 of fields under a label of their own: hashes of different things never meet. */
export function labelledHash(label: string, ...fields: readonly Uint8Array[]): Promise<Bytes> {
  return sha256(lengthPrefixed(utf8(`custodia/${label}`), ...fields));
}

/** HKDF-SHA-256 (RFC 5869, empty salt): a key for one purpose, told by its label. */
export async function derive(
  secret: Bytes,
  label: string,
  context: Uint8Array,
  length: number,
): Promise<Bytes> {
  const info = lengthPrefixed(utf8(`custodia/${label}`), context);
  return hkdfExpand(hkdfExtract(new Uint8Array(0), secret), info, length);
}

/** HMAC-SHA-256. */
export async function mac(key: Bytes, data: Bytes): Promise<Bytes> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, data));
}

const NONCE_BYTES = 12;

/** AES-256-GCM behind a random nonce. */
export async function encrypt(key: Bytes, plain: Bytes, aad: Bytes): Promise<Bytes> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const body = await gcm(key, 'encrypt', plain, nonce, aad);
  const out = new Uint8Array(NONCE_BYTES + body.length);
  out.set(nonce);
  out.set(body, NONCE_BYTES);
  return out;
}

/** @throws whatever WebCrypto throws where key, bytes or binding are others */
export function decrypt(key: Bytes, sealed: Bytes, aad: Bytes): Promise<Bytes> {
  return gcm(key, 'decrypt', sealed.slice(NONCE_BYTES), sealed.slice(0, NONCE_BYTES), aad);
}

/** AES-256-GCM with a nonce that the caller never gives twice for one key. */
export async function gcm(
  key: Bytes,
  way: 'encrypt' | 'decrypt',
  data: Bytes,
  nonce: Bytes,
  aad: Bytes,
): Promise<Bytes> {
  const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, [way]);
  const parameters = { name: 'AES-GCM', iv: nonce, additionalData: aad };
  return new Uint8Array(await crypto.subtle[way](parameters, imported, data));
}
