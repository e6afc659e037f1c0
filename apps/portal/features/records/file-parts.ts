import { headerHashOf, openFile, VaultError, type Header } from '@custodia/vault';
import { csrfHeaders } from '@/lib/csrf';
import type { Failure } from '@/lib/failure';
import type { NamedFile } from './named-files';
import { ApiFailure } from './vault-failure';

/** Where the files of an entry are fetched, and what opens them: it never leaves the page. */
export interface FileSource {
  /** Whose door: the patient's own, or that of those who were granted it. */
  readonly door: 'own-record' | 'records';
  readonly header: Header;
  readonly contentKey: Uint8Array<ArrayBuffer>;
}

/** Sends a sealed part of a file; the same once more is the same. @throws ApiFailure, and the signal's reason */
export async function sendPart(
  door: FileSource['door'],
  fileId: string,
  part: number,
  bytes: Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
): Promise<void> {
  const body = new FormData();
  body.append('part', new Blob([bytes]));
  await answered(`/files/${door}/${fileId}/parts/${part}`, {
    method: 'POST',
    headers: csrfHeaders(),
    body,
    signal,
  });
}

/**
 * Fetches a file and opens it on this device.
 * @throws VaultError FILE_DAMAGED where it is not what the entry's author signed; ApiFailure, and the signal's reason
 */
export async function fetchFile(
  { fileId, parts, size, sha256 }: NamedFile,
  { door, header, contentKey }: FileSource,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (let part = 0; part < parts; part++) {
    const answer = await answered(`/files/${door}/${fileId}/parts/${part}`, { signal });
    chunks.push(new Uint8Array(await answer.arrayBuffer()));
    onProgress(chunks.length / parts);
  }
  const file = await openFile(contentKey, await headerHashOf(header), fileId, chunks);
  if (file.length !== size || (await sha256Of(file)) !== sha256)
    throw new VaultError('FILE_DAMAGED', 'This is not the file that the author of the entry signed.');
  return file;
}

export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function answered(url: string, init: RequestInit & { signal: AbortSignal }): Promise<Response> {
  const answer = await fetch(url, init).catch((error: unknown) => {
    init.signal.throwIfAborted();
    throw new ApiFailure({ code: 'NETWORK', message: String(error) });
  });
  if (answer.ok) return answer;
  const { code, message } = (await answer.json().catch(() => ({}))) as Partial<Failure>;
  throw new ApiFailure({ code: code ?? 'NETWORK', message: message ?? answer.statusText });
}
