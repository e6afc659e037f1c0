import type { Posted } from '../../platform/http/index.js';

export const DELIVERY_STATES = ['WAITING', 'SENT', 'GIVEN_UP'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The pauses between attempts: within the minute what stumbled, within a day and a half what had to be mended. */
export const PAUSES_MS = [10 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 8 * HOUR, 24 * HOUR];

/** What follows on an attempt, the first of which is number 1. */
export function afterAttempt(
  { failure }: Posted,
  attempts: number,
  now: Date,
): { readonly state: DeliveryState; readonly nextAt: Date | null } {
  if (!failure) return { state: 'SENT', nextAt: null };
  const pause = failure === 'RECEIVER_GONE' ? undefined : PAUSES_MS[attempts - 1];
  return pause === undefined
    ? { state: 'GIVEN_UP', nextAt: null }
    : { state: 'WAITING', nextAt: new Date(now.getTime() + pause) };
}
