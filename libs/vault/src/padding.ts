import type { Bytes } from './bytes.js';
import { VaultError } from './errors.js';

/** Marks the end of what is padded (ISO/IEC 7816-4). */
const END = 0x80;

/**
 * Pads to a length that tells little of the true one: Padmé (Nikitin and others, PETS 2019), at most 12 % longer, and
 * only O(log log) bits known.
 */
export function pad(plain: Uint8Array): Bytes {
  const padded = new Uint8Array(padmeLength(plain.length + 1));
  padded.set(plain);
  padded[plain.length] = END;
  return padded;
}

/** @throws VaultError ENTRY_UNREADABLE where the padding is not the one that `pad` makes */
export function unpad(padded: Uint8Array): Bytes {
  const end = padded.findLastIndex((byte) => byte !== 0);
  if (end < 0 || padded[end] !== END || padmeLength(end + 1) !== padded.length)
    throw new VaultError('ENTRY_UNREADABLE', 'The content is not padded as it should be.');
  return new Uint8Array(padded.slice(0, end));
}

function padmeLength(length: number): number {
  if (length < 2) return length;
  const exponent = Math.floor(Math.log2(length));
  const size = Math.floor(Math.log2(exponent || 1)) + 1;
  const unit = 2 ** Math.max(0, exponent - size);
  return Math.ceil(length / unit) * unit;
}
