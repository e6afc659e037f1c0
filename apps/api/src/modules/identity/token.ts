import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { bytesOfId, idOfBytes } from '../../platform/ids/index.js';

/**
 * What a browser holds to be recognised: the id of its session, or of a sign-in that waits for its second step, and 32
 * random bytes. We keep the hash only.
 */
export interface NewToken {
  readonly text: string;
  readonly hash: Buffer;
}

export interface ReadToken {
  readonly id: string;
  readonly hash: Buffer;
}

const ID_BYTES = 16;
const SECRET_BYTES = 32;

export function newToken(id: string): NewToken {
  const secret = randomBytes(SECRET_BYTES);
  return { text: Buffer.concat([bytesOfId(id), secret]).toString('base64url'), hash: hashOf(secret) };
}

/** @returns null for text that is no token. */
export function readToken(text: string | undefined): ReadToken | null {
  const bytes = Buffer.from(text ?? '', 'base64url');
  if (bytes.length !== ID_BYTES + SECRET_BYTES) return null;
  return { id: idOfBytes(bytes.subarray(0, ID_BYTES)), hash: hashOf(bytes.subarray(ID_BYTES)) };
}

export function sameHash(a: Buffer, b: Buffer | null): boolean {
  return b !== null && a.length === b.length && timingSafeEqual(a, b);
}

// 256 random bits need no slow hash: nobody guesses them.
function hashOf(secret: Buffer): Buffer {
  return createHash('sha256').update(secret).digest();
}
