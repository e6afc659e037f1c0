import { Decrypter, Encrypter } from 'age-encryption';
import { VaultError } from './errors.js';

/** Bytes on their way: a whole record with its files is never in memory. */
export type ByteStream = ReadableStream<Uint8Array>;

/** The first line of every age file. */
const MAGIC = 'age-encryption.org/v1\n';

/** Bytes at the beginning of a file by which `isAge` knows it. */
export const MAGIC_BYTES = MAGIC.length;

/** Encrypts a file with a passphrase, as age (C2SP) does: any age program opens it. */
export async function toAge(file: ByteStream, passphrase: string): Promise<ByteStream> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  return encrypter.encrypt(file);
}

/** Whether a file is one of age. */
export function isAge(file: Uint8Array): boolean {
  return new TextDecoder().decode(file.subarray(0, MAGIC_BYTES)) === MAGIC;
}

/**
 * The file within. Where it was damaged or cut short, the stream ends in a VaultError: nothing that came before counts.
 * @throws VaultError WRONG_PASSPHRASE
 */
export async function fromAge(file: ByteStream, passphrase: string): Promise<ByteStream> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  const within = await decrypter.decrypt(file).catch((cause: unknown) => {
    throw damaged(cause);
  });
  const reader = within.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(to) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw damaged(cause);
      });
      if (done) to.close();
      else to.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

function damaged(cause: unknown): VaultError {
  const message = 'This passphrase does not open the file, or the file is damaged.';
  return new VaultError('WRONG_PASSPHRASE', message, undefined, { cause });
}
