import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { bytesOfId, idOfBytes } from '../ids/index.js';

/** Where a sealed value lies: carried to another table, column or row, it does not open. */
export interface Place {
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

const VERSION = 1;
const KEY_ID_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + KEY_ID_BYTES;

/** AES-256-GCM: version, id of the data key, nonce, sealed bytes, tag. The head and the place are authenticated. */
export function sealValue(plain: Uint8Array, keyId: string, key: Buffer, place: Place): Buffer {
  const head = Buffer.concat([Buffer.of(VERSION), bytesOfId(keyId)]);
  return Buffer.concat([head, encrypt(plain, key, Buffer.concat([head, nameOf(place)]))]);
}

/** @returns the id of the key that opens it. @throws Error for bytes of another version. */
export function keyIdOf(sealed: Buffer): string {
  if (sealed[0] !== VERSION || sealed.length < HEAD_BYTES + NONCE_BYTES + TAG_BYTES)
    throw new Error(`A sealed value of version ${sealed[0]}, which this release does not know`);
  return idOfBytes(sealed.subarray(1, HEAD_BYTES));
}

/** @throws Error when the key or the place is another, or a bit was changed. */
export function openValue(sealed: Buffer, key: Buffer, place: Place): Buffer {
  const head = sealed.subarray(0, HEAD_BYTES);
  return decrypt(sealed.subarray(HEAD_BYTES), key, Buffer.concat([head, nameOf(place)]));
}

export function encrypt(plain: Uint8Array, key: Buffer, bound: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]);
}

export function decrypt(sealed: Buffer, key: Buffer, bound: Buffer): Buffer {
  const tag = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(bound).setAuthTag(sealed.subarray(tag));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, tag)), decipher.final()]);
}

function nameOf({ table, column, row }: Place): Buffer {
  return Buffer.from(`custodia/sealed/${JSON.stringify([table, column, row])}`);
}
