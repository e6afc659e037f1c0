import type { SiteRole } from '@custodia/access';

export const CASE_STATUSES = ['NEW', 'SEEN', 'INVESTIGATING', 'WAITING', 'ESCALATED', 'CLOSED'] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

export const CASE_ACTIONS = ['SEE', 'TAKE', 'ASK', 'ANSWER', 'ESCALATE', 'CLOSE'] as const;
export type CaseAction = (typeof CASE_ACTIONS)[number];

/** Who takes part. All that are asked answer in the same case, and see no more of each other than they may. */
export const CASE_SIDES = ['REGULATOR', 'MAKER', 'SITE'] as const;
export type CaseSide = (typeof CASE_SIDES)[number];

/** Every action in every status: what it becomes, or null where it is refused. */
export const CASE_TABLE: { readonly [A in CaseAction]: { readonly [S in CaseStatus]: CaseStatus | null } } = {
  SEE: {
    NEW: 'SEEN',
    SEEN: 'SEEN',
    INVESTIGATING: 'INVESTIGATING',
    WAITING: 'WAITING',
    ESCALATED: 'ESCALATED',
    CLOSED: 'CLOSED',
  },
  TAKE: {
    NEW: 'INVESTIGATING',
    SEEN: 'INVESTIGATING',
    INVESTIGATING: 'INVESTIGATING',
    WAITING: 'INVESTIGATING',
    ESCALATED: 'ESCALATED',
    CLOSED: null,
  },
  ASK: {
    NEW: 'WAITING',
    SEEN: 'WAITING',
    INVESTIGATING: 'WAITING',
    WAITING: 'WAITING',
    ESCALATED: 'ESCALATED',
    CLOSED: null,
  },
  ANSWER: {
    NEW: 'NEW',
    SEEN: 'SEEN',
    INVESTIGATING: 'INVESTIGATING',
    WAITING: 'INVESTIGATING',
    ESCALATED: 'ESCALATED',
    CLOSED: null,
  },
  ESCALATE: {
    NEW: 'ESCALATED',
    SEEN: 'ESCALATED',
    INVESTIGATING: 'ESCALATED',
    WAITING: 'ESCALATED',
    ESCALATED: 'ESCALATED',
    CLOSED: null,
  },
  CLOSE: {
    NEW: 'CLOSED',
    SEEN: 'CLOSED',
    INVESTIGATING: 'CLOSED',
    WAITING: 'CLOSED',
    ESCALATED: 'CLOSED',
    CLOSED: null,
  },
};

const DAY_MS = 86_400_000;

/** The end of so many working days from now: Saturdays and Sundays do not count. */
export function workingDaysFrom(now: Date, days: number): Date {
  let at = now.getTime();
  for (let left = days; left > 0;) {
    at += DAY_MS;
    const day = new Date(at).getUTCDay();
    if (day !== 0 && day !== 6) left--;
  }
  return new Date(at);
}

/** An answer is expected within two working days, as in the European alert systems. */
export const ANSWER_DAYS = 2;

/** When reminders go out, counted from when the case was left: see `left_since` of a case file. */
export const REMIND_AFTER_MS = [2 * DAY_MS, 5 * DAY_MS] as const;

/** How many reminders are due by now. */
export function remindersDue(since: Date, now: Date): number {
  return REMIND_AFTER_MS.filter((after) => now.getTime() - since.getTime() >= after).length;
}

/** Somebody, as one of a site. */
export interface Person {
  readonly userId: string;
  readonly siteId: string;
}

/** Whom a reminder is for. */
export interface Reminded {
  readonly side: Exclude<CaseSide, 'REGULATOR'> | null;
  readonly person: Person | null;
  readonly regulator: boolean;
}

/** Who was asked, and the regulator; else who took it up, and the second time the regulator, too; else the regulator. */
export function reminded(asked: Reminded['side'], taker: Person | null, nth: number): Reminded {
  if (asked) return { side: asked, person: null, regulator: true };
  return { side: null, person: taker, regulator: taker === null || nth > 1 };
}

/** An entry of a case, as far as who may read it goes. */
export interface EntryScope {
  readonly side: CaseSide | 'SYSTEM';
  readonly siteId: string | null;
  readonly to: readonly CaseSide[];
}

export interface Reader {
  readonly side: CaseSide;
  readonly siteId: string;
}

/** The regulator reads all; others what they wrote, and what was written to them. One site never reads another's. */
export function mayRead({ side, siteId, to }: EntryScope, reader: Reader): boolean {
  if (reader.side === 'REGULATOR') return true;
  if (siteId === reader.siteId) return true;
  if (side === 'SITE' && reader.side === 'SITE') return false;
  return to.includes(reader.side);
}

/** Whether the reader may know which site wrote: the maker only when the regulator has said so. */
export function mayKnowAuthor({ side, siteId }: EntryScope, reader: Reader, named: boolean): boolean {
  if (side !== 'SITE' || siteId === reader.siteId || reader.side === 'REGULATOR') return true;
  return named && reader.side === 'MAKER';
}

/** Who takes part in a case besides the regulator. */
export interface Parties {
  readonly makerSiteId: string | null;
  readonly siteIds: readonly string[];
}

export const ASK_REFUSALS = ['NOT_FOUND', 'INCIDENT_CLOSED', 'NOBODY_TO_ASK'] as const;
export type AskRefusal = (typeof ASK_REFUSALS)[number];

/** Why nobody can be asked about an incident, or null. */
export function askRefusal(
  to: Exclude<CaseSide, 'REGULATOR'>,
  incident: { readonly closed: boolean; readonly parties: Parties } | null,
): AskRefusal | null {
  if (!incident) return 'NOT_FOUND';
  if (incident.closed) return 'INCIDENT_CLOSED';
  return takesPart(to, incident.parties) ? null : 'NOBODY_TO_ASK';
}

export function takesPart(side: Exclude<CaseSide, 'REGULATOR'>, { makerSiteId, siteIds }: Parties): boolean {
  return side === 'MAKER' ? makerSiteId !== null : siteIds.length > 0;
}

/** From which side somebody takes part in a case, if at all. */
export function sideOf(
  actor: { readonly siteId: string; readonly roles: readonly SiteRole[] },
  parties: Parties,
): CaseSide | undefined {
  if (actor.roles.includes('REGULATOR')) return 'REGULATOR';
  if (actor.siteId === parties.makerSiteId) return 'MAKER';
  return parties.siteIds.includes(actor.siteId) ? 'SITE' : undefined;
}
