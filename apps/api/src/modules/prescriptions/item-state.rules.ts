import type { OperationStatus } from '../../platform/work/index.js';

export const ITEM_STATES = [
  'PENDING',
  'ISSUED',
  'PARTLY_DISPENSED',
  'DISPENSED',
  'CANCELLED',
  'EXPIRED',
  'NOT_YET_VALID',
  'REFUSED',
] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** An item as it was issued, as the ledger has it, and what of ours is still on its way there. */
export interface ItemFacts {
  readonly quantity: number;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly issue: OperationStatus;
  /** Undefined until the ledger has it. */
  readonly ledger:
    { readonly remaining: number; readonly used: number; readonly cancelled: boolean } | undefined;
  readonly cancelling: boolean;
  /** Base units of our unsettled supplies, and of our unsettled undos. */
  readonly taking: number;
  readonly givingBack: number;
}

/** An item as it is once everything of ours is settled. */
export interface EffectiveItem {
  readonly state: ItemState;
  /** Base units that may still be given. */
  readonly remaining: number;
  /** Base units ever given, which only grows: what the next voucher counts from. */
  readonly used: number;
}

export function effectiveItem(facts: ItemFacts, now: Date): EffectiveItem {
  const { quantity, ledger, taking, givingBack } = facts;
  const remaining = (ledger?.remaining ?? quantity) - taking + givingBack;
  const used = (ledger?.used ?? 0) + taking;
  return { state: stateOf(facts, remaining, now), remaining, used };
}

function stateOf(
  { quantity, validFrom, validUntil, issue, ledger, cancelling }: ItemFacts,
  remaining: number,
  now: Date,
) {
  if (!ledger && issue === 'REFUSED') return 'REFUSED';
  if (cancelling || ledger?.cancelled) return 'CANCELLED';
  if (remaining <= 0) return 'DISPENSED';
  // As the contract does: a day begins with its first hour anywhere on earth and ends with its last.
  if (dayAt(now, -12) > validUntil) return 'EXPIRED';
  if (dayAt(now, +14) < validFrom) return 'NOT_YET_VALID';
  if (!ledger) return 'PENDING';
  return remaining < quantity ? 'PARTLY_DISPENSED' : 'ISSUED';
}

/** Whether packs may be supplied on it now. One that the ledger does not have yet is supplied in order after it. */
export function isOpen(state: ItemState): boolean {
  return state === 'ISSUED' || state === 'PARTLY_DISPENSED' || state === 'PENDING';
}

function dayAt(now: Date, hours: number): string {
  return new Date(now.getTime() + hours * 3_600_000).toISOString().slice(0, 10);
}

export const PRESCRIPTION_STATUSES = ['OPEN', 'DONE', 'CANCELLED'] as const;
export type PrescriptionStatus = (typeof PRESCRIPTION_STATUSES)[number];

export function prescriptionStatus(states: readonly ItemState[], cancelled: boolean): PrescriptionStatus {
  if (cancelled) return 'CANCELLED';
  return states.some((state) => isOpen(state) || state === 'NOT_YET_VALID') ? 'OPEN' : 'DONE';
}
