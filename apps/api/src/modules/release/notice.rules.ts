import type { AccessLine, NoticeKind } from '@custodia/vault';

/** At most one notice of a patient in this time: the platform shall not learn how often somebody looks. */
export const APART_MS = 3_600_000;

/** Whoever took one up and died leaves it to another after this. */
export const LEASE_MS = 60_000;

const SECOND = 1_000;
const PAUSES_MS = [5 * SECOND, 15 * SECOND, 60 * SECOND, 300 * SECOND];

/** How long after so many attempts that failed it is tried again: for ever, since no look goes untold. */
export function pauseAfter(attempts: number): number {
  return PAUSES_MS[Math.min(attempts, PAUSES_MS.length) - 1] ?? SECOND;
}

const LOOKED: readonly AccessLine['event'][] = [
  'release',
  'break-glass',
  'prescription-read',
  'therapy-check',
];

/** Of what kind a line is for who wants to be told; undefined for what is the patient’s own doing. */
export function kindOf({ event, reason }: Pick<AccessLine, 'event' | 'reason'>): NoticeKind | undefined {
  if (LOOKED.includes(event)) return 'looks';
  if (event === 'denial') return 'refusals';
  return event === 'recovery' && reason !== 'cancelled' ? 'recoveries' : undefined;
}
