import { concat, lengthPrefixed, randomBytes, toHex, uint32, utf8, type Bytes } from './bytes.js';
import { VaultError, orFail } from './errors.js';
import { derive, gcm } from './hashing.js';

/** Bytes of a file in one chunk. */
export const CHUNK_BYTES = 65_536;

/** A sealed file, and the name under which it opens. */
export interface SealedFile {
  readonly fileId: string;
  readonly chunks: readonly Bytes[];
}

/**
 * A large file of an entry, in chunks (STREAM of Hoang, Reyhanitabar, Rogaway and Vizár, 2015): each can be opened by
 * itself, and none can be altered, dropped, swapped or added, nor the last one cut off. The name is made here: two
 * files of one name would share a key and its nonces.
 * @param contentKey The entry's.
 * @param headerHash The entry's: a file belongs to one entry.
 */
export async function sealFile(contentKey: Bytes, headerHash: Bytes, file: Uint8Array): Promise<SealedFile> {
  const fileId = toHex(randomBytes(16));
  const key = await fileKey(contentKey, headerHash, fileId);
  const count = Math.max(1, Math.ceil(file.length / CHUNK_BYTES));
  const chunks: Bytes[] = [];
  for (let i = 0; i < count; i++) {
    const plain = new Uint8Array(file.slice(i * CHUNK_BYTES, (i + 1) * CHUNK_BYTES));
    chunks.push(await gcm(key, 'encrypt', plain, nonce(i, i === count - 1), headerHash));
  }
  return { fileId, chunks };
}

/** The file of its chunks. @throws VaultError FILE_DAMAGED with the number of the first chunk that is wrong */
export async function openFile(
  contentKey: Bytes,
  headerHash: Bytes,
  fileId: string,
  chunks: readonly Bytes[],
): Promise<Bytes> {
  if (chunks.length === 0) throw new VaultError('FILE_DAMAGED', 'The file is missing.', 0);
  const key = await fileKey(contentKey, headerHash, fileId);
  const parts: Bytes[] = [];
  for (const [i, chunk] of chunks.entries()) {
    parts.push(
      await orFail(
        () => gcm(key, 'decrypt', chunk, nonce(i, i === chunks.length - 1), headerHash),
        'FILE_DAMAGED',
        `Part ${i + 1} of the file was altered, or belongs elsewhere.`,
        i,
      ),
    );
  }
  return concat(...parts);
}

function fileKey(contentKey: Bytes, headerHash: Bytes, fileId: string): Promise<Bytes> {
  return derive(contentKey, 'file/v1', lengthPrefixed(headerHash, utf8(fileId)), 32);
}

/** The key is the file's alone, so that its place and whether it is the last make a nonce. */
function nonce(index: number, last: boolean): Bytes {
  return concat(new Uint8Array(7), uint32(index), Uint8Array.of(last ? 1 : 0));
}
