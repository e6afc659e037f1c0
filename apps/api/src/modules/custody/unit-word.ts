/** What the ledger says of one unit. */
export interface UnitState {
  /** `UnitStatus` of the ledger. */
  readonly status: number;
  /** Days from the registration of the run to the last change. */
  readonly daysSince: number;
}

/** Sixteen units to a word of 32 bytes, the lowest index in the last two: 4 bits of status, above them 12 of days. */
export function unitInWord(word: Buffer | null, index: number): UnitState {
  if (!word) return { status: 0, daysSince: 0 };
  const lane = word.readUInt16BE(30 - 2 * (index & 15));
  return { status: lane & 15, daysSince: lane >> 4 };
}
