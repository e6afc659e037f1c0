import { can, type Duty, type SiteRole } from '@custodia/access';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor, MarketCode } from '../../platform/access/index.js';

interface ActorRow {
  userId: string;
  userName: string;
  locale: string;
  duties: Duty[];
  siteId: string;
  organisationId: string;
  roles: SiteRole[];
  market: MarketCode;
  partyId: number;
  partyIds: number[];
  active: boolean;
}

const ACTOR = `
  SELECT u.id AS "userId", u.name AS "userName", u.locale, m.duties, s.id AS "siteId",
         s.organisation_id AS "organisationId", s.roles, s.market, p.ledger_id AS "partyId",
         ARRAY(SELECT ledger_id FROM party WHERE site_id = s.id ORDER BY main DESC, ledger_id) AS "partyIds",
         coalesce(l.status = 'ACTIVE', false) AS active
  FROM membership m
  JOIN app_user u ON u.id = m.user_id
  JOIN site s ON s.id = m.site_id
  JOIN party p ON p.site_id = s.id AND p.main
  LEFT JOIN ledger.party l ON l.id = p.ledger_id
  WHERE m.user_id = $1 AND m.site_id = $2`;

/** Makes the actor of a person at a site. Rights are read afresh for every request: what was taken away is gone. */
@Injectable()
export class ActorReader {
  constructor(private readonly database: DataSource) {}

  /** @returns null when the person does not (or no longer) work at the site. */
  async read(userId: string, siteId: string, sessionId: string): Promise<Actor | null> {
    const [row] = await this.database.query<ActorRow[]>(ACTOR, [userId, siteId]);
    if (!row) return null;
    return { ...row, sessionId, can: (permission) => can(row, permission) };
  }
}
