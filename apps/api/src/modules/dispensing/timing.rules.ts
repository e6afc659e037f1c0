import { refuse, type Refusal } from './refusal.js';

/** The counter waits this long for the ledger before it says "saved, not confirmed" and the pack is handed out. */
const COUNTER_WAIT_MS = 3_000;
/** Clocks at the counter are not exact. */
export const CLOCK_SLACK_MS = 2 * 60_000;
const LATEST_ENTRY_DAYS = 7;

export interface SupplyTimes {
  readonly eventTime: Date;
  readonly recordedAt: Date;
}

/** Whether the supply was written down after it had happened. */
export function isLateEntry({ eventTime, recordedAt }: SupplyTimes): boolean {
  return recordedAt.getTime() - eventTime.getTime() > CLOCK_SLACK_MS;
}

/** Whether the patient had the pack when the ledger's refusal came. */
export function wasHandedOut(times: SupplyTimes, refusedAt: Date): boolean {
  return isLateEntry(times) || refusedAt.getTime() - times.recordedAt.getTime() > COUNTER_WAIT_MS;
}

/** Why the time of an event cannot be, or undefined. */
export function eventTimeRefusal(eventTime: Date, now: Date): Refusal | undefined {
  if (eventTime.getTime() - now.getTime() > CLOCK_SLACK_MS) {
    return refuse('EVENT_TIME', 'The time of the supply lies in the future.');
  }
  if (now.getTime() - eventTime.getTime() > LATEST_ENTRY_DAYS * 86_400_000) {
    return refuse('EVENT_TIME', `After ${LATEST_ENTRY_DAYS} days a supply is reported, not dispensed.`);
  }
  return undefined;
}
