import { SEALED_CHUNK_BYTES } from '@custodia/vault';
import { expect, it } from 'vitest';
import {
  MOST_ENTRY_BYTES,
  MOST_FILES,
  MOST_OWN_BYTES,
  MOST_SITE_BYTES,
  MOST_UNFINISHED_BYTES,
  PART_BYTES,
  checkNewFile,
  checkPart,
  checkRoom,
  partCount,
  readPart,
} from './record-files.rules.js';

const FILE = {
  pairingId: '',
  fileId: 'ab'.repeat(16),
  entryId: `0x${'cd'.repeat(16)}`,
  category: 'cardiology',
  bytes: 600_000,
};
const codeOf = (check: () => void): unknown => {
  try {
    check();
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

it('a part is a chunk as libs/vault seals it', () => {
  expect(PART_BYTES).toBe(SEALED_CHUNK_BYTES);
});

it.each<[string, object, string | undefined]>([
  ['as it should be', {}, undefined],
  ['of another name', { fileId: '../../etc' }, 'BAD_INPUT'],
  ['of no entry', { entryId: 'cd' }, 'BAD_INPUT'],
  ['of no part of a record', { category: 'nothing' }, 'BAD_INPUT'],
  ['of no length', { bytes: 0 }, 'BAD_INPUT'],
  ['larger than an entry', { bytes: MOST_ENTRY_BYTES + 1 }, 'FILE_TOO_LARGE'],
])('a file %s', (_, change, code) => {
  expect(codeOf(() => checkNewFile({ ...FILE, ...change }))).toBe(code);
});

it.each([
  [{ entryFiles: 0, entryBytes: 0, writtenBytes: 0 }, undefined],
  [{ entryFiles: MOST_FILES, entryBytes: 1, writtenBytes: 1 }, 'FILE_TOO_LARGE'],
  [{ entryFiles: 1, entryBytes: MOST_ENTRY_BYTES - 9, writtenBytes: 0 }, 'FILE_TOO_LARGE'],
  [{ entryFiles: 1, entryBytes: MOST_ENTRY_BYTES - 10, writtenBytes: 0 }, undefined],
  [{ entryFiles: 0, entryBytes: 0, writtenBytes: MOST_SITE_BYTES - 9 }, 'FILES_FULL'],
  [{ entryFiles: 0, entryBytes: 0, writtenBytes: MOST_SITE_BYTES - 10 }, undefined],
  [{ entryFiles: 0, entryBytes: 0, writtenBytes: 0, unfinishedBytes: MOST_UNFINISHED_BYTES - 9 }, 'TOO_MANY'],
  [{ entryFiles: 0, entryBytes: 0, writtenBytes: 0, unfinishedBytes: MOST_UNFINISHED_BYTES - 10 }, undefined],
  [{ entryFiles: 0, entryBytes: 0, writtenBytes: MOST_OWN_BYTES - 9, isOwn: true }, 'OWN_FILES_FULL'],
  [{ entryFiles: 0, entryBytes: 0, writtenBytes: MOST_OWN_BYTES - 10, isOwn: true }, undefined],
])('what is there leaves room or not: %j', (stored, code) => {
  expect(codeOf(() => checkRoom({ isOwn: false, unfinishedBytes: 0, ...stored }, 10))).toBe(code);
});

it.each([
  [1, 0, 1, undefined],
  [PART_BYTES, 0, PART_BYTES, undefined],
  [PART_BYTES, 1, 0, 'FILE_PART_WRONG'],
  [PART_BYTES + 1, 0, PART_BYTES, undefined],
  [PART_BYTES + 1, 1, 1, undefined],
  [PART_BYTES + 1, 1, 2, 'FILE_PART_WRONG'],
  [PART_BYTES + 1, 0, PART_BYTES - 1, 'FILE_PART_WRONG'],
  [PART_BYTES + 1, 2, 1, 'FILE_PART_WRONG'],
])('of %i bytes, part %i with %i bytes: %s', (bytes, part, length, code) => {
  expect(codeOf(() => checkPart(bytes, part, length))).toBe(code);
});

it('counts parts, and reads their numbers in one spelling', () => {
  expect([1, PART_BYTES, PART_BYTES + 1].map(partCount)).toEqual([1, 1, 2]);
  expect(['0', '7', '1023'].map(readPart)).toEqual([0, 7, 1023]);
  for (const text of ['', '-1', '01', '1.5', '1e3', '99999', 'x']) expect(readPart(text)).toBeUndefined();
});
