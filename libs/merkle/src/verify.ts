import { HASH_LENGTH, nodeHash, sameHash, type Hash } from './hashes.js';

/** The claim that a leaf is at a place in a tree. */
export interface Inclusion {
  leaf: Hash;
  /** Place of the leaf, from 0. */
  index: number;
  /** Number of leaves of the tree. */
  size: number;
  /** Siblings, lowest first. */
  path: readonly Hash[];
  root: Hash;
}

/** Whether the path leads from the leaf to the root (RFC 9162 section 2.1.3.2), as the LotLedger contract checks it. */
export function verifyInclusion({ leaf, index, size, path, root }: Inclusion): boolean {
  if (!isCount(index) || !isCount(size) || index >= size || !areHashes([leaf, root, ...path])) return false;
  let place = index;
  let last = size - 1;
  let node = leaf;
  for (const sibling of path) {
    if (last === 0) return false;
    if (isOdd(place) || place === last) {
      node = nodeHash(sibling, node);
      while (!isOdd(place) && place !== 0) {
        place = half(place);
        last = half(last);
      }
    } else {
      node = nodeHash(node, sibling);
    }
    place = half(place);
    last = half(last);
  }
  return last === 0 && sameHash(node, root);
}

/** The claim that a tree has only grown. */
export interface Consistency {
  oldSize: number;
  oldRoot: Hash;
  size: number;
  root: Hash;
  path: readonly Hash[];
}

/** Whether the path shows that the old tree is a beginning of the new one (RFC 9162 section 2.1.4.2). */
export function verifyConsistency({ oldSize, oldRoot, size, root, path }: Consistency): boolean {
  if (!isCount(oldSize) || !isCount(size) || oldSize < 1 || oldSize > size) return false;
  if (!areHashes([oldRoot, root, ...path])) return false;
  if (oldSize === size) return path.length === 0 && sameHash(oldRoot, root);

  let place = oldSize - 1;
  let last = size - 1;
  while (isOdd(place)) {
    place = half(place);
    last = half(last);
  }
  // An old tree of 2^n leaves is a subtree of the new one, so that its root is left out of the path.
  const [first, ...rest] = place === 0 ? [oldRoot, ...path] : path;
  if (!first) return false;
  let oldNode = first;
  let node = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(place) || place === last) {
      oldNode = nodeHash(sibling, oldNode);
      node = nodeHash(sibling, node);
      while (!isOdd(place) && place !== 0) {
        place = half(place);
        last = half(last);
      }
    } else {
      node = nodeHash(node, sibling);
    }
    place = half(place);
    last = half(last);
  }
  return last === 0 && sameHash(oldNode, oldRoot) && sameHash(node, root);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function areHashes(values: readonly Hash[]): boolean {
  return values.every((value) => value.length === HASH_LENGTH);
}

function isOdd(value: number): boolean {
  return value % 2 === 1;
}

/** Logs may grow past 2^31, where shifting would fail. */
function half(value: number): number {
  return Math.floor(value / 2);
}
