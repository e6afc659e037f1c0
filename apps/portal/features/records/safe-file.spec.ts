import { describe, expect, it } from 'vitest';
import { bytesOf } from './bytes';
import { readSafeFile, safeFile, type CarriedFile } from './safe-file';

const ENTRIES = [{ v: 1, text: 'größer\nals eine Zeile' }, { v: 2 }];
const FILES: readonly CarriedFile[] = [
  // A file that looks like the end of the file, one of many pieces, one of a byte.
  { sha256: 'a'.repeat(64), bytes: bytesOf('{"files":0}\n') },
  { sha256: 'b'.repeat(64), bytes: new Uint8Array(300_000).map((_, i) => i % 251) },
  { sha256: 'c'.repeat(64), bytes: Uint8Array.of(10) },
];

async function* each<T>(all: readonly T[]): AsyncGenerator<T> {
  for (const one of all) yield one;
}

/** A stream in pieces of this length: where they end means nothing. */
function inPieces(bytes: Uint8Array, length: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(to) {
      if (at >= bytes.length) return to.close();
      to.enqueue(bytes.slice(at, (at += length)));
    },
  });
}

const writtenOf = async (stream: ReadableStream<Uint8Array>) =>
  new Uint8Array(await new Response(stream).arrayBuffer());
const written = () => writtenOf(safeFile(ENTRIES, each(FILES)));

async function filesOf(stream: ReadableStream<Uint8Array>): Promise<CarriedFile[]> {
  const content = await readSafeFile(stream);
  if (content.kind !== 'record') throw new Error('This is no record.');
  const files: CarriedFile[] = [];
  for await (const file of content.files) files.push(file);
  return files;
}

describe('a record that is taken along', () => {
  it.each([1_000_000, 1_000, 7])('comes back with its files, in pieces of %i bytes', async (length) => {
    const bytes = await written();
    const content = await readSafeFile(inPieces(bytes, length));
    expect(content).toMatchObject({ kind: 'record', entries: ENTRIES });
    const files = await filesOf(inPieces(bytes, length));
    expect(files.map(({ sha256 }) => sha256)).toEqual(FILES.map(({ sha256 }) => sha256));
    for (const [i, file] of files.entries()) expect(Buffer.compare(file.bytes, FILES[i]!.bytes)).toBe(0);
  });

  it('is made one file at a time: the next is asked for when the one before it is written', async () => {
    let asked = 0;
    async function* counted(): AsyncGenerator<CarriedFile> {
      for (const file of FILES) {
        asked += 1;
        yield file;
      }
    }
    const reader = safeFile(ENTRIES, counted()).getReader();
    await reader.read();
    expect(asked).toBeLessThanOrEqual(1);
    while (!(await reader.read()).done);
    expect(asked).toBe(3);
  });

  it('that ends too early, goes on, or says what cannot be, is not taken for one', async () => {
    const bytes = await written();
    for (const length of [12, 15, 5_000])
      await expect(filesOf(inPieces(bytes.slice(0, -length), 65_536))).rejects.toMatchObject({
        name: 'NotABundle',
      });
    const [head] = new TextDecoder().decode(bytes).split('\n');
    const wrong = ['{"file":"x","size":1e12}', '{"file":"x","size":-1}', '{"files":1}', '[]', 'null', ''];
    for (const line of wrong)
      await expect(filesOf(inPieces(bytesOf(`${head}\n${line}\n`), 100))).rejects.toMatchObject({
        name: 'NotABundle',
      });
  });

  it('of the first format comes back, without files', async () => {
    const first = JSON.stringify({ format: 'custodia/record/v1', madeAt: '', entries: ENTRIES });
    expect(await readSafeFile(inPieces(bytesOf(first), 20))).toMatchObject({ entries: ENTRIES });
    expect(await filesOf(inPieces(bytesOf(first), 20))).toEqual([]);
  });
});

it('what is no record is given as its text', async () => {
  const text = '{\n  "resourceType": "Bundle"\n}\n';
  const content = await readSafeFile(inPieces(bytesOf(text), 5));
  expect(content.kind === 'other' && (JSON.parse(content.text) as unknown)).toEqual({
    resourceType: 'Bundle',
  });
  const endless = new ReadableStream<Uint8Array>({ pull: (to) => to.enqueue(new Uint8Array(1_000_000)) });
  await expect(readSafeFile(endless)).rejects.toMatchObject({ name: 'NotABundle' });
});
