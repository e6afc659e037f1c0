import { expect, it } from 'vitest';
import { readingOf } from '@/features/scanning/scan-reading';
import { deskScanIn, deskTextOf } from './desk-text';

const KEY = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJ-_01234';

it.each([
  ['alone', undefined, { code: '5DACTKAW' }],
  ['with the key that the patient chose to add', KEY, { code: '5DACTKAW', tagKey: KEY }],
])('the code that a patient shows is known by its scan, %s', (_, tagKey, read) => {
  const text = deskTextOf('5DACTKAW', tagKey);
  for (const scanned of [text, `]Q1${text}`, ` ${text}\r`]) {
    expect(deskScanIn(scanned)).toEqual(read);
    expect(readingOf(scanned).kind).toBe('patient');
  }
});

it.each([
  '5DACTKAW',
  'custodia:',
  'custodia:5DACTKA',
  'custodia:5DACTKAWX',
  'custodia:5DACTKAW.',
  `custodia:5DACTKAW.${KEY}0`,
  `custodia:5DACTKAW${KEY}`,
  'https://custodia:5DACTKAW',
])('%s is none', (other) => {
  expect(deskScanIn(other)).toBeUndefined();
  expect(readingOf(other).kind).not.toBe('patient');
});
