import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SECRET_BYTES = 32;

/** A new lot secret: what the salts of all units of a run are derived from. */
export function newRunSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

/** Seals a lot secret for its run (AES-256-GCM): moved to another run, or changed, it does not open. */
export function sealRunSecret(secret: Buffer, key: Buffer, ledgerLotId: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(purpose(ledgerLotId));
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]);
}

/** @throws Error when the key is not the one that sealed it, or the bytes were changed. */
export function openRunSecret(sealed: Buffer, key: Buffer, ledgerLotId: string): Buffer {
  const tag = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(purpose(ledgerLotId)).setAuthTag(sealed.subarray(tag));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, tag)), decipher.final()]);
}

function purpose(ledgerLotId: string): Buffer {
  return Buffer.from(`custodia/run-secret/v1/${ledgerLotId}`);
}
