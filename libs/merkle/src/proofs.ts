import type { Hash } from './hashes.js';
import { rootOf } from './root.js';

/**
 * The proof that a leaf is in the tree: the siblings from the leaf to the root, lowest first
 * (RFC 9162 section 2.1.3.1).
 *
 * With leaves in complete aligned pages, the path inside the page followed by the path of the page's root among
 * the roots of the pages is the same path.
 * @throws RangeError when there is no such leaf
 */
export function inclusionPath(leaves: readonly Hash[], index: number): Hash[] {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length) {
    throw new RangeError(`there is no leaf ${index} in a tree of ${leaves.length}`);
  }
  const path: Hash[] = [];
  let start = 0;
  let end = leaves.length;
  while (end - start > 1) {
    const middle = start + largestPowerOfTwoBelow(end - start);
    if (index < middle) {
      path.push(rootOf(leaves.slice(middle, end)));
      end = middle;
    } else {
      path.push(rootOf(leaves.slice(start, middle)));
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
  if (!Number.isInteger(oldSize) || oldSize < 1 || oldSize > leaves.length) {
    throw new RangeError(`a tree of ${leaves.length} has no beginning of ${oldSize} leaves`);
  }
  const path: Hash[] = [];
  let start = 0;
  let end = leaves.length;
  while (end !== oldSize) {
    const middle = start + largestPowerOfTwoBelow(end - start);
    if (oldSize <= middle) {
      path.push(rootOf(leaves.slice(middle, end)));
      end = middle;
    } else {
      path.push(rootOf(leaves.slice(start, middle)));
      start = middle;
    }
  }
  // The verifier knows the old root; it needs the last subtree only where that is not the old tree itself.
  if (start > 0) path.push(rootOf(leaves.slice(start, end)));
  return path.reverse();
}

function largestPowerOfTwoBelow(size: number): number {
  return 2 ** (31 - Math.clz32(size - 1));
}
