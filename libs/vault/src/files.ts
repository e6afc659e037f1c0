import { concat, lengthPrefixed, randomBytes, toHex, uint32, utf8, type Bytes } from './bytes.js';
import { VaultError, orFail } from './errors.js';
import { derive, gcm } from './hashing.js';
import { pad, unpad } from './padding.js';

/** Bytes of a file in one chunk. */
export const CHUNK_BYTES = 262_144;

/** What a sealed chunk is longer than its bytes: the tag of AES-GCM. */
const TAG_BYTES = 16;

/** Bytes of a whole chunk when it is sealed; the last one of a file has at most as many. */
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;

/** A sealed file, and the name under which it opens. */
export interface SealedFile {
  readonly fileId: string;
  readonly chunks: readonly Bytes[];
}

/**
 * A large file of an entry, in chunks (STREAM of Hoang, Reyhanitabar, Rogaway and Vizár, 2015): each can be opened by
 * itself, and none can be altered, dropped, swapped or added, nor the last one cut off. The name is made here: two
 * files of one name would share a key and its nonces. It is padded as entries are: who keeps it learns little of how
 * long it is.
 * @param contentKey The entry's.
 * @param headerHash The entry's: a file belongs to one entry.
 */
export async function sealFile(contentKey: Bytes, headerHash: Bytes, file: Uint8Array): Promise<SealedFile> {
  const fileId = toHex(randomBytes(16));
  const key = await fileKey(contentKey, headerHash, fileId);
  const padded = pad(file);
  const count = Math.ceil(padded.length / CHUNK_BYTES);
  const chunks: Bytes[] = [];
  for (let i = 0; i < count; i++) {
    const plain = padded.slice(i * CHUNK_BYTES, (i + 1) * CHUNK_BYTES);
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
  const padded = concat(...parts);
  return orFail(async () => unpad(padded), 'FILE_DAMAGED', 'The writer sealed the file wrongly.', 0);
}

function fileKey(contentKey: Bytes, headerHash: Bytes, fileId: string): Promise<Bytes> {
  return derive(contentKey, 'file/v1', lengthPrefixed(headerHash, utf8(fileId)), 32);
}

/** The key is the file's alone, so that its place and whether it is the last make a nonce. */
function nonce(index: number, last: boolean): Bytes {
  return concat(new Uint8Array(7), uint32(index), Uint8Array.of(last ? 1 : 0));
}
