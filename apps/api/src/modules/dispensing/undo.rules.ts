import { refuse, type Refusal } from './refusal.js';
import type { DispenseLineStatus } from './supply.js';

export interface UndoFacts {
  readonly status: DispenseLineStatus;
  readonly recordedAt: Date;
  readonly lotRecalled: boolean;
  readonly lotExpired: boolean;
  readonly undoDays: number;
}

const DAY_MS = 86_400_000;
const UNDOABLE: readonly DispenseLineStatus[] = ['PENDING', 'CONFIRMED', 'IRREGULAR'];

/** Until when a supply may be undone at the place that made it; the ledger counts whole days from its block. */
export function undoUntil(recordedAt: Date, undoDays: number): Date {
  return new Date(recordedAt.getTime() + undoDays * DAY_MS);
}

/** Why a supply may not be undone, or undefined. As the ledger would: never after a recall, within days, once. */
export function undoRefusal(facts: UndoFacts, now: Date): Refusal | undefined {
  if (facts.status === 'UNDONE' || facts.status === 'UNDO_PENDING') {
    return refuse('ALREADY_UNDONE', 'This supply is undone already.');
  }
  if (!UNDOABLE.includes(facts.status)) {
    return refuse('NOT_UNDOABLE', 'The ledger refused this supply: there is nothing to undo.');
  }
  if (facts.lotRecalled)
    return refuse('LOT_RECALLED', 'The lot is recalled: a supply of it cannot be undone any more.');
  if (facts.lotExpired)
    return refuse('LOT_EXPIRED', 'The lot is expired: a supply of it cannot be undone any more.');
  if (now > undoUntil(facts.recordedAt, facts.undoDays)) {
    return refuse(
      'UNDO_WINDOW_OVER',
      `A supply can be undone for ${facts.undoDays} days. This one is older.`,
    );
  }
  return undefined;
}
