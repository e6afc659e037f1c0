import { emptyRoot, nodeHash, type Hash } from './hashes.js';

/**
 * Builds the root of a tree from its leaves, one after the other, with one hash a level in memory: at most 32 for
 * any run. It can be asked for the root at any time, as a log is.
 */
export class RootBuilder {
  /** At each level the root of a complete subtree that waits for its right neighbour. */
  private readonly waiting: (Hash | undefined)[] = [];
  private count = 0;

  /** Number of leaves so far. */
  get size(): number {
    return this.count;
  }

  /** @param leaf the hash of the leaf, not its data */
  append(leaf: Hash): this {
    let hash = leaf;
    let level = 0;
    for (let left = this.waiting[level]; left; left = this.waiting[level]) {
      hash = nodeHash(left, hash);
      this.waiting[level++] = undefined;
    }
    this.waiting[level] = hash;
    this.count++;
    return this;
  }

  /** The root over the leaves so far; the builder can go on. */
  root(): Hash {
    let root: Hash | undefined;
    for (const left of this.waiting) {
      if (left) root = root ? nodeHash(left, root) : left;
    }
    return root ?? emptyRoot();
  }
}

/**
 * The root of a tree over leaf hashes (RFC 9162 section 2.1.1). Complete aligned subtrees may stand for their
 * leaves: with leaves in pages of 256 (the last may hold fewer), the root over the roots of the pages is the same.
 */
export function rootOf(leaves: Iterable<Hash>): Hash {
  const builder = new RootBuilder();
  for (const leaf of leaves) builder.append(leaf);
  return builder.root();
}
