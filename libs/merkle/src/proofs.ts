import type { Hash } from './hashes.js';
import { rootOf } from './root.js';

/** Leaves of a tree from `start` to before `end`, whose root is a part of a proof. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The proof that a leaf is in the tree: the siblings from the leaf to the root, lowest first
 * (RFC 9162 section 2.1.3.1).
 *
 * With leaves in complete aligned pages, the path inside the page followed by the path of the page's root among
 * the roots of the pages is the same path.
 * @throws RangeError when there is no such leaf
 */
export function inclusionPath(leaves: readonly Hash[], index: number): Hash[] {
  return inclusionRanges(leaves.length, index).map(({ start, end }) => rootOf(leaves.slice(start, end)));
}

/**
 * The ranges whose roots make the proof that a leaf is in a tree of this size, for who keeps the roots of its complete
 * subtrees instead of all leaves in memory.
 * @throws RangeError when there is no such leaf
 */
export function inclusionRanges(size: number, index: number): LeafRange[] {
  if (!Number.isInteger(index) || index < 0 || index >= size) {
    throw new RangeError(`there is no leaf ${index} in a tree of ${size}`);
  }
  const path: LeafRange[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + largestPowerOfTwoBelow(end - start);
    if (index < middle) {
      path.push({ start: middle, end });
      end = middle;
    } else {
      path.push({ start, end: middle });
      start = middle;
    }
  }
  return path.reverse();
}

/**
 * The proof that the tree of the first `oldSize` leaves is a beginning of this one: nothing was changed, removed or
 * put in between (RFC 9162 section 2.1.4.1).
 * @throws RangeError when the old size is not between 1 and the size
 */
export function consistencyPath(leaves: readonly Hash[], oldSize: number): Hash[] {
  const ranges = consistencyRanges(leaves.length, oldSize);
  return ranges.map(({ start, end }) => rootOf(leaves.slice(start, end)));
}

/**
 * The ranges whose roots make the proof of consistency, as `inclusionRanges`.
 * @throws RangeError when the old size is not between 1 and the size
 */
export function consistencyRanges(size: number, oldSize: number): LeafRange[] {
  if (!Number.isInteger(oldSize) || oldSize < 1 || oldSize > size) {
    throw new RangeError(`a tree of ${size} has no beginning of ${oldSize} leaves`);
  }
  const path: LeafRange[] = [];
  let start = 0;
  let end = size;
  while (end !== oldSize) {
    const middle = start + largestPowerOfTwoBelow(end - start);
    if (oldSize <= middle) {
      path.push({ start: middle, end });
      end = middle;
    } else {
      path.push({ start, end: middle });
      start = middle;
    }
  }
  // The verifier knows the old root; it needs the last subtree only where that is not the old tree itself.
  if (start > 0) path.push({ start, end });
  return path.reverse();
}

/** The complete subtrees of which a range of a proof is made, the largest first. */
export function subtreesOf({ start, end }: LeafRange): { readonly level: number; readonly index: number }[] {
  const subtrees: { level: number; index: number }[] = [];
  for (let at = start; at < end;) {
    const level = levelOf(end - at);
    subtrees.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return subtrees;
}

function largestPowerOfTwoBelow(size: number): number {
  return 2 ** levelOf(size - 1);
}

/** Level of the largest complete subtree of so many leaves. */
function levelOf(leaves: number): number {
  return 31 - Math.clz32(leaves);
}
