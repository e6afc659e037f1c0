import { carriedJson, VaultError } from '@custodia/vault';
import { toAge } from '@custodia/vault/safe';
import type { Progress } from './document-upload';
import { linesOf } from './entry-list';
import { isResource, lineOf, type Resource } from './fhir';
import { fetchFile, sha256Of } from './file-parts';
import { ipsBundle } from './ips';
import { namedFilesIn } from './named-files';
import { ownEnvelopes, type OpenRecord, type OwnEntry } from './record';
import { safeFile, type CarriedFile } from './safe-file';
import { ApiFailure } from './vault-failure';

/** What was taken along. */
export interface Taken {
  readonly file: Blob;
  readonly count: number;
  readonly files: number;
  /** Files that entries name and that are damaged, or not there any more. */
  readonly without: number;
  /** Entries that this device cannot open, which stay behind. */
  readonly unread: number;
}

/**
 * Everything that can be read of a record, with what each author signed and the files that they name, in a file that a
 * passphrase opens. Files are fetched one after the other while it is written.
 * @throws ApiFailure, NodesError, VaultError, and the signal's reason
 */
export async function safeFileOf(
  record: OpenRecord,
  passphrase: string,
  { onProgress, signal }: Progress,
): Promise<Taken> {
  const all = await ownEnvelopes(record);
  const readable = all.flatMap(({ envelope, epochKey, outcome }) =>
    outcome.kind === 'read' && epochKey ? [{ envelope, epochKey, entry: outcome.entry }] : [],
  );
  const named = readable.flatMap(({ envelope: { header }, entry: { body, contentKey } }) =>
    isResource(body)
      ? namedFilesIn(body).map((file) => ({
          file,
          source: { door: 'own-record', header, contentKey } as const,
        }))
      : [],
  );
  const total = named.reduce((sum, { file }) => sum + file.size, 0);
  let [files, without, done] = [0, 0, 0];
  let failed: unknown;
  async function* fetched(): AsyncGenerator<CarriedFile> {
    for (const { file, source } of named) {
      const onPart = (share: number) => onProgress((done + share * file.size) / total);
      const bytes = await fetchFile(file, source, onPart, signal).catch((error: unknown) => {
        if (isGone(error)) return undefined;
        failed = error;
        throw error;
      });
      done += file.size;
      if (bytes) yield { sha256: file.sha256, bytes };
      if (bytes) files += 1;
      else without += 1;
    }
  }
  const entries = readable.map(({ envelope, epochKey, entry }) => carriedJson(envelope, epochKey, entry));
  const sealed = await toAge(safeFile(entries, fetched()), passphrase);
  // Browsers keep large blobs on disk. Not all of them say why a stream broke.
  const file = await new Response(sealed).blob().catch((error: unknown) => {
    throw failed ?? error;
  });
  return { file, count: entries.length, files, without, unread: all.length - entries.length };
}

/** By what a saved file is known again: its first line holds a key of its own, wrapped. */
export async function markOf(file: Blob): Promise<string> {
  return sha256Of(new Uint8Array(await file.slice(0, 150).arrayBuffer()));
}

/** Whether a file is not to be had, now or later. */
function isGone(error: unknown): boolean {
  return error instanceof ApiFailure
    ? error.failure.code === 'NOT_FOUND'
    : error instanceof VaultError && error.code === 'FILE_DAMAGED';
}

/** What holds now, as an International Patient Summary. */
export function summaryFileOf(entries: readonly OwnEntry[]): {
  readonly text: string;
  readonly count: number;
} {
  const resources = currentOf(entries);
  const bundle = ipsBundle(resources, {
    id: crypto.randomUUID(),
    timestamp: new Date().toISOString(),
    title: 'Patient summary',
    lineOf,
    newId: () => crypto.randomUUID(),
  });
  return { text: JSON.stringify(bundle, null, 2), count: resources.length };
}

/** What is neither taken back nor replaced; the summary for emergencies says the same again. */
export function currentOf(entries: readonly OwnEntry[]): Resource[] {
  return linesOf(entries).flatMap((line) =>
    line.kind === 'read' && line.summary.state === 'current' && line.resource.resourceType !== 'Bundle'
      ? [line.resource]
      : [],
  );
}
