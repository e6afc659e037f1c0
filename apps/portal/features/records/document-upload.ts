import {
  headerHashOf,
  sealFile,
  startEntry,
  type Category,
  type Envelope,
  type Json,
  type Pseudonym,
  type StartedEntry,
} from '@custodia/vault';
import { fetchDirectory, gateOf } from '@custodia/vault/nodes';
import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import type { Client } from 'urql';
import { failureOf } from '@/lib/failure';
import { mutate } from '@/lib/mutate';
import { DOORS } from './doors';
import type { Resource } from './fhir';
import { sendPart, sha256Of } from './file-parts';
import type { FileType, NamedFile } from './named-files';
import {
  DropRecordFileMutation,
  KeepRecordFileMutation,
  RecordUploadQuery,
  StartRecordFileMutation,
} from './record-files.documents';
import { putSealed, type Author } from './seal';
import { ApiFailure } from './vault-failure';

/** A file that somebody chose, read and known by its bytes. */
export interface ChosenFile {
  readonly name: string;
  readonly type: FileType;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

interface SealedFile {
  readonly named: NamedFile;
  readonly chunks: readonly Uint8Array<ArrayBuffer>[];
}

/** A document whose files are sealed. It lies in the page's memory: what was interrupted goes on from here. */
export interface DocumentUpload {
  readonly pairingId: string;
  readonly owner: Pseudonym;
  readonly entry: StartedEntry;
  readonly files: readonly SealedFile[];
  readonly resource: Resource;
  /** Once it is written: sent again, it is the same. */
  envelope?: Envelope;
}

export interface Progress {
  /** Told from 0 to 1. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

/** Seals the files for an entry that will name them. @throws VaultError, NodesError */
export async function sealDocument(
  { id: pairingId, pseudonym }: { readonly id: string; readonly pseudonym: string },
  category: Category,
  files: readonly ChosenFile[],
  describe: (files: readonly NamedFile[]) => Resource,
): Promise<DocumentUpload> {
  const owner = pseudonym as Pseudonym;
  const { realm } = await gateOf(DOORS);
  const entry = await startEntry(await fetchDirectory(DOORS, realm, owner), category);
  const place = await headerHashOf(entry.header);
  const sealed: SealedFile[] = [];
  for (const { name, type, bytes } of files) {
    const { fileId, chunks } = await sealFile(entry.contentKey, place, bytes);
    const [size, parts, sha256] = [bytes.length, chunks.length, await sha256Of(bytes)];
    sealed.push({ chunks, named: { fileId, name, contentType: type, size, parts, sha256 } });
  }
  return { pairingId, owner, entry, files: sealed, resource: describe(sealed.map(({ named }) => named)) };
}

/**
 * Sends what has not arrived yet, then gives the entry to the nodes. After a failure it can be called again.
 * @throws ApiFailure, VaultError, NodesError, and the signal's reason
 */
export async function sendDocument(
  client: Client,
  upload: DocumentUpload,
  author: Author,
  progress: Progress,
): Promise<void> {
  const { files, entry, owner, resource } = upload;
  const total = files.reduce((sum, { chunks }) => sum + chunks.length, 0);
  let sent = 0;
  const onSent = () => progress.onProgress(++sent / total);
  for (const file of files) await sendFile(client, upload, file, onSent, progress.signal);
  progress.signal.throwIfAborted();
  const { name, party, ...writer } = author;
  upload.envelope ??= (
    await entry.seal(
      {
        kind: `fhir/R4/${resource.resourceType}`,
        author: { name, party },
        createdAt: Math.floor(Date.now() / 1000),
        body: resource as unknown as Json,
      },
      writer.sign,
    )
  ).envelope;
  await putSealed(owner, [upload.envelope], writer);
  for (const { named } of files) await asked(client, KeepRecordFileMutation, { fileId: named.fileId });
}

/** Gives up what was begun; where nobody answers, the node deletes it after a week. */
export async function dropDocument(client: Client, { files }: DocumentUpload): Promise<void> {
  await Promise.all(
    files.map(({ named }) => mutate(client, DropRecordFileMutation, { fileId: named.fileId })),
  );
}

async function sendFile(
  client: Client,
  { pairingId, entry: { header } }: DocumentUpload,
  { named: { fileId }, chunks }: SealedFile,
  onSent: () => void,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const { entryId, category } = header;
  await asked(client, StartRecordFileMutation, { input: { pairingId, fileId, entryId, category, bytes } });
  const { data, error } = await client
    .query(RecordUploadQuery, { fileId }, { requestPolicy: 'network-only' })
    .toPromise();
  if (error) throw new ApiFailure(failureOf(error));
  const present = new Set(data?.recordUpload?.present);
  for (const [part, chunk] of chunks.entries()) {
    if (!present.has(part)) await sendPart('records', fileId, part, chunk, signal);
    onSent();
  }
}

async function asked<Data, Variables extends AnyVariables>(
  client: Client,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<void> {
  const outcome = await mutate(client, document, variables);
  if (!outcome.ok) throw new ApiFailure(outcome.failure);
}
