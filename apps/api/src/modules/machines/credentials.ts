import { Injectable } from '@nestjs/common';
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Config } from '../../config.js';
import { bytesOfId, idOfBytes } from '../../platform/ids/index.js';
import { secretKeysFor, type SecretKeys } from '../../platform/secrets/index.js';

/** So that people and secret scanners know what they have found. */
const KEY = 'cdk_';
const TOKEN = 'cda_';
const ID_BYTES = 16;
const SECRET_BYTES = 32;
const TIME_BYTES = 4;
/** So much of a key tells it from others and opens nothing: the beginning of its id. */
const SHOWN = KEY.length + 12;

/** So long an access token is good. */
export const TOKEN_SECONDS = 600;

export interface NewKey {
  readonly text: string;
  readonly hash: Buffer;
  readonly shown: string;
}

/** What a machine brings: a key of its own, or an access token that it got for a signature. */
export type Brought =
  { readonly keyId: string; readonly hash: Buffer } | { readonly keyId: string; readonly hash: null };

/** Keys and access tokens of machines. Of a key we keep the hash; a token is sealed with the node's key and kept nowhere. */
@Injectable()
export class Credentials {
  readonly #keys: SecretKeys;

  constructor(config: Config) {
    this.#keys = secretKeysFor(config, 'custodia/machine-token/v1');
  }

  makeKey(keyId: string): NewKey {
    const secret = randomBytes(SECRET_BYTES);
    const text = KEY + Buffer.concat([bytesOfId(keyId), secret]).toString('base64url');
    return { text, hash: hashOf(secret), shown: text.slice(0, SHOWN) };
  }

  makeToken(keyId: string, now: Date): string {
    const until = Buffer.alloc(TIME_BYTES);
    until.writeUInt32BE(Math.floor(now.getTime() / 1_000) + TOKEN_SECONDS);
    const sealed = Buffer.concat([bytesOfId(keyId), until]);
    return TOKEN + Buffer.concat([sealed, seal(sealed, this.#keys[0])]).toString('base64url');
  }

  /** @returns null for what is none of ours, or a token that is too old. */
  read(text: string, now: Date): Brought | null {
    const bytes = Buffer.from(text.slice(KEY.length), 'base64url');
    const keyId = () => idOfBytes(bytes.subarray(0, ID_BYTES));
    if (text.startsWith(KEY)) {
      if (bytes.length !== ID_BYTES + SECRET_BYTES) return null;
      return { keyId: keyId(), hash: hashOf(bytes.subarray(ID_BYTES)) };
    }
    if (!text.startsWith(TOKEN) || bytes.length !== ID_BYTES + TIME_BYTES + SECRET_BYTES) return null;
    const sealed = bytes.subarray(0, ID_BYTES + TIME_BYTES);
    const given = bytes.subarray(sealed.length);
    if (!this.#keys.some((key) => timingSafeEqual(given, seal(sealed, key)))) return null;
    return sealed.readUInt32BE(ID_BYTES) * 1_000 > now.getTime() ? { keyId: keyId(), hash: null } : null;
  }
}

function seal(bytes: Buffer, key: Buffer): Buffer {
  return createHmac('sha256', key).update(bytes).digest();
}

/** Whether a machine brought the key whose hash is kept, or a token for the public key that is kept in its place. */
export function opens({ hash }: Brought, kept: Buffer | null): boolean {
  if (hash === null || kept === null) return hash === kept;
  return hash.length === kept.length && timingSafeEqual(hash, kept);
}

// 256 random bits need no slow hash: nobody guesses them.
function hashOf(secret: Buffer): Buffer {
  return createHash('sha256').update(secret).digest();
}
