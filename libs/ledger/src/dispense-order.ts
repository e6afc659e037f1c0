import type { Hex } from './bytes.js';

/** A unit to dispense, as `ILotLedger.DispenseItem` explains it. */
export interface DispenseItem {
  readonly operation: Hex;
  readonly party: number;
  readonly lot: Hex;
  readonly index: number;
  readonly hint: number;
  /** A `Portion`. */
  readonly portion: number;
  /** A `SupplyBasis`; `Prescribed` if and only if a voucher is named. */
  readonly basis: number;
  /** Base units; at least 1 with a voucher. */
  readonly quantity: number;
  /** 0 for none, else 1 + the position in the call's vouchers. */
  readonly voucher: number;
}

/** What the event of a dispense repeats. */
export type DispenseOrder = Omit<DispenseItem, 'lot'>;

/** The numbers of an order with their hexadecimal digits, in the order of `contracts/src/types/DispenseOrder.sol`. */
const FIELDS = [
  ['party', 8],
  ['index', 7],
  ['hint', 7],
  ['quantity', 6],
  ['voucher', 2],
  ['portion', 1],
  ['basis', 1],
] as const;

/**
 * All of a dispense but its lot in one word.
 * @throws RangeError if a number has too many digits.
 */
export function packOrder(order: DispenseOrder): Hex {
  let word: Hex = order.operation;
  for (const [name, digits] of FIELDS) {
    const value = order[name];
    const text = value.toString(16).padStart(digits, '0');
    if (!Number.isSafeInteger(value) || value < 0 || text.length > digits) {
      throw new RangeError(`${name} does not fit: ${value}.`);
    }
    word += text;
  }
  return word as Hex;
}

/** Reads a word of 64 digits (without 0x) that `packOrder` made. */
export function unpackOrder(word: string): DispenseOrder {
  let position = 32;
  const numbers = FIELDS.map(([name, digits]) => {
    const value = parseInt(word.slice(position, position + digits), 16);
    position += digits;
    return [name, value];
  });
  return {
    operation: `0x${word.slice(0, 32)}`,
    ...(Object.fromEntries(numbers) as Omit<DispenseOrder, 'operation'>),
  };
}
