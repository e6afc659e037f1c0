import type { Duty, Permission, SiteRole } from '@custodia/access';

export const MARKET_CODES = ['EU', 'US'] as const;
export type MarketCode = (typeof MARKET_CODES)[number];

/**
 * The site, organisation and party of somebody who works nowhere: a patient. No row has them, so that whatever is read or
 * written by site finds nothing.
 */
export const NO_SITE = '00000000-0000-0000-0000-000000000000';
export const NO_PARTY = 0;
/** CLDR's code of a region that is not known. */
export const NO_COUNTRY = 'ZZ';

/** A signed-in person at work at one site, a patient, or a machine. Rows are reached through an actor. */
export interface Actor {
  readonly userId: string;
  readonly userName: string;
  readonly siteId: string;
  readonly organisationId: string;
  /** The ledger id that the site acts under. */
  readonly partyId: number;
  /** All ledger ids of the site. */
  readonly partyIds: readonly number[];
  /** Of the site; a patient has none, and what a patient may says `can`. */
  readonly roles: readonly SiteRole[];
  readonly duties: readonly Duty[];
  readonly market: MarketCode;
  /** Where the site lies, ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly locale: string;
  readonly sessionId: string;
  /** Software of the site: `userId` and `userName` are its own, and it never signs in. */
  readonly machine?: true;
  /** The request in which the person acts, for the log. */
  readonly requestId?: string;
  /** A second factor is required of the person, who has not shown one in this session. */
  readonly lacksSecondFactor?: boolean;
  /** Until when the person counts as having just shown who they are; absent where nobody did. */
  readonly freshUntil?: Date | null;
  /** False while the site is not admitted yet or is suspended: its people read and change nothing. */
  readonly active: boolean;
  can(permission: Permission): boolean;
}

/** A background job at work: nobody is signed in, but the audit trail names the job. */
export interface SystemActor {
  readonly system: string;
}

export function systemActor(name: string): SystemActor {
  return { system: name };
}

/** Whoever writes: a person or a background job. */
export type Author = Actor | SystemActor;

export function isSystem(author: Author): author is SystemActor {
  return 'system' in author;
}
