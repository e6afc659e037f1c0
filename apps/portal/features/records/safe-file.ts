import type { Json } from '@custodia/vault';
import type { ByteStream } from '@custodia/vault/safe';
import { bytesOf, textOf } from './bytes';
import { BytesReader } from './bytes-reader';
import { NotABundle } from './fhir';
import { MOST_BYTES } from './named-files';

/**
 * What a record is taken along in, within the encryption: a line of JSON with the entries; then for each of their files a
 * line that names it, and its bytes; then a line that ends it. Whoever decrypts it sees what is in it.
 */
const FORMAT = 'custodia/record/v2';
/** Without files: JSON and nothing else. */
const FIRST_FORMAT = 'custodia/record/v1';

/** Bytes of what is read at once, at most: of all entries, or of a file of another kind. */
const MOST_AT_ONCE = 32 * 1024 * 1024;

/** A file of an entry, by the hash that the entry's author signed. */
export interface CarriedFile {
  readonly sha256: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The bytes of a file to be, made while it is written. @param files one after the other: one is in memory */
export function safeFile(entries: readonly Json[], files: AsyncIterable<CarriedFile>): ByteStream {
  const parts = partsOf(entries, files);
  return new ReadableStream({
    async pull(to) {
      const { done, value } = await parts.next();
      if (done) to.close();
      else to.enqueue(value);
    },
  });
}

async function* partsOf(
  entries: readonly Json[],
  files: AsyncIterable<CarriedFile>,
): AsyncGenerator<Uint8Array, undefined> {
  yield lineOf({ format: FORMAT, madeAt: new Date().toISOString(), entries });
  let count = 0;
  for await (const { sha256, bytes } of files) {
    yield lineOf({ file: sha256, size: bytes.length });
    yield bytes;
    count += 1;
  }
  yield lineOf({ files: count });
  return undefined;
}

function lineOf(json: Json): Uint8Array {
  return bytesOf(`${JSON.stringify(json)}\n`);
}

/** What a file holds: entries with the files that follow them, or the text of something else. */
export type SafeContent =
  | { readonly kind: 'record'; readonly entries: readonly Json[]; readonly files: AsyncIterable<CarriedFile> }
  | { readonly kind: 'other'; readonly text: string };

/** @throws NotABundle; its files throw, too, where they are not what the format says */
export async function readSafeFile(stream: ByteStream): Promise<SafeContent> {
  const bytes = new BytesReader(stream);
  const first = textOf(await bytes.line(MOST_AT_ONCE));
  const head = jsonIn(first) as { readonly format?: unknown; readonly entries?: unknown } | undefined;
  const entries = Array.isArray(head?.entries) ? (head.entries as readonly Json[]) : undefined;
  if (entries && head?.format === FORMAT) return { kind: 'record', entries, files: filesIn(bytes) };
  if (entries && head?.format === FIRST_FORMAT) return { kind: 'record', entries, files: none() };
  return { kind: 'other', text: `${first}\n${textOf(await bytes.rest(MOST_AT_ONCE))}` };
}

async function* none(): AsyncGenerator<CarriedFile> {
  // A record without files.
}

async function* filesIn(bytes: BytesReader): AsyncGenerator<CarriedFile> {
  for (let count = 0; ; count++) {
    const line = jsonIn(textOf(await bytes.line(1_000))) as
      { readonly file?: unknown; readonly size?: unknown; readonly files?: unknown } | undefined;
    if (line?.files === count) return;
    const { file: sha256, size } = line ?? {};
    if (
      typeof sha256 !== 'string' ||
      !Number.isInteger(size) ||
      Number(size) < 1 ||
      Number(size) > MOST_BYTES
    )
      throw new NotABundle('The file ends where it should go on.');
    yield { sha256, bytes: await bytes.take(Number(size)) };
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}
