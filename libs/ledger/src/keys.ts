import { AbiCoder, keccak256, randomBytes } from 'ethers';
import { toHex, type Hex } from './bytes.js';

const coder = AbiCoder.defaultAbiCoder();

/** What a lot id is made of. */
export interface LotIdentity {
  /** 14 digits. */
  gtin: string;
  /** Batch or lot number, AI (10). */
  lotNumber: string;
  /** Last day of the expiry date, days since 1970-01-01. */
  expiryDay: number;
  /** 32 random bytes that travel with the goods: without them, ids could be guessed. */
  salt: Hex;
}

/** The lot id that a maker registers: a salted hash, since GTINs are few. */
export function lotIdOf(lot: LotIdentity): Hex {
  return keccak256(
    coder.encode(
      ['string', 'string', 'uint16', 'bytes32'],
      [lot.gtin, lot.lotNumber, lot.expiryDay, lot.salt],
    ),
  ) as Hex;
}

/** The storage key of a lot: what all calls and events name `lot`. */
export function lotKeyOf(maker: number, lotId: Hex): Hex {
  return keccak256(coder.encode(['uint32', 'bytes32'], [maker, lotId])) as Hex;
}

/** The storage key of a prescription item: what calls, events and vouchers name `item`. */
export function itemKeyOf(prescriber: number, id: Hex): Hex {
  return keccak256(coder.encode(['uint32', 'bytes32'], [prescriber, id])) as Hex;
}

/** A fresh random 32-byte id or salt. */
export function randomId(): Hex {
  return toHex(randomBytes(32));
}

/** A UUID as the 16 bytes in which calls carry it. */
export function operationIdOf(uuid: string): Hex {
  const digits = uuid.replaceAll('-', '').toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(digits)) throw new RangeError(`Not a UUID: "${uuid}".`);
  return `0x${digits}`;
}

/** The UUID that a call or an event carries. */
export function uuidOf(operation: Hex): string {
  const digits = operation.slice(2);
  return [8, 12, 16, 20, 32].map((end, i, ends) => digits.slice(ends[i - 1] ?? 0, end)).join('-');
}

/** Days since 1970-01-01 of an ISO date (2027-03-31). */
export function dayOf(isoDate: string): number {
  const day = Date.parse(`${isoDate}T00:00:00Z`) / 86_400_000;
  // Date.parse takes the 30th of February for the 2nd of March.
  if (Number.isNaN(day) || isoDateOf(day) !== isoDate) throw new RangeError(`Not a date: "${isoDate}".`);
  return day;
}

/** The ISO date of a day since 1970-01-01. */
export function isoDateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
