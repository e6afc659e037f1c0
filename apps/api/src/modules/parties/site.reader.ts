import type { SiteRole } from '@custodia/access';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor, MarketCode } from '../../platform/access/index.js';
import { batched, pageOf, pageRequest, type Page, type PageArgs } from '../../platform/graphql/index.js';
import { isId } from '../../platform/ids/index.js';
import type { PartyStatus } from './site.graphql.js';

/** A site as everybody in the consortium may see it: sites are a public register. */
export interface SiteView {
  readonly id: string;
  readonly gln: string;
  readonly name: string;
  readonly organisation: string;
  readonly organisationId: string;
  readonly roles: SiteRole[];
  readonly market: MarketCode;
  readonly timeZone: string;
  readonly country: string;
  readonly region: string | null;
  readonly city: string | null;
  readonly address: string | null;
  readonly partyId: number;
  readonly partyIds: number[];
  readonly status: PartyStatus;
}

// The status is the ledger's. A site without an admitted ledger id waits for its admission.
const SITE = `
  SELECT s.id, s.gln, s.name, o.name AS organisation, s.organisation_id AS "organisationId", s.roles, s.market,
         s.time_zone AS "timeZone", s.country, s.region, s.city, s.address,
         p.ledger_id AS "partyId",
         ARRAY(SELECT ledger_id FROM party WHERE site_id = s.id ORDER BY main DESC, ledger_id) AS "partyIds",
         coalesce(l.status, 'PENDING') AS status
  FROM site s
  JOIN organisation o ON o.id = s.organisation_id
  JOIN party p ON p.site_id = s.id AND p.main
  LEFT JOIN ledger.party l ON l.id = p.ledger_id`;

interface SiteFilter {
  readonly role?: SiteRole | undefined;
  readonly search?: string | undefined;
  /** Only these, for example partners that may be shipped to. */
  readonly status?: PartyStatus | undefined;
  readonly except?: string | undefined;
}

@Injectable()
export class SiteReader {
  readonly #byId: (id: string) => Promise<SiteView | null>;
  /** By ledger id, the main one or another. */
  readonly byParty: (partyId: number) => Promise<SiteView | null>;

  constructor(private readonly database: DataSource) {
    this.#byId = batched(async (ids: string[]) => {
      const sites: SiteView[] = await database.query(`${SITE} WHERE s.id = ANY($1)`, [ids]);
      return new Map(sites.map((site) => [site.id, site]));
    });
    this.byParty = batched(async (partyIds: number[]) => {
      const sites: SiteView[] = await database.query(
        `${SITE} WHERE s.id IN (SELECT site_id FROM party WHERE ledger_id = ANY($1))`,
        [partyIds],
      );
      return new Map(sites.flatMap((site) => site.partyIds.map((partyId) => [partyId, site] as const)));
    });
  }

  async byId(id: string): Promise<SiteView | null> {
    return isId(id) ? this.#byId(id) : null;
  }

  async byGln(gln: string): Promise<SiteView | null> {
    const [site] = await this.database.query<SiteView[]>(`${SITE} WHERE s.gln = $1`, [gln]);
    return site ?? null;
  }

  /** Partners that the actor can trade with: active ones, and not the actor's own site. */
  partners(
    actor: Actor,
    filter: Pick<SiteFilter, 'role' | 'search'>,
    page: PageArgs,
  ): Promise<Page<SiteView>> {
    return this.list({ ...filter, status: 'ACTIVE', except: actor.siteId }, page);
  }

  /** Every country with a site, under each market that sites there work by. */
  places(): Promise<Pick<SiteView, 'market' | 'country'>[]> {
    return this.database.query('SELECT DISTINCT country, market FROM site ORDER BY country, market');
  }

  async list({ role, search, status, except }: SiteFilter, args: PageArgs): Promise<Page<SiteView>> {
    const request = pageRequest(args);
    const filter = `
      WHERE ($1::text IS NULL OR $1 = ANY(s.roles))
        AND ($2::text IS NULL OR s.name ILIKE $2 OR s.city ILIKE $2 OR o.name ILIKE $2 OR s.gln LIKE $2)
        AND ($3::text IS NULL OR coalesce(l.status, 'PENDING') = $3)
        AND ($4::uuid IS NULL OR s.id <> $4)`;
    const params = [role ?? null, search ? `%${escapeLike(search)}%` : null, status ?? null, except ?? null];
    const rows = await this.database.query<SiteView[]>(
      `${SITE} ${filter} AND ($5::text IS NULL OR (s.name || ' ' || s.gln) COLLATE "C" > $5)
       ORDER BY (s.name || ' ' || s.gln) COLLATE "C" LIMIT $6`,
      [...params, request.after, request.limit],
    );
    return pageOf(request, rows, keyOf, async () => {
      const [{ count }] = await this.database.query<[{ count: number }]>(
        `SELECT count(*) FROM (${SITE} ${filter}) AS found`,
        params,
      );
      return count;
    });
  }
}

function keyOf({ name, gln }: SiteView): string {
  return `${name} ${gln}`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
