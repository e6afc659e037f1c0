import { beforeAll, describe, expect, it } from 'vitest';
import { concat, randomBytes, type Bytes } from './bytes.js';
import { CHUNK_BYTES, openFile, sealFile } from './files.js';

const [contentKey, headerHash] = [randomBytes(32), randomBytes(32)];
// The system gives 64 KiB of random bytes at once.
const file = concat(
  ...Array.from({ length: (3 * CHUNK_BYTES) / 65_536 }, () => randomBytes(65_536)),
  randomBytes(10),
);
let [fileId, chunks]: [string, Bytes[]] = ['', []];
beforeAll(async () => {
  const sealed = await sealFile(contentKey, headerHash, file);
  [fileId, chunks] = [sealed.fileId, [...sealed.chunks]];
});

describe('a large file', () => {
  it.each([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1])(
    'of %i bytes is read back',
    async (length) => {
      const plain = file.slice(0, length);
      const sealed = await sealFile(contentKey, headerHash, plain);
      const opened = await openFile(contentKey, headerHash, sealed.fileId, sealed.chunks);
      expect(Buffer.compare(opened, plain)).toBe(0);
    },
  );

  it.each<[string, number, (whole: Bytes[]) => Bytes[]]>([
    ['cut short', 2, (whole) => whole.slice(0, 3)],
    ['lacking a part', 1, (whole) => whole.filter((_, i) => i !== 1)],
    ['out of order', 0, ([a, b, ...rest]) => [b!, a!, ...rest]],
    ['longer', 3, (whole) => [...whole, whole[0]!]],
    [
      'altered',
      3,
      (whole) => [...whole.slice(0, 3), whole[3]!.map((byte, i) => (i === 5 ? byte ^ 1 : byte))],
    ],
    ['missing', 0, () => []],
  ])('that is %s is noticed, and where', async (_, which, change) => {
    await expect(openFile(contentKey, headerHash, fileId, change(chunks))).rejects.toMatchObject({
      code: 'FILE_DAMAGED',
      which,
    });
  });

  it('tells little of its length: files of nearly the same length are of the same when sealed', async () => {
    const lengths = await Promise.all(
      [100_000, 100_300].map(async (length) => {
        const sealed = await sealFile(contentKey, headerHash, file.slice(0, length));
        return sealed.chunks.map((chunk) => chunk.length);
      }),
    );
    expect(lengths[0]).toEqual(lengths[1]);
  });

  it('never shares its name, and so its nonces, with another of the entry', async () => {
    const again = await sealFile(contentKey, headerHash, file);
    expect(again.fileId).not.toBe(fileId);
    expect(again.chunks[0]).not.toEqual(chunks[0]);
  });

  it('belongs to one name in one entry', async () => {
    for (const open of [
      () => openFile(contentKey, headerHash, 'another', chunks),
      () => openFile(contentKey, randomBytes(32), fileId, chunks),
      () => openFile(randomBytes(32), headerHash, fileId, chunks),
    ])
      await expect(open()).rejects.toMatchObject({ code: 'FILE_DAMAGED', which: 0 });
  });
});
