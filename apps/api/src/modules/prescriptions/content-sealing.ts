import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { prescriptionContent, type PrescriptionContent } from './prescription-content.js';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals the content with AES-256-GCM under the token's content key (base64url of 32 bytes): nonce ‖ ciphertext ‖ tag.
 * The prescription id is authenticated, so that a sealed content cannot be moved to another prescription.
 */
export function sealContent(
  content: PrescriptionContent,
  contentKey: string,
  prescriptionId: string,
): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(contentKey, 'base64url'), nonce);
  cipher.setAAD(Buffer.from(prescriptionId, 'utf8'));
  return Buffer.concat([
    nonce,
    cipher.update(JSON.stringify(content), 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
}

/** Opens it in memory; undefined when the key is not the one of this prescription. */
export function unsealContent(
  sealed: Buffer,
  contentKey: string,
  prescriptionId: string,
): PrescriptionContent | undefined {
  const key = Buffer.from(contentKey, 'base64url');
  if (key.length !== 32) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(prescriptionId, 'utf8'));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const text = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
  if (!authentic(decipher)) return undefined;
  return prescriptionContent.parse(JSON.parse(text.toString('utf8')));
}

function authentic(decipher: ReturnType<typeof createDecipheriv>): boolean {
  try {
    decipher.final();
    return true;
  } catch (error) {
    // node:crypto has no code for a tag that does not match: final() throws a bare Error.
    if (error instanceof Error && error.message.includes('unable to authenticate')) return false;
    throw error;
  }
}
