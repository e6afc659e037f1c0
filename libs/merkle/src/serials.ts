import { sha256 } from '#sha256';
import { HASH_LENGTH, leafHash, type Hash } from './hashes.js';

const SECRET_LENGTH = 32;
/** HMAC works on blocks of 64 bytes (RFC 2104). */
const BLOCK = 64;
const encoder = new TextEncoder();

/**
 * The commitments of a run: which serial stands at which packing index, told to nobody who does not hold the pack.
 * Each unit has a salt of its own, derived from the lot secret: the salt travels with the unit, the secret never
 * leaves its maker.
 */
export class SerialCommitments {
  private readonly inner = new Uint8Array(BLOCK + 4);
  private readonly outer = new Uint8Array(BLOCK + HASH_LENGTH);
  private readonly innerIndex = new DataView(this.inner.buffer, BLOCK);

  /**
   * @param lotSecret 32 random bytes
   * @throws RangeError for another length
   */
  constructor(lotSecret: Uint8Array) {
    if (lotSecret.length !== SECRET_LENGTH) {
      throw new RangeError(`a lot secret has ${SECRET_LENGTH} bytes, not ${lotSecret.length}`);
    }
    for (let at = 0; at < BLOCK; at++) {
      this.inner[at] = (lotSecret[at] ?? 0) ^ 0x36;
      this.outer[at] = (lotSecret[at] ?? 0) ^ 0x5c;
    }
  }

  /** The salt of a unit: HMAC-SHA-256(lotSecret, uint32_be(index)). */
  salt(index: number): Uint8Array {
    this.innerIndex.setUint32(0, checkedIndex(index));
    this.outer.set(sha256(this.inner), BLOCK);
    return sha256(this.outer);
  }

  /** The leaf of a unit in the tree of its run. */
  leaf(index: number, serial: string): Hash {
    return serialLeaf(index, serialCommitment(this.salt(index), serial));
  }
}

/** What the ledger may know of a serial: SHA-256(salt || utf8(serial)). */
export function serialCommitment(salt: Uint8Array, serial: string): Hash {
  const text = encoder.encode(serial);
  const input = new Uint8Array(salt.length + text.length);
  input.set(salt);
  input.set(text, salt.length);
  return sha256(input);
}

/** The hash of a unit's leaf, whose data is uint32_be(index) || commitment. */
export function serialLeaf(index: number, commitment: Hash): Hash {
  const data = new Uint8Array(4 + HASH_LENGTH);
  new DataView(data.buffer).setUint32(0, checkedIndex(index));
  data.set(commitment, 4);
  return leafHash(data);
}

function checkedIndex(index: number): number {
  if (Number.isInteger(index) && index >= 0 && index <= 0xffff_ffff) return index;
  throw new RangeError(`a packing index is between 0 and 2^32 - 1, not ${index}`);
}
