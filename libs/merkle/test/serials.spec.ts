import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sha256 as browserSha256 } from '../src/sha256-browser.js';
import { sha256 as nodeSha256 } from '../src/sha256-node.js';
import {
  inclusionPath,
  RootBuilder,
  rootOf,
  serialCommitment,
  SerialCommitments,
  serialLeaf,
  verifyInclusion,
} from '../src/index.js';

const secret = Buffer.alloc(32, 7);
const uint32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

describe('refuses', () => {
  test.each([0, 31, 33, 64])('a lot secret of %i bytes', (length) => {
    expect(() => new SerialCommitments(Buffer.alloc(length))).toThrow(`32 bytes, not ${length}`);
  });

  test.each([-1, 1.5, 2 ** 32, Number.NaN])('packing index %f', (index) => {
    expect(() => new SerialCommitments(secret).salt(index)).toThrow(RangeError);
    expect(() => serialLeaf(index, Buffer.alloc(32))).toThrow(RangeError);
  });
});

test('salt, commitment and leaf follow their definition', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.nat(0xffff_ffff),
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      (lotSecret, index, serial) => {
        const salt = createHmac('sha256', lotSecret).update(uint32(index)).digest();
        const commitment = createHash('sha256').update(salt).update(serial, 'utf8').digest();
        const leaf = createHash('sha256')
          .update(Buffer.concat([Buffer.of(0), uint32(index), commitment]))
          .digest();

        const commitments = new SerialCommitments(lotSecret);
        expect(Buffer.from(commitments.salt(index))).toEqual(salt);
        expect(Buffer.from(serialCommitment(salt, serial))).toEqual(commitment);
        expect(Buffer.from(commitments.leaf(index, serial))).toEqual(leaf);
      },
    ),
  );
});

test('whoever holds a pack and its salt can prove it against the root, and nobody another serial', () => {
  const commitments = new SerialCommitments(secret);
  const leaves = Array.from({ length: 300 }, (_, index) => commitments.leaf(index, `SN${index}`));
  const claim = { index: 123, size: 300, path: inclusionPath(leaves, 123), root: rootOf(leaves) };
  const leaf = (serial: string) => serialLeaf(123, serialCommitment(commitments.salt(123), serial));

  expect(verifyInclusion({ ...claim, leaf: leaf('SN123') })).toBe(true);
  expect(verifyInclusion({ ...claim, leaf: leaf('SN124') })).toBe(false);
});

test('a run of 50,000 units is hashed without keeping its leaves', () => {
  const commitments = new SerialCommitments(secret);
  const builder = new RootBuilder();
  for (let index = 0; index < 50_000; index++) builder.append(commitments.leaf(index, `SN${index}`));

  expect(builder.size).toBe(50_000);
  const waiting = Object.values(builder).find(Array.isArray);
  expect(waiting?.length).toBeLessThanOrEqual(16);
});

test('browser and Node hash alike', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (data) => {
      expect(Buffer.from(browserSha256(data))).toEqual(Buffer.from(nodeSha256(data)));
    }),
  );
});
