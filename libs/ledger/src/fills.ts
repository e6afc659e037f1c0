import { solidityPackedKeccak256 } from 'ethers';
import type { Hex } from './bytes.js';

const FILL = ['bytes32', 'uint32', 'uint32', 'uint32', 'uint16'];
const DIGEST = (1n << 72n) - 1n;

/** A quantity taken from a prescription item for a unit. */
export interface Fill {
  lot: Hex;
  index: number;
  pharmacy: number;
  quantity: number;
  /** The day on which it was recorded: the `day` of `SupplyReported`, the day of the block of `Dispensed`. */
  day: number;
}

/** How the ledger names a fill. */
export function fillHashOf(fill: Fill): Hex {
  const { lot, index, pharmacy, quantity, day } = fill;
  return solidityPackedKeccak256(FILL, [lot, index, pharmacy, quantity, day]) as Hex;
}

/** The digest that an item keeps of its outstanding fills, oldest first. */
export function fillsDigest(fills: readonly Hex[]): bigint {
  return fills.reduce(
    (digest, fill) => BigInt(solidityPackedKeccak256(['uint72', 'bytes32'], [digest, fill])) & DIGEST,
    0n,
  );
}

/**
 * What an undo must show of an item's fills.
 * @param outstanding All fills of the item that are not undone, oldest first, in ledger order.
 * @param position Which of them to undo.
 */
export function undoProof(outstanding: readonly Fill[], position: number): { before: bigint; later: Hex[] } {
  if (!outstanding[position]) throw new RangeError(`There is no fill ${position}.`);
  const hashes = outstanding.map(fillHashOf);
  return { before: fillsDigest(hashes.slice(0, position)), later: hashes.slice(position + 1) };
}
