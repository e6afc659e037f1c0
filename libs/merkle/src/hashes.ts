import { sha256 } from '#sha256';

/** 32 bytes. */
export type Hash = Uint8Array;

export const HASH_LENGTH = 32;
const LEAF_PREFIX = 0x00;
const NODE_PREFIX = 0x01;

/** The root of a tree without leaves: the hash of nothing (RFC 9162 section 2.1.1). */
export function emptyRoot(): Hash {
  return sha256(new Uint8Array(0));
}

/** The hash of a leaf: SHA-256(0x00 || data) (RFC 9162 section 2.1.1). */
export function leafHash(data: Uint8Array): Hash {
  const input = new Uint8Array(1 + data.length);
  input[0] = LEAF_PREFIX;
  input.set(data, 1);
  return sha256(input);
}

// Hashing is synchronous, so that one buffer serves all nodes.
const nodeInput = new Uint8Array(1 + 2 * HASH_LENGTH);
nodeInput[0] = NODE_PREFIX;

/** The hash of an inner node: SHA-256(0x01 || left || right) (RFC 9162 section 2.1.1). */
export function nodeHash(left: Hash, right: Hash): Hash {
  nodeInput.set(left, 1);
  nodeInput.set(right, 1 + HASH_LENGTH);
  return sha256(nodeInput);
}

export function sameHash(a: Hash, b: Hash): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
