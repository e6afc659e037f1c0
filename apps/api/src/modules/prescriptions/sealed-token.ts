import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/**
 * A client that lost the answer may ask for the token again with its idempotency key. The node keeps the token only
 * sealed under that key, which it does not keep: it stores a hash of the key. Nobody here can open it without the client.
 */
export function sealToken(token: string, clientKey: string, secretKey: Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(clientKey, secretKey), nonce);
  const parts = [nonce, cipher.update(token, 'utf8'), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(parts).toString('base64url');
}

/** @throws if the key is not the one that it was sealed under. */
export function unsealToken(sealed: string, clientKey: string, secretKey: Buffer): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(clientKey, secretKey), bytes.subarray(0, 12), {
    authTagLength: 16,
  });
  decipher.setAuthTag(bytes.subarray(-16));
  return decipher.update(bytes.subarray(12, -16)).toString('utf8') + decipher.final('utf8');
}

function keyOf(clientKey: string, secretKey: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, '', `custodia/rx/answer/v1/${clientKey}`, 32));
}
