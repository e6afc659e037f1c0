import { derivedPrivateKey, hkdf } from './derived-key.js';

/**
 * The token of a prescription on paper: what the QR carries, and what is derived from it.
 *
 * `RX1.` + base64url(prescription id, 16 bytes ‖ secret, 32 bytes): 68 characters. It is a bearer token: whoever
 * holds the paper can read the content and sign the fills, and the prescriber can cancel and issue anew.
 * Every key is HKDF-SHA-256 (RFC 5869, empty salt) of the secret under its own label, so that none of them reveals
 * another. Runs in Node and in the browser on WebCrypto alone.
 */
export interface PrescriptionToken {
  /** UUID of the prescription, lower case. */
  readonly prescriptionId: string;
  /** 32 random bytes. */
  readonly secret: Uint8Array;
}

/** The text is not a token; `message` says why in words for the person who scanned it. */
export class PrescriptionTokenError extends Error {
  override readonly name = 'PrescriptionTokenError';
}

const PREFIX = 'RX1.';
const ID_BYTES = 16;
const SECRET_BYTES = 32;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A new token for this prescription, with a secret from the system's random source. */
export function newPrescriptionToken(prescriptionId: string): PrescriptionToken {
  return { prescriptionId, secret: crypto.getRandomValues(new Uint8Array(SECRET_BYTES)) };
}

/** The text of the token. Throws {@link PrescriptionTokenError} if id or secret is malformed. */
export function formatPrescriptionToken(token: PrescriptionToken): string {
  if (!UUID.test(token.prescriptionId))
    throw new PrescriptionTokenError('The prescription id is not a UUID.');
  if (token.secret.length !== SECRET_BYTES)
    throw new PrescriptionTokenError('The secret is not 32 bytes long.');
  const id = Uint8Array.from(token.prescriptionId.replaceAll('-', '').match(/../g)!, (pair) =>
    parseInt(pair, 16),
  );
  return PREFIX + toBase64Url(Uint8Array.of(...id, ...token.secret));
}

/** Reads the text of a token; surrounding white space is allowed. Throws {@link PrescriptionTokenError}. */
export function parsePrescriptionToken(text: string): PrescriptionToken {
  const trimmed = text.trim();
  if (!trimmed.startsWith(PREFIX)) {
    throw new PrescriptionTokenError('This is not a prescription code: such a code starts with RX1.');
  }
  const bytes = fromBase64Url(trimmed.slice(PREFIX.length));
  if (bytes?.length !== ID_BYTES + SECRET_BYTES) {
    throw new PrescriptionTokenError('The prescription code is incomplete or damaged: scan it again.');
  }
  const hex = Array.from(bytes.subarray(0, ID_BYTES), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return {
    prescriptionId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    secret: bytes.slice(ID_BYTES),
  };
}

/** The key that seals the content, as base64url of 32 bytes: what the counter sends to have the content opened. */
export async function contentKey(token: PrescriptionToken): Promise<string> {
  return toBase64Url(await hkdf(token.secret, 'custodia/rx/content/v1', 32));
}

/** The secp256k1 private key that signs the fills of item number `ordinal` (0x prefixed, 32 bytes). */
export async function fillKey(token: PrescriptionToken, ordinal: number): Promise<string> {
  if (!Number.isSafeInteger(ordinal) || ordinal < 0)
    throw new PrescriptionTokenError('Items are numbered from 0.');
  return derivedPrivateKey(token.secret, `custodia/rx/fill/v1/${ordinal}`);
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length % 4 === 1) return undefined;
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
