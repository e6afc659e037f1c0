import type { SiteRole } from '@custodia/access';

/** What a person, or a site's own software, can be told of. */
export const TOPICS = ['CASE', 'RECALL', 'INCIDENT', 'PARTY'] as const;
export type Topic = (typeof TOPICS)[number];

const WHOSE: { readonly [T in Topic]: readonly SiteRole[] } = {
  CASE: ['MANUFACTURER', 'DISTRIBUTOR', 'PHARMACY', 'REGULATOR'],
  RECALL: ['MANUFACTURER', 'DISTRIBUTOR', 'PHARMACY', 'DISPOSER', 'REGULATOR'],
  INCIDENT: ['REGULATOR'],
  PARTY: ['REGULATOR'],
};

/** What people of a site with these roles can be told of: what they can also open. */
export function topicsOf(roles: readonly SiteRole[]): Topic[] {
  return TOPICS.filter((topic) => roles.some((role) => WHOSE[topic].includes(role)));
}
