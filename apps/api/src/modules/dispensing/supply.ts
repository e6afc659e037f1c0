/** On what ground a pack is supplied. */
export const SUPPLY_BASES = [
  'E_PRESCRIPTION',
  'PAPER',
  'OVER_THE_COUNTER',
  'EMERGENCY',
  'WARD',
  'COMPOUNDING',
] as const;
export type SupplyBasis = (typeof SUPPLY_BASES)[number];

/** All of a pack, a part of it (it stays open), or the last part. */
export type Portion = 'WHOLE' | 'PART' | 'LAST';

/**
 * PENDING waits for the ledger. REFUSED was refused while the pack still lay on the counter; HANDED_OUT_REFUSED after
 * that, and blocks until it is reported. IRREGULAR is a supply that was reported.
 */
export const DISPENSE_LINE_STATUSES = [
  'PENDING',
  'CONFIRMED',
  'REFUSED',
  'UNDO_PENDING',
  'UNDONE',
  'HANDED_OUT_REFUSED',
  'IRREGULAR',
] as const;
export type DispenseLineStatus = (typeof DISPENSE_LINE_STATUSES)[number];

export const DISPENSING_STATUSES = ['PENDING', 'CONFIRMED', 'PARTLY_REFUSED', 'REFUSED', 'UNDONE'] as const;
export type DispensingStatus = (typeof DISPENSING_STATUSES)[number];

/** Why a supply was not asked for in time; the codes travel to the ledger. */
export const IRREGULAR_REASONS = [
  'OUTAGE',
  'EMERGENCY',
  'REFUSED_AFTER_HAND_OUT',
  'LATE_ENTRY',
  'OTHER',
] as const;
export type IrregularReason = (typeof IRREGULAR_REASONS)[number];

export const NOT_DISPENSED_REASONS = [
  'OUT_OF_STOCK',
  'PATIENT_DECLINED',
  'CLINICAL_CONCERN',
  'PRESCRIBER_ASKED',
  'ITEM_NOT_READABLE',
  'OTHER',
] as const;
export type NotDispensedReason = (typeof NOT_DISPENSED_REASONS)[number];

/** A patient's signature, kept for what is still owed. */
export interface StoredVoucher {
  readonly upTo: number;
  /** Unix seconds. */
  readonly deadline: number;
  /** 0x-hex, 65 bytes. */
  readonly signature: string;
}
