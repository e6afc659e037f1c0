import { Decrypter, Encrypter } from 'age-encryption';
import { VaultError } from './errors.js';

/** The first line of every age file. */
const MAGIC = 'age-encryption.org/v1\n';

/** Encrypts a file with a passphrase, as age (C2SP) does: any age program opens it. */
export async function toAge(file: Uint8Array, passphrase: string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  return encrypter.encrypt(file);
}

/** Whether a file is one of age. */
export function isAge(file: Uint8Array): boolean {
  return new TextDecoder().decode(file.subarray(0, MAGIC.length)) === MAGIC;
}

/** The file within. @throws VaultError WRONG_PASSPHRASE, also where the file is damaged */
export async function fromAge(file: Uint8Array, passphrase: string): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return await decrypter.decrypt(file);
  } catch (cause) {
    const message = 'This passphrase does not open the file, or the file is damaged.';
    throw new VaultError('WRONG_PASSPHRASE', message, undefined, { cause });
  }
}
