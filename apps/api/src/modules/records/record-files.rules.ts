import { DomainError } from '../../platform/errors/index.js';
import { CATEGORIES } from './request.rules.js';

/** Bytes of a whole part: a chunk of libs/vault, sealed. */
export const PART_BYTES = 262_160;
const MIB = 1024 * 1024;
/** Of all files of an entry: 64 MiB, and the tenth that sealing and padding add. */
export const MOST_ENTRY_BYTES = 72 * MIB;
/** Of all files that a site has put into records. */
export const MOST_SITE_BYTES = 20_480 * MIB;
/** Of files that one person has begun and that no entry names yet: some entries under way at once. */
export const MOST_UNFINISHED_BYTES = 1_024 * MIB;
/** Of all files that a patient has brought into the own record. */
export const MOST_OWN_BYTES = 2_048 * MIB;
/** Files of an entry: a series of pictures. */
export const MOST_FILES = 200;
/** After so long, what no entry came to name is deleted. */
export const UNFINISHED_DAYS = 7;

const FILE_ID = /^[0-9a-f]{32}$/;
const ENTRY_ID = /^0x[0-9a-f]{32}$/;

export interface NewFile {
  /** A patient of the actor's site; nothing where it goes into the actor's own record. */
  readonly pairingId?: string;
  readonly fileId: string;
  readonly entryId: string;
  readonly category: string;
  readonly bytes: number;
}

/** @throws DomainError BAD_INPUT, FILE_TOO_LARGE */
export function checkNewFile({ fileId, entryId, category, bytes }: NewFile): void {
  if (!FILE_ID.test(fileId) || !ENTRY_ID.test(entryId)) throw bad('This is not the name of a sealed file.');
  if (!CATEGORIES.includes(category)) throw bad('There is no such part of a record.');
  if (!Number.isInteger(bytes) || bytes < 1) throw bad('Say how many bytes the sealed file has.');
  if (bytes > MOST_ENTRY_BYTES) throw tooLarge();
}

/** What is there already of the entry, and of whoever brings it. */
export interface Stored {
  readonly entryFiles: number;
  readonly entryBytes: number;
  readonly writtenBytes: number;
  /** Of what the person has begun. */
  readonly unfinishedBytes: number;
  /** Whether patients bring it into the own record. */
  readonly isOwn: boolean;
}

/** Whether there is room for one more. @throws DomainError FILE_TOO_LARGE, TOO_MANY, FILES_FULL, OWN_FILES_FULL */
export function checkRoom(
  { entryFiles, entryBytes, writtenBytes, unfinishedBytes, isOwn }: Stored,
  bytes: number,
): void {
  if (entryFiles >= MOST_FILES || entryBytes + bytes > MOST_ENTRY_BYTES) throw tooLarge();
  if (isOwn && writtenBytes + bytes > MOST_OWN_BYTES)
    throw new DomainError(
      'OWN_FILES_FULL',
      'You have brought 2 GB of files into this record, which is the most.',
    );
  if (!isOwn && unfinishedBytes + bytes > MOST_UNFINISHED_BYTES)
    throw new DomainError(
      'TOO_MANY',
      'You have begun many files that no entry names. Finish them, or give them up.',
    );
  if (!isOwn && writtenBytes + bytes > MOST_SITE_BYTES)
    throw new DomainError(
      'FILES_FULL',
      'Your site has put as many files into records as this node keeps for it. Ask who runs the node.',
    );
}

/** How many parts a file has. */
export function partCount(bytes: number): number {
  return Math.ceil(bytes / PART_BYTES);
}

/** The number of a part, as a path names it; undefined for what is none. */
export function readPart(text: string): number | undefined {
  return /^(0|[1-9]\d{0,3})$/.test(text) ? Number(text) : undefined;
}

/** @throws DomainError FILE_PART_WRONG where a file of so many bytes has no such part, or one of another length */
export function checkPart(fileBytes: number, part: number, length: number): void {
  const parts = partCount(fileBytes);
  const expected = part === parts - 1 ? fileBytes - part * PART_BYTES : PART_BYTES;
  if (part >= parts || length !== expected) throw wrongPart();
}

export function wrongPart(): DomainError {
  return new DomainError(
    'FILE_PART_WRONG',
    'This part is not the one that the file must have in this place. Send the file anew.',
  );
}

function tooLarge(): DomainError {
  return new DomainError(
    'FILE_TOO_LARGE',
    'The files of one entry may have 64 MB together, and be 200 at most. Write several entries.',
  );
}

function bad(message: string): DomainError {
  return new DomainError('BAD_INPUT', message);
}
