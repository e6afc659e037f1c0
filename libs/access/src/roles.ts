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
