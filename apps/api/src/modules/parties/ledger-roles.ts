import type { SiteRole } from '@custodia/access';
import { Role } from '@custodia/ledger';

const MASK: { readonly [R in SiteRole]: number } = {
  MANUFACTURER: Role.Manufacturer,
  DISTRIBUTOR: Role.Distributor,
  PHARMACY: Role.Pharmacy,
  PRESCRIBER: Role.Prescriber,
  DISPOSER: Role.Disposer,
  REGULATOR: Role.Regulator,
  SPONSOR: Role.Sponsor,
};

/** The roles of a site as the ledger keeps them. */
export function roleMask(roles: readonly SiteRole[]): number {
  return roles.reduce((mask, role) => mask | MASK[role], 0);
}
