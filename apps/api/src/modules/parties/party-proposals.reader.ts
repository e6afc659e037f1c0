import type { SiteRole } from '@custodia/access';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { pageOf, pageRequest, type Page, type PageArgs } from '../../platform/graphql/index.js';
import { isId } from '../../platform/ids/index.js';
import type { ProposalKind } from './party-proposal.entity.js';
import type { ProposalStatus } from './party-proposal.graphql.js';

export interface ProposalView {
  readonly id: string;
  readonly kind: ProposalKind;
  readonly status: ProposalStatus;
  readonly name: string;
  readonly organisation: string;
  readonly gln: string;
  readonly roles: SiteRole[];
  readonly country: string;
  readonly city: string | null;
  readonly market: string;
  readonly purpose: string | null;
  readonly siteId: string | null;
  readonly reason: string | null;
  readonly proposedById: string;
  readonly proposedAt: Date;
  readonly expiresAt: Date;
  readonly decidedById: string | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  readonly operationId: string | null;
}

// What is kept is what people decided; the ledger and the calendar have the last word.
const PROPOSAL = `
  SELECT p.id, p.kind,
         CASE WHEN p.status IN ('PROPOSED', 'APPROVED') AND o.refused THEN 'FAILED'
              WHEN p.status = 'APPROVED' AND o.confirmed THEN 'DONE'
              WHEN p.status = 'PROPOSED' AND p.expires_at <= now() THEN 'EXPIRED'
              ELSE p.status END AS status,
         coalesce(p.wish->>'name', s.name) AS name, coalesce(p.wish->>'organisation', g.name) AS organisation,
         coalesce(p.gln, s.gln) AS gln,
         coalesce(ARRAY(SELECT jsonb_array_elements_text(p.wish->'roles')), s.roles) AS "wishedRoles",
         s.roles AS "siteRoles",
         coalesce(p.wish->>'country', s.country) AS country, coalesce(p.wish->>'city', s.city) AS city,
         coalesce(p.wish->>'market', s.market) AS market, p.wish->>'purpose' AS purpose,
         p.site_id AS "siteId", p.reason, p.proposed_by AS "proposedById", p.proposed_at AS "proposedAt",
         p.expires_at AS "expiresAt", p.decided_by AS "decidedById", p.decided_at AS "decidedAt",
         p.decision_reason AS "decisionReason", o.latest AS "operationId"
  FROM party_proposal p
  LEFT JOIN site s ON s.id = p.site_id
  LEFT JOIN organisation g ON g.id = s.organisation_id
  CROSS JOIN LATERAL (
    SELECT bool_or(first.status = 'REFUSED' OR second.status = 'REFUSED') AS refused,
           bool_and(second.status IS NOT DISTINCT FROM 'CONFIRMED') AS confirmed,
           (array_agg(coalesce(x.decision_operation_id, x.proposal_operation_id) ORDER BY first.seq))[1] AS latest
    FROM party_proposal_order x
    JOIN operation first ON first.id = x.proposal_operation_id
    LEFT JOIN operation second ON second.id = x.decision_operation_id
    WHERE x.proposal_id = p.id) o`;

type Row = Omit<ProposalView, 'roles'> & { wishedRoles: SiteRole[]; siteRoles: SiteRole[] | null };

/** What waits for a second person, and what became of it: of one's own site alone. */
@Injectable()
export class PartyProposalsReader {
  constructor(private readonly database: DataSource) {}

  /** What the ledger does not have, newest first: what it has is seen at the sites. */
  async list(actor: Actor, args: PageArgs): Promise<Page<ProposalView>> {
    const request = pageRequest(args);
    const after = request.after && isId(request.after) ? request.after : null;
    const listed = `${PROPOSAL} WHERE p.regulator_site_id = $1 AND NOT (p.status = 'APPROVED' AND o.confirmed)`;
    const rows = await this.database.query<Row[]>(
      `${listed} AND ($2::uuid IS NULL OR p.id < $2) ORDER BY p.id DESC LIMIT $3`,
      [actor.siteId, after, request.limit],
    );
    return pageOf(
      request,
      rows.map(viewOf),
      ({ id }) => id,
      async () => {
        const [row] = await this.database.query<[{ count: number }]>(
          `SELECT count(*) FROM (${listed}) AS found`,
          [actor.siteId],
        );
        return row.count;
      },
    );
  }

  async byId(actor: Actor, id: string): Promise<ProposalView | null> {
    if (!isId(id)) return null;
    const [row] = await this.database.query<Row[]>(
      `${PROPOSAL} WHERE p.regulator_site_id = $1 AND p.id = $2`,
      [actor.siteId, id],
    );
    return row ? viewOf(row) : null;
  }
}

function viewOf({ wishedRoles, siteRoles, ...row }: Row): ProposalView {
  return { ...row, roles: wishedRoles.length > 0 ? wishedRoles : (siteRoles ?? []) };
}
