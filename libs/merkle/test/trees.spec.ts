import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  consistencyPath,
  consistencyRanges,
  emptyRoot,
  inclusionPath,
  inclusionRanges,
  leafHash,
  nodeHash,
  RootBuilder,
  rootOf,
  subtreesOf,
  verifyConsistency,
  verifyInclusion,
  type Hash,
  type LeafRange,
} from '../src/index.js';
import { CONSISTENCIES, EMPTY_ROOT, INCLUSIONS, LEAVES, ROOTS } from './published-vectors.js';

const bytes = (hex: string) => Buffer.from(hex, 'hex');
const hex = (hash: Hash) => Buffer.from(hash).toString('hex');
const published = LEAVES.map((data) => leafHash(bytes(data)));
const numbered = (size: number) =>
  Array.from({ length: size }, (_, index) => leafHash(Uint8Array.of(index, index >> 8)));

/** The definition of RFC 9162 section 2.1.1, word for word, with another implementation of SHA-256's interface. */
function rootByDefinition(data: Uint8Array[]): Buffer {
  const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
  if (data.length === 0) return sha256();
  if (data.length === 1) return sha256(Uint8Array.of(0), ...data);
  let k = 1;
  while (k * 2 < data.length) k *= 2;
  return sha256(Uint8Array.of(1), rootByDefinition(data.slice(0, k)), rootByDefinition(data.slice(k)));
}

describe('published vectors', () => {
  test('roots', () => {
    expect(hex(emptyRoot())).toBe(EMPTY_ROOT);
    expect(hex(rootOf([]))).toBe(EMPTY_ROOT);
    expect(ROOTS.map((_, last) => hex(rootOf(published.slice(0, last + 1))))).toEqual(ROOTS);
  });

  test.each(INCLUSIONS)('inclusion of leaf $index in $size', ({ index, size, path }) => {
    const leaves = published.slice(0, size);
    expect(inclusionPath(leaves, index).map(hex)).toEqual(path);
    const root = bytes(ROOTS[size - 1] ?? '');
    expect(verifyInclusion({ leaf: leaves[index]!, index, size, path: path.map(bytes), root })).toBe(true);
  });

  test.each(CONSISTENCIES)('consistency of $oldSize with $size', ({ oldSize, size, path }) => {
    expect(consistencyPath(published.slice(0, size), oldSize).map(hex)).toEqual(path);
    const oldRoot = bytes(ROOTS[oldSize - 1] ?? '');
    const root = bytes(ROOTS[size - 1] ?? '');
    expect(verifyConsistency({ oldSize, oldRoot, size, root, path: path.map(bytes) })).toBe(true);
  });
});

describe('from the roots of complete subtrees', () => {
  /** What a log keeps: the root of every complete subtree. */
  const kept = (leaves: readonly Hash[]) => {
    const levels = [[...leaves]];
    for (let below = levels[0]!; below.length > 1; below = levels.at(-1)!)
      levels.push(
        Array.from({ length: below.length >> 1 }, (_, i) => nodeHash(below[2 * i]!, below[2 * i + 1]!)),
      );
    return (range: LeafRange) =>
      subtreesOf(range)
        .map(({ level, index }) => levels[level]![index]!)
        .reduceRight((right, left) => nodeHash(left, right));
  };

  test('the same proofs follow as from all leaves', () => {
    for (let size = 1; size <= 70; size++) {
      const leaves = numbered(size);
      const rootAt = kept(leaves);
      for (let at = 0; at < size; at++) {
        expect(inclusionRanges(size, at).map(rootAt)).toEqual(inclusionPath(leaves, at));
        expect(consistencyRanges(size, at + 1).map(rootAt)).toEqual(consistencyPath(leaves, at + 1));
      }
    }
  });

  test('a range is made of as few as there can be, aligned each', () => {
    expect(subtreesOf({ start: 8, end: 13 })).toEqual([
      { level: 2, index: 2 },
      { level: 0, index: 12 },
    ]);
  });
});

describe('refuses', () => {
  const leaves = numbered(13);
  const root = rootOf(leaves);
  const claim = { leaf: leaves[5]!, index: 5, size: 13, path: inclusionPath(leaves, 5), root };
  const other = leafHash(bytes('ff'));

  test.each([
    ['another leaf', { leaf: other }],
    ['another place', { index: 4 }],
    ['a place outside of the tree', { index: 13 }],
    ['a place before the tree', { index: -1 }],
    ['half a place', { index: 5.5 }],
    ['a tree without leaves', { size: 0 }],
    ['a larger tree', { size: 29 }],
    ['another root', { root: other }],
    ['a path without its top', { path: claim.path.slice(0, -1) }],
    ['a path that goes on', { path: [...claim.path, other] }],
    ['no path', { path: [] }],
    ['a path in the other order', { path: claim.path.toReversed() }],
    ['a hash that is too short', { path: claim.path.map((hash) => hash.subarray(1)) }],
  ])('inclusion with %s', (_, change) => {
    expect(verifyInclusion(claim)).toBe(true);
    expect(verifyInclusion({ ...claim, ...change })).toBe(false);
  });

  const growth = {
    oldSize: 6,
    oldRoot: rootOf(leaves.slice(0, 6)),
    size: 13,
    root,
    path: consistencyPath(leaves, 6),
  };
  test.each([
    ['another old root', { oldRoot: other }],
    ['another root', { root: other }],
    ['another old size', { oldSize: 7 }],
    ['an empty old tree', { oldSize: 0 }],
    ['an old tree larger than the new', { oldSize: 14 }],
    ['the same size', { oldSize: 13 }],
    ['a path without its top', { path: growth.path.slice(0, -1) }],
    ['a path that goes on', { path: [...growth.path, other] }],
    ['no path', { path: [] }],
    ['a hash that is too long', { path: growth.path.map((hash) => Uint8Array.of(...hash, 0)) }],
  ])('consistency with %s', (_, change) => {
    expect(verifyConsistency(growth)).toBe(true);
    expect(verifyConsistency({ ...growth, ...change })).toBe(false);
  });

  test('to prove what is not there', () => {
    for (const index of [-1, 13, 0.5]) expect(() => inclusionPath(leaves, index)).toThrow(RangeError);
    for (const size of [0, 14, 1.5]) expect(() => consistencyPath(leaves, size)).toThrow(RangeError);
  });

  test('a leaf that passes for a node: the prefixes differ', () => {
    const [left, right] = numbered(2) as [Hash, Hash];
    expect(hex(leafHash(Buffer.concat([left, right])))).not.toBe(hex(nodeHash(left, right)));
  });
});

describe('properties', () => {
  const someData = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 70 });

  test('the root is that of the definition, at every size on the way', () => {
    fc.assert(
      fc.property(someData, (data) => {
        const builder = new RootBuilder();
        data.forEach((item, index) => {
          builder.append(leafHash(item));
          expect(hex(builder.root())).toBe(hex(rootByDefinition(data.slice(0, index + 1))));
        });
        expect(builder.size).toBe(data.length);
      }),
      { numRuns: 50 },
    );
  });

  test('every leaf of every tree up to 70 leaves can be proven, and no other leaf by its path', () => {
    const foreign = leafHash(bytes('ff'));
    for (let size = 1; size <= 70; size++) {
      const leaves = numbered(size);
      const root = rootOf(leaves);
      leaves.forEach((leaf, index) => {
        const claim = { leaf, index, size, path: inclusionPath(leaves, index), root };
        expect(verifyInclusion(claim)).toBe(true);
        expect(verifyInclusion({ ...claim, leaf: foreign })).toBe(false);
      });
    }
  });

  test('every tree up to 40 leaves is consistent with each of its beginnings, and with no other', () => {
    for (let size = 1; size <= 40; size++) {
      const leaves = numbered(size);
      const root = rootOf(leaves);
      for (let oldSize = 1; oldSize <= size; oldSize++) {
        const path = consistencyPath(leaves, oldSize);
        const oldLeaves = leaves.slice(0, oldSize);
        expect(verifyConsistency({ oldSize, oldRoot: rootOf(oldLeaves), size, root, path })).toBe(true);
        const rewritten = rootOf([...oldLeaves.slice(0, -1), leafHash(bytes('ff'))]);
        expect(verifyConsistency({ oldSize, oldRoot: rewritten, size, root, path })).toBe(false);
      }
    }
  });

  test('complete pages stand for their leaves, in roots and in paths', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.nat(),
        fc.constantFrom(1, 2, 8, 16),
        (size, any, page) => {
          const leaves = numbered(size);
          const index = any % size;
          const at = Math.floor(index / page);
          const pages = Array.from({ length: Math.ceil(size / page) }, (_, number) =>
            leaves.slice(number * page, (number + 1) * page),
          );
          const pageRoots = pages.map(rootOf);

          expect(hex(rootOf(pageRoots))).toBe(hex(rootOf(leaves)));
          const path = [...inclusionPath(pages[at]!, index % page), ...inclusionPath(pageRoots, at)];
          expect(path.map(hex)).toEqual(inclusionPath(leaves, index).map(hex));
        },
      ),
    );
  });
});
