import type { SiteRole } from '@custodia/access';

/** One letter for each role, in the order of the table's columns. */
export const ROLES = {
  M: 'MANUFACTURER',
  D: 'DISTRIBUTOR',
  P: 'PHARMACY',
  R: 'PRESCRIBER',
  X: 'DISPOSER',
  G: 'REGULATOR',
  S: 'SPONSOR',
} as const satisfies Record<string, SiteRole>;

export type Letter = keyof typeof ROLES;

export const LETTERS = Object.keys(ROLES) as Letter[];
