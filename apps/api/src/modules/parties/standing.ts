import type { SiteRole } from '@custodia/access';
import type { MarketCode } from '../../platform/access/index.js';

/** What a site is, before the authority and on the ledger, to whoever acts for it: a person or a machine. */
export interface Standing {
  readonly siteId: string;
  readonly organisationId: string;
  readonly roles: SiteRole[];
  readonly market: MarketCode;
  readonly country: string;
  readonly partyId: number;
  readonly partyIds: number[];
  /** Admitted, and not suspended. */
  readonly active: boolean;
}

/** The columns of a standing, in a statement that joins what `joinStanding` says. */
export const STANDING = `s.id AS "siteId", s.organisation_id AS "organisationId", s.roles, s.market, s.country, p.ledger_id AS "partyId",
           ARRAY(SELECT ledger_id FROM party WHERE site_id = s.id ORDER BY main DESC, ledger_id) AS "partyIds",
           coalesce(l.status = 'ACTIVE', false) AS active`;

/** @param siteId the column that names the site */
export function joinStanding(siteId: string): string {
  return `JOIN site s ON s.id = ${siteId}
    JOIN party p ON p.site_id = s.id AND p.main
    LEFT JOIN ledger.party l ON l.id = p.ledger_id`;
}
