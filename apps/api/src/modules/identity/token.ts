import { Injectable } from '@nestjs/common';
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Config } from '../../config.js';
import { bytesOfId, idOfBytes } from '../../platform/ids/index.js';
import { secretKeysFor, type SecretKeys } from '../../platform/secrets/index.js';

/**
 * What a browser holds to be recognised: the id of its session, or of what else waits for it, 32 random bytes, and our
 * seal on both. We keep the hash only.
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
const SEAL_BYTES = 16;

/**
 * Makes tokens and knows those of its own making. The seal tells a token that was once good from one that somebody made
 * up: only the former is a sign that it was copied.
 */
@Injectable()
export class Tokens {
  readonly #keys: SecretKeys;

  constructor(config: Config) {
    this.#keys = secretKeysFor(config, 'custodia/token/v1');
  }

  make(id: string): NewToken {
    const secret = randomBytes(SECRET_BYTES);
    const sealed = Buffer.concat([bytesOfId(id), secret]);
    return {
      text: Buffer.concat([sealed, seal(sealed, this.#keys[0])]).toString('base64url'),
      hash: hashOf(secret),
    };
  }

  /** @returns null for text that is no token of ours. */
  read(text: string | undefined): ReadToken | null {
    const bytes = Buffer.from(text ?? '', 'base64url');
    if (bytes.length !== ID_BYTES + SECRET_BYTES + SEAL_BYTES) return null;
    const sealed = bytes.subarray(0, ID_BYTES + SECRET_BYTES);
    const given = bytes.subarray(ID_BYTES + SECRET_BYTES);
    if (!this.#keys.some((key) => timingSafeEqual(given, seal(sealed, key)))) return null;
    return { id: idOfBytes(bytes.subarray(0, ID_BYTES)), hash: hashOf(sealed.subarray(ID_BYTES)) };
  }
}

function seal(bytes: Buffer, key: Buffer): Buffer {
  return createHmac('sha256', key).update(bytes).digest().subarray(0, SEAL_BYTES);
}

export function sameHash(a: Buffer, b: Buffer | null): boolean {
  return b !== null && a.length === b.length && timingSafeEqual(a, b);
}

// 256 random bits need no slow hash: nobody guesses them.
function hashOf(secret: Buffer): Buffer {
  return createHash('sha256').update(secret).digest();
}
