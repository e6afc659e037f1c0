import { createHash, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { DomainError } from '../../platform/errors/index.js';

export const ALGORITHMS = ['ES256', 'EdDSA', 'RS256'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

export interface PublicKey {
  readonly jwk: JsonWebKey;
  /** The one algorithm that the key signs with: a signature that names another is none. */
  readonly alg: Algorithm;
  /** The thumbprint of RFC 7638. */
  readonly kid: string;
}

const LONGEST = 10_000;
const FEWEST_RSA_BITS = 2_048;
const MOST_RSA_BITS = 8_192;

/** @param text a PEM ("PUBLIC KEY") or a JWK. @throws DomainError PUBLIC_KEY_INVALID */
export function readPublicKey(text: string): PublicKey {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST) throw invalid('This is longer than a public key.');
  const key = trimmed.startsWith('{') ? keyOfJwk(trimmed) : keyOfPem(trimmed);
  const jwk = key.export({ format: 'jwk' });
  return { jwk, alg: algorithmOf(key), kid: thumbprintOf(jwk) };
}

function keyOfPem(text: string): KeyObject {
  // The library would take the public half of it, and we would have seen the other.
  if (/PRIVATE KEY/.test(text)) throw isPrivate();
  if (!/^-----BEGIN PUBLIC KEY-----/.test(text)) throw invalid('This is no public key in PEM or JWK form.');
  return made(() => createPublicKey(text));
}

function keyOfJwk(text: string): KeyObject {
  const jwk = made(() => JSON.parse(text) as JsonWebKey);
  if ('d' in jwk || 'k' in jwk) throw isPrivate();
  return made(() => createPublicKey({ key: jwk, format: 'jwk' }));
}

function algorithmOf({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): Algorithm {
  if (type === 'ec' && details?.namedCurve === 'prime256v1') return 'ES256';
  if (type === 'ed25519') return 'EdDSA';
  const bits = details?.modulusLength ?? 0;
  if (type === 'rsa' && bits >= FEWEST_RSA_BITS && bits <= MOST_RSA_BITS) return 'RS256';
  throw invalid('Use a key on the curve P-256, an Ed25519 key, or an RSA key of 2048 bits or more.');
}

// RFC 7638, 3.2: the required members of each kind, in the order of the alphabet.
const REQUIRED: Record<string, readonly (keyof JsonWebKey)[]> = {
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
  RSA: ['e', 'kty', 'n'],
};

function thumbprintOf(jwk: JsonWebKey): string {
  const members = REQUIRED[jwk.kty ?? '']!.map((name) => [name, jwk[name]]);
  return createHash('sha256')
    .update(JSON.stringify(Object.fromEntries(members)))
    .digest('base64url');
}

function made<T>(make: () => T): T {
  try {
    return make();
  } catch {
    throw invalid('This is no public key in PEM or JWK form.'); // what the library says helps nobody
  }
}

function isPrivate(): DomainError {
  return invalid(
    'This is a private key, which nobody else may see. Make a new pair, and give the public key only.',
  );
}

function invalid(message: string): DomainError {
  return new DomainError('PUBLIC_KEY_INVALID', message);
}
