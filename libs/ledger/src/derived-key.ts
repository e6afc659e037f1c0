import { toHex, type Hex } from './bytes.js';

/** Order of the secp256k1 group (SEC 2, 2.4.1). */
const CURVE_ORDER = 0xffffffff_ffffffff_ffffffff_fffffffe_baaedce6_af48a03b_bfd25e8c_d0364141n;

/** HKDF-SHA-256 (RFC 5869) of a secret under a label. Runs in Node and in the browser on WebCrypto alone. */
export async function hkdf(
  secret: Uint8Array,
  label: string,
  length: number,
  salt = new Uint8Array(0),
): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', new Uint8Array(secret), 'HKDF', false, ['deriveBits']);
  const info = new TextEncoder().encode(label);
  const parameters = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(salt), info };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, length * 8));
}

/**
 * A secp256k1 private key of a secret under a label: 48 bytes reduced modulo (order - 1), plus one. Never zero, and
 * with a bias below 2^-128 (FIPS 186-5, A.2.1).
 */
export async function derivedPrivateKey(secret: Uint8Array, label: string, salt?: Uint8Array): Promise<Hex> {
  const wide = BigInt(toHex(await hkdf(secret, label, 48, salt && new Uint8Array(salt))));
  return `0x${((wide % (CURVE_ORDER - 1n)) + 1n).toString(16).padStart(64, '0')}`;
}
