import {
  headerHashOf,
  readCarried,
  sealFile,
  startEntry,
  VaultError,
  type Category,
  type Json,
  type StartedEntry,
} from '@custodia/vault';
import { fetchDirectory } from '@custodia/vault/nodes';
import { fromAge, isAge, MAGIC_BYTES } from '@custodia/vault/safe';
import type { Client } from 'urql';
import { mutate } from '@/lib/mutate';
import type { Progress } from './document-upload';
import { DOORS } from './doors';
import { isResource, NotABundle, readBundle, type Resource } from './fhir';
import { sendPart, sha256Of } from './file-parts';
import { namedFilesIn, typeOf, withFilesAt, type NamedFile } from './named-files';
import type { OpenRecord, OwnEntry } from './record';
import {
  DropOwnRecordFileMutation,
  KeepOwnRecordFileMutation,
  StartOwnRecordFileMutation,
} from './record-files.documents';
import { readSafeFile, type SafeContent } from './safe-file';
import { putSealed } from './seal';
import { ApiFailure } from './vault-failure';

/** What a file brings, by who wrote it; nothing for whoever brings it. */
export interface Brought {
  readonly entries: readonly BroughtEntry[];
  /** Of another kind than a record takes. */
  readonly left: number;
  /** Not what the author signed that they name. */
  readonly forged: number;
  /** Files that entries name, and that did not come with them as their authors signed them. */
  readonly without: number;
}

interface BroughtEntry {
  readonly category: Category;
  readonly resource: Resource;
  readonly author: string | undefined;
  /** Those that came with it. */
  readonly files: readonly NamedFile[];
}

/** Of the way, until everything has been checked; the rest is sending. */
export const CHECKED = 0.2;

/** Whether a file needs a passphrase to be read. */
export async function needsPassphrase(file: Blob): Promise<boolean> {
  return isAge(new Uint8Array(await file.slice(0, MAGIC_BYTES).arrayBuffer()));
}

async function contentOf(file: Blob, passphrase: string): Promise<SafeContent> {
  const stream = file.stream();
  return readSafeFile((await needsPassphrase(file)) ? await fromAge(stream, passphrase) : stream);
}

/**
 * Reads what somebody brings, to its end: a file of this product, whose signatures are checked since age names no sender,
 * and whose files are those that the authors signed; or FHIR R4.
 * @throws NotABundle, VaultError WRONG_PASSPHRASE, and the signal's reason
 */
export async function readBrought(
  file: Blob,
  passphrase: string,
  { onProgress, signal }: Progress,
): Promise<Brought> {
  const content = await contentOf(file, passphrase);
  if (content.kind === 'other') {
    const { entries, skipped } = readBundle(content.text);
    const left = Object.values(skipped).reduce((sum, count) => sum + count, 0);
    const named = entries.map((one) => ({ ...one, author: undefined, files: [] }));
    return { entries: named, left, forged: 0, without: 0 };
  }
  const { entries, left, forged } = await checked(content.entries);
  const came = new Map<string, NamedFile['contentType'] | undefined>();
  let read = 0;
  for await (const { sha256, bytes } of content.files) {
    signal.throwIfAborted();
    if ((await sha256Of(bytes)) === sha256) came.set(sha256, typeOf(bytes));
    onProgress((read += bytes.length) / file.size);
  }
  let without = 0;
  const withFiles = entries.map((one) => {
    const named = namedFilesIn(one.resource);
    const files = named.filter(({ sha256, contentType }) => came.get(sha256) === contentType);
    without += named.length - files.length;
    return { ...one, files };
  });
  return { entries: withFiles, left, forged, without };
}

async function checked(given: readonly Json[]) {
  let [left, forged] = [0, 0];
  const entries: Omit<BroughtEntry, 'files'>[] = [];
  for (const one of given) {
    try {
      const { header, body, author } = await readCarried(one);
      // The summary for emergencies says the same again, and is made anew.
      if (header.category === 'emergency-summary' && isResource(body) && body.resourceType === 'Bundle')
        continue;
      if (!isResource(body) || body.resourceType === 'Bundle') left += 1;
      else entries.push({ category: header.category, resource: body, author: author.name || undefined });
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      forged += 1;
    }
  }
  return { entries, left, forged };
}

/** An entry to be written, and where its files lie by now. */
interface Begun extends BroughtEntry {
  readonly started: StartedEntry;
  readonly moved: Map<string, NamedFile>;
}

/**
 * Seals what was brought into the record, files first, one after the other; the entries come last, all of them. What
 * breaks off before leaves the record as it was.
 * @param nameOf how the record names who wrote an entry
 * @throws ApiFailure, VaultError, NodesError, NotABundle, and the signal's reason
 */
export async function bringInto(
  client: Client,
  { keys, realm }: OpenRecord,
  {
    file,
    passphrase,
    brought,
  }: { readonly file: Blob; readonly passphrase: string; readonly brought: Brought },
  nameOf: (author: string | undefined) => string,
  progress: Progress,
): Promise<void> {
  const directory = await fetchDirectory(DOORS, realm, keys.pseudonym);
  const begun = await Promise.all(
    brought.entries.map(async (one): Promise<Begun> => {
      return { ...one, started: await startEntry(directory, one.category), moved: new Map() };
    }),
  );
  const sent: string[] = [];
  const cleared = async (error: unknown): Promise<never> => {
    await Promise.all(sent.map((fileId) => mutate(client, DropOwnRecordFileMutation, { fileId })));
    throw error;
  };
  await moveFiles(client, { file, passphrase }, begun, sent, progress).catch(cleared);
  const createdAt = Math.floor(Date.now() / 1000);
  const sealed = await Promise.all(
    begun.map(({ started, resource, moved, author }) => {
      const body = withFilesAt(resource, moved) as unknown as Json;
      const kind = `fhir/R4/${resource.resourceType}`;
      return started.seal({ kind, author: { name: nameOf(author), party: 0 }, createdAt, body }, keys.sign);
    }),
  );
  // From here on the nodes may have some: what is not kept after all is deleted after a week.
  const envelopes = sealed.map(({ envelope }) => envelope);
  await putSealed(keys.pseudonym, envelopes, { sign: keys.sign });
  for (const fileId of sent) succeeded(await mutate(client, KeepOwnRecordFileMutation, { fileId }));
}

/**
 * Says once more that the files stay that the record's entries name: where the answer to that broke off, they would be
 * deleted after a week, though the entries are there.
 * @throws ApiFailure
 */
export async function keepFiles(client: Client, entries: readonly OwnEntry[]): Promise<void> {
  const named = entries.flatMap(({ outcome }) =>
    outcome.kind === 'read' && isResource(outcome.entry.body) ? namedFilesIn(outcome.entry.body) : [],
  );
  for (const { fileId } of named) {
    const outcome = await mutate(client, KeepOwnRecordFileMutation, { fileId });
    // Those of others are theirs to keep.
    if (!outcome.ok && outcome.failure.code !== 'NOT_FOUND') throw new ApiFailure(outcome.failure);
  }
}

/** Seals the files for the entries that name them, and sends them. @param sent the names of those begun */
async function moveFiles(
  client: Client,
  { file, passphrase }: { readonly file: Blob; readonly passphrase: string },
  begun: readonly Begun[],
  sent: string[],
  { onProgress, signal }: Progress,
): Promise<void> {
  const total = begun.flatMap(({ files }) => files).reduce((sum, { size }) => sum + size, 0);
  if (total === 0) return;
  const content = await contentOf(file, passphrase);
  if (content.kind === 'other') throw new NotABundle('The file has changed meanwhile.');
  let done = 0;
  for await (const { sha256, bytes } of content.files) {
    for (const { files, moved, started } of begun) {
      signal.throwIfAborted();
      const named = files.find((one) => one.sha256 === sha256);
      if (!named || moved.has(sha256)) continue;
      if ((await sha256Of(bytes)) !== sha256) throw new NotABundle('The file has changed meanwhile.');
      const onPart = (share: number) =>
        onProgress(CHECKED + ((1 - CHECKED) * (done + share * named.size)) / total);
      moved.set(sha256, await moveFile(client, started, named, bytes, sent, { onProgress: onPart, signal }));
      done += named.size;
    }
  }
}

async function moveFile(
  client: Client,
  { header, contentKey }: StartedEntry,
  named: NamedFile,
  bytes: Uint8Array<ArrayBuffer>,
  sent: string[],
  { onProgress, signal }: Progress,
): Promise<NamedFile> {
  const { fileId, chunks } = await sealFile(contentKey, await headerHashOf(header), bytes);
  const { entryId, category } = header;
  const input = { fileId, entryId, category, bytes: chunks.reduce((sum, { length }) => sum + length, 0) };
  sent.push(fileId);
  succeeded(await mutate(client, StartOwnRecordFileMutation, { input }));
  for (const [part, chunk] of chunks.entries()) {
    await sendPart('own-record', fileId, part, chunk, signal);
    onProgress((part + 1) / chunks.length);
  }
  return { ...named, fileId, size: bytes.length, parts: chunks.length };
}

/** @throws ApiFailure */
function succeeded(outcome: Awaited<ReturnType<typeof mutate>>): void {
  if (!outcome.ok) throw new ApiFailure(outcome.failure);
}
