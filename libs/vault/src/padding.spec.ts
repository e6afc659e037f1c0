import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pad, unpad } from './padding.js';

it('is taken off as it was put on, and costs an eighth at most', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), (plain) => {
      const padded = pad(plain);
      expect([...unpad(padded)]).toEqual([...plain]);
      expect(padded.length).toBeLessThanOrEqual(Math.max(plain.length + 2, (plain.length + 1) * 1.12 + 1));
    }),
  );
});

it('leaves few lengths to tell contents apart by', () => {
  const lengths = new Set(Array.from({ length: 4096 }, (_, length) => pad(new Uint8Array(length)).length));
  expect(lengths.size).toBeLessThan(140);
});

it.each([
  ['nothing', []],
  ['no end', [0, 0, 0]],
  ['another end', [1, 2, 3]],
  ['more than was needed', [1, 0x80, 0, 0, 0, 0, 0, 0, 0]],
])('is not %s', (_, bytes) => {
  expect(() => unpad(Uint8Array.from(bytes))).toThrow(expect.objectContaining({ code: 'ENTRY_UNREADABLE' }));
});
