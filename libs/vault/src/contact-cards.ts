import { derive } from './hashing.js';
import { parseRecoveryCode } from './recovery-code.js';
import { deriveKeyPair, type KeyPair } from './suite.js';

/**
 * The key pair of a recovery contact's card. The card bears a code as the printed recovery code does, so that a contact
 * needs neither an account nor a device of their own.
 * @throws VaultError those of a mistyped code
 */
export async function contactKeyOf(code: string): Promise<KeyPair> {
  const seed = await derive(parseRecoveryCode(code), 'recovery-contact/v1', new Uint8Array(0), 32);
  return deriveKeyPair(seed);
}
