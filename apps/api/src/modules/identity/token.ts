import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a browser holds to be recognised: the session's id and 32 random bytes. We keep the hash only. */
export interface NewToken {
  readonly text: string;
  readonly hash: Buffer;
}

export interface ReadToken {
  readonly sessionId: string;
  readonly hash: Buffer;
}

const ID_BYTES = 16;
const SECRET_BYTES = 32;

export function newToken(sessionId: string): NewToken {
  const secret = randomBytes(SECRET_BYTES);
  const id = Buffer.from(sessionId.replaceAll('-', ''), 'hex');
  return { text: Buffer.concat([id, secret]).toString('base64url'), hash: hashOf(secret) };
}

/** @returns null for text that is no token. */
export function readToken(text: string | undefined): ReadToken | null {
  const bytes = Buffer.from(text ?? '', 'base64url');
  if (bytes.length !== ID_BYTES + SECRET_BYTES) return null;
  const hex = bytes.toString('hex', 0, ID_BYTES);
  const sessionId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { sessionId, hash: hashOf(bytes.subarray(ID_BYTES)) };
}

export function sameHash(a: Buffer, b: Buffer | null): boolean {
  return b !== null && a.length === b.length && timingSafeEqual(a, b);
}

// 256 random bits need no slow hash: nobody guesses them.
function hashOf(secret: Buffer): Buffer {
  return createHash('sha256').update(secret).digest();
}
