/** What a licensed place may be. A site has one or more roles; the ledger holds the same ones per party. */
export const SITE_ROLES = [
  'MANUFACTURER',
  'DISTRIBUTOR',
  'PHARMACY',
  'PRESCRIBER',
  'DISPOSER',
  'REGULATOR',
  'SPONSOR',
] as const;

export type SiteRole = (typeof SITE_ROLES)[number];

/** What an account may be: somebody at work at a site, or a patient, who is no party and works nowhere. */
export const ROLES = [...SITE_ROLES, 'PATIENT'] as const;

export type Role = (typeof ROLES)[number];
