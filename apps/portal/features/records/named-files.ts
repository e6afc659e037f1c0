import type { Resource } from './fhir';

/** Kinds of files that a record takes, by what they begin with: what a browser shows or saves without running anything. */
const KINDS = [
  { type: 'application/pdf', ending: 'pdf', at: 0, first: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { type: 'image/png', ending: 'png', at: 0, first: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/jpeg', ending: 'jpg', at: 0, first: [0xff, 0xd8, 0xff] },
  // DICOM PS3.10 section 7.1: "DICM" behind a preamble of 128 bytes.
  { type: 'application/dicom', ending: 'dcm', at: 128, first: [0x44, 0x49, 0x43, 0x4d] },
] as const;

export type FileType = (typeof KINDS)[number]['type'];

/** What browsers offer to choose from. */
export const ACCEPTED_FILES = 'application/pdf,image/jpeg,image/png,application/dicom,.dcm';

/** Of the files of one entry together. */
export const MOST_BYTES = 64 * 1024 * 1024;
export const MOST_FILES = 200;

/** What a file is, by its bytes; what it is called or said to be does not count. */
export function typeOf(bytes: Uint8Array): FileType | undefined {
  return KINDS.find(({ at, first }) => first.every((byte, i) => bytes[at + i] === byte))?.type;
}

export function endingOf(type: FileType): string {
  return KINDS.find((kind) => kind.type === type)?.ending ?? 'bin';
}

/** A file as its entry names it: its bytes lie beside the record, sealed under the entry's key. */
export interface NamedFile {
  readonly fileId: string;
  readonly name: string;
  readonly contentType: FileType;
  readonly size: number;
  readonly parts: number;
  /** Of the file itself: the author's signature is over it, so that no reader can seal another in its place. */
  readonly sha256: string;
}

const URL_PREFIX = 'urn:custodia:file:';
const PARTS = 'urn:custodia:file-parts';
const SHA256 = 'urn:custodia:file-sha256';

/** https://hl7.org/fhir/R4/datatypes.html#Attachment; R4's own `hash` is SHA-1, which nothing may rest on. */
export function attachmentOf({ fileId, name, contentType, size, parts, sha256 }: NamedFile) {
  return {
    contentType,
    title: name,
    size,
    url: `${URL_PREFIX}${fileId}`,
    extension: [
      { url: PARTS, valueInteger: parts },
      { url: SHA256, valueString: sha256 },
    ],
  };
}

/** A document whose files lie elsewhere now, by their hashes; those that do not are named as before, and lead nowhere. */
export function withFilesAt(resource: Resource, moved: ReadonlyMap<string, NamedFile>): Resource {
  const content = resource['content'];
  if (namedFilesIn(resource).length === 0 || !Array.isArray(content)) return resource;
  const attached = (content as readonly { readonly attachment?: unknown }[]).map((each) => {
    const named = namedFile(each?.attachment);
    if (!named) return each;
    const { contentType, name: title, size, sha256 } = named;
    const at = moved.get(sha256);
    return { ...each, attachment: at ? attachmentOf(at) : { contentType, title, size } };
  });
  return { ...resource, content: attached };
}

/** The files that a document names. One that is named wrongly is left out, never thrown. */
export function namedFilesIn(resource: Resource): readonly NamedFile[] {
  const content = resource['content'];
  if (resource.resourceType !== 'DocumentReference' || !Array.isArray(content)) return [];
  return (content as unknown[]).slice(0, MOST_FILES).flatMap((each) => {
    const named = namedFile((each as { attachment?: unknown } | null)?.attachment);
    return named ? [named] : [];
  });
}

interface Attachment {
  readonly contentType?: unknown;
  readonly title?: unknown;
  readonly size?: unknown;
  readonly url?: unknown;
  readonly extension?: unknown;
}

function namedFile(attachment: unknown): NamedFile | undefined {
  if (typeof attachment !== 'object' || attachment === null) return undefined;
  const { contentType, title, size, url, extension } = attachment as Attachment;
  const fileId = /^urn:custodia:file:([0-9a-f]{32})$/.exec(String(url))?.[1];
  const type = KINDS.find((kind) => kind.type === contentType)?.type;
  const parts = extended(extension, PARTS, 'valueInteger');
  const sha256 = extended(extension, SHA256, 'valueString');
  if (fileId === undefined || type === undefined || !isCount(size, MOST_BYTES) || !isCount(parts, 1_000))
    return undefined;
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) return undefined;
  const name = typeof title === 'string' ? title.slice(0, 200) : '';
  return { fileId, name, contentType: type, size, parts, sha256 };
}

function extended(extensions: unknown, url: string, value: 'valueInteger' | 'valueString'): unknown {
  if (!Array.isArray(extensions)) return undefined;
  const found = (extensions as unknown[]).find((one) => (one as { url?: unknown } | null)?.url === url);
  return (found as Record<string, unknown> | undefined)?.[value];
}

function isCount(value: unknown, most: number): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most;
}
