import { expect, it } from 'vitest';
import { readingOf } from '@/features/scanning/scan-reading';
import { deskCodeIn, deskTextOf } from './desk-text';

it('the code that a patient shows is known by its scan, and by nothing else', () => {
  const text = deskTextOf('5DACTKAW');
  for (const scanned of [text, `]Q1${text}`, ` ${text}\r`]) {
    expect(deskCodeIn(scanned)).toBe('5DACTKAW');
    expect(readingOf(scanned).kind).toBe('patient');
  }
  for (const other of [
    '5DACTKAW',
    'custodia:',
    'custodia:5DACTKA',
    'custodia:5DACTKAWX',
    'https://custodia:5DACTKAW',
  ]) {
    expect(deskCodeIn(other)).toBeUndefined();
    expect(readingOf(other).kind).not.toBe('patient');
  }
});
