import { expect, test } from 'vitest';
import { markCounter } from './label-stream';

const bytes = (text: string) => new TextEncoder().encode(text);

test('marks are counted across the bounds of chunks', () => {
  const count = markCounter('^XZ');
  expect(count(bytes('^XA^FD1^FS^X'))).toBe(0);
  expect(count(bytes('Z\n^XA^XZ^'))).toBe(2);
  expect(count(bytes('XZ'))).toBe(3);
});

test('a mark that begins anew within a broken one counts', () => {
  expect(markCounter('^XZ')(bytes('^^XZ^X^XZ'))).toBe(2);
  expect(markCounter('/Type /Page\n')(bytes('/Type /Pages\n/Type /Page\n'))).toBe(1);
});
