import type { SiteRole } from '@custodia/access';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { batched } from '../../platform/graphql/index.js';
import type { PartyStatus } from './site.graphql.js';

/** One of the ids under which a site is known on the ledger. */
export interface LedgerId {
  readonly id: number;
  readonly main: boolean;
  readonly purpose: string | null;
  readonly roles: SiteRole[];
  readonly status: PartyStatus;
}

/** The ledger ids of sites: the main one first, then by purpose. */
@Injectable()
export class LedgerIdReader {
  readonly #ofSite: (siteId: string) => Promise<LedgerId[] | null>;

  constructor(database: DataSource) {
    this.#ofSite = batched(async (siteIds: string[]) => {
      const rows = await database.query<(LedgerId & { siteId: string })[]>(
        `SELECT p.site_id AS "siteId", p.ledger_id AS id, p.main, p.purpose, coalesce(p.roles, s.roles) AS roles,
                coalesce(l.status, 'PENDING') AS status
         FROM party p JOIN site s ON s.id = p.site_id LEFT JOIN ledger.party l ON l.id = p.ledger_id
         WHERE p.site_id = ANY($1) ORDER BY p.main DESC, p.purpose, p.ledger_id`,
        [siteIds],
      );
      const bySite = new Map<string, LedgerId[]>();
      for (const { siteId, ...one } of rows) bySite.set(siteId, [...(bySite.get(siteId) ?? []), one]);
      return bySite;
    });
  }

  async ofSite(siteId: string): Promise<LedgerId[]> {
    return (await this.#ofSite(siteId)) ?? [];
  }
}
