import type { DispenseLineStatus, DispensingStatus } from './supply.js';

const REFUSED: readonly DispenseLineStatus[] = ['REFUSED', 'HANDED_OUT_REFUSED'];

/** A visit as a whole, from what became of its packs. */
export function dispensingStatus(lines: readonly DispenseLineStatus[]): DispensingStatus {
  const refused = lines.filter((status) => REFUSED.includes(status)).length;
  if (refused > 0) return refused === lines.length ? 'REFUSED' : 'PARTLY_REFUSED';
  if (lines.includes('PENDING')) return 'PENDING';
  return lines.every((status) => status === 'UNDONE') ? 'UNDONE' : 'CONFIRMED';
}
