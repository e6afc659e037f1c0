import { expect, it } from 'vitest';
import { documentReference, type Resource } from './fhir';
import { attachmentOf, endingOf, namedFilesIn, typeOf, type NamedFile } from './named-files';

const FILE: NamedFile = {
  fileId: 'ab'.repeat(16),
  name: 'slice 1.png',
  contentType: 'image/png',
  size: 5_000_000,
  parts: 20,
  sha256: 'cd'.repeat(32),
};
const SECOND = { ...FILE, fileId: 'ef'.repeat(16), name: 'slice 2.png' };
const bytesOf = (...bytes: number[]) => Uint8Array.from(bytes);
const text = (words: string) => new TextEncoder().encode(words);

it('names the files of a series in their order, and reads them back', () => {
  const resource = documentReference('Heart scan', [FILE, SECOND].map(attachmentOf), '2026-11-23');
  expect(namedFilesIn(resource)).toEqual([FILE, SECOND]);
  expect(JSON.stringify(resource)).not.toContain('"data"');
});

it.each<[string, object]>([
  ['an address elsewhere', { url: 'https://example.test/x' }],
  ['a path for a name', { url: 'urn:custodia:file:../../graphql' }],
  ['a kind that can run', { contentType: 'text/html' }],
  ['no size', { size: '5' }],
  ['more than a record takes', { size: 1e12 }],
  ['no parts and no hash', { extension: 'none' }],
  ['null among its extensions', { extension: [null] }],
])('leaves out a file with %s', (_, change) => {
  const attachment = { ...attachmentOf(FILE), ...change };
  expect(namedFilesIn({ resourceType: 'DocumentReference', content: [{ attachment }] })).toEqual([]);
});

it.each<[Resource]>([
  [{ resourceType: 'DocumentReference', content: 'nothing' }],
  [{ resourceType: 'DocumentReference', content: [null, 3, {}] }],
  [{ resourceType: 'Condition', content: [{ attachment: attachmentOf(FILE) }] }],
])('finds none in %j', (resource) => {
  expect(namedFilesIn(resource)).toEqual([]);
});

it('knows a file by its bytes', () => {
  expect(typeOf(text('%PDF-1.7'))).toBe('application/pdf');
  expect(typeOf(bytesOf(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0))).toBe('image/png');
  expect(typeOf(bytesOf(0xff, 0xd8, 0xff, 0xe0))).toBe('image/jpeg');
  expect(typeOf(Uint8Array.from([...new Uint8Array(128), ...text('DICM')]))).toBe('application/dicom');
  for (const other of ['<!doctype html>', '<svg xmlns="http://www.w3.org/2000/svg">', 'PK', ''])
    expect(typeOf(text(other))).toBeUndefined();
  expect(endingOf('image/jpeg')).toBe('jpg');
});
