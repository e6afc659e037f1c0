import { UnitStatus } from '@custodia/ledger';
import { isSupplied, OFF_MARKET } from './unit-status.rules.js';

/** What somebody is told who holds a pack at home. */
export const PACK_ANSWERS = [
  'NO_PACK_CODE',
  'UNKNOWN',
  'RECALLED',
  'OFF_MARKET',
  'STOPPED',
  'EXPIRED',
  'HANDED_OUT',
  'NOT_HANDED_OUT',
] as const;
export type PackAnswer = (typeof PACK_ANSWERS)[number];

export interface CheckedUnit {
  readonly recalled: boolean;
  readonly withdrawn: boolean;
  readonly held: boolean;
  readonly expiry: string;
  readonly status: UnitStatus;
}

/**
 * The gravest thing that is known of a pack. Of a known pack it says no more than whether to take it: whoever tries numbers
 * learns neither the expiry nor the lot of a pack that is somebody else's.
 * @param unit null where nobody registered such a pack
 * @param today ISO date
 */
export function answerOf(unit: CheckedUnit | null, today: string): PackAnswer {
  if (!unit) return 'UNKNOWN';
  const { recalled, withdrawn, held, expiry, status } = unit;
  if (recalled || withdrawn) return 'RECALLED';
  if (OFF_MARKET[status]) return 'OFF_MARKET';
  if (held || status === UnitStatus.Locked || status === UnitStatus.Seized) return 'STOPPED';
  if (expiry < today) return 'EXPIRED';
  return isSupplied(status) || status === UnitStatus.Opened ? 'HANDED_OUT' : 'NOT_HANDED_OUT';
}
