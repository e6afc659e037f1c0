import { fromBase64Url, toBase64Url, utf8, lengthPrefixed, type Bytes } from './bytes.js';
import { canonicalBytes, type Json } from './canonical.js';
import { VaultError } from './errors.js';

/** An Ed25519 key pair (RFC 8032) as raw bytes; the private key is the seed. */
export interface SigningKey {
  readonly publicKey: Bytes;
  readonly privateKey: Bytes;
}

// RFC 8410 section 7: the wrapping of a seed in PKCS #8.
const PKCS8 = Uint8Array.of(48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32);

/** The key pair of 32 bytes. */
export async function signingKeyOf(seed: Bytes): Promise<SigningKey> {
  const key = await importPrivate(seed, true);
  const { x } = await crypto.subtle.exportKey('jwk', key);
  if (!x) throw new VaultError('WRONG_KEY', 'This browser cannot make signing keys. Update it.');
  return { publicKey: fromBase64Url(x), privateKey: seed };
}

/** A fresh key pair. */
export function newSigningKey(): Promise<SigningKey> {
  return signingKeyOf(crypto.getRandomValues(new Uint8Array(32)));
}

function importPrivate(seed: Bytes, extractable: boolean) {
  const pkcs8 = new Uint8Array(PKCS8.length + seed.length);
  pkcs8.set(PKCS8);
  pkcs8.set(seed, PKCS8.length);
  return crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', extractable, ['sign']);
}

/** Signs a statement under the label of what it states: a signature for one thing is none for another. */
export async function sign({ privateKey }: SigningKey, label: string, statement: Json): Promise<Bytes> {
  const key = await importPrivate(privateKey, false);
  return new Uint8Array(await crypto.subtle.sign('Ed25519', key, signed(label, statement)));
}

/** Whether the key signed this statement under this label. */
export async function isSigned(
  publicKey: Bytes,
  label: string,
  statement: Json,
  signature: Bytes,
): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', key, signature, signed(label, statement));
  } catch {
    // WebCrypto throws where the bytes are no key.
    return false;
  }
}

/** A statement with its signature as a member. */
export async function withSignature<S extends { readonly [key: string]: Json }>(
  key: SigningKey,
  label: string,
  statement: S,
): Promise<S & { readonly signature: string }> {
  return { ...statement, signature: toBase64Url(await sign(key, label, statement)) };
}

/** @throws VaultError WRONG_SIGNATURE unless the member `signature` is the key's, over the other members. */
export async function checkSignature(
  publicKey: Bytes,
  label: string,
  { signature, ...statement }: { readonly [key: string]: Json; readonly signature: string },
  message: string,
): Promise<void> {
  if (!(await isSigned(publicKey, label, statement, fromBase64Url(signature))))
    throw new VaultError('WRONG_SIGNATURE', message);
}

function signed(label: string, statement: Json): Bytes {
  return lengthPrefixed(utf8(`custodia/${label}`), canonicalBytes(statement));
}
