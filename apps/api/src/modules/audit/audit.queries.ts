import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { pageOf, pageRequest, type Page } from '../../platform/graphql/index.js';
import { isId } from '../../platform/ids/index.js';
import { AUDIT_ANCHOR } from './anchoring.job.js';
import type { AuditArgs, AuditEntryType } from './audit.graphql.js';
import { ENTRY_TEXT, type EntryText } from './chain.rules.js';

export type AuditFilter = Pick<AuditArgs, 'siteId' | 'action' | 'search' | 'since' | 'before'>;

/** An entry with what it takes to check its place in the chain. */
export interface ExportedEntry extends EntryText {
  readonly userName: string | null;
  readonly siteName: string | null;
  readonly seq: number | null;
  readonly privateHash: string | null;
  readonly previous: string | null;
  readonly hash: string | null;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';
const EXPORT_BATCH = 500;

/** The trail of the actor's organisation; the regulator sees all of it. */
@Injectable()
export class AuditQueries {
  constructor(private readonly database: DataSource) {}

  /** The newest first. */
  async entries(actor: Actor, { first, after, ...filter }: AuditArgs): Promise<Page<AuditEntryType>> {
    const request = pageRequest({ first, after: after ?? null });
    const params = parameters(actor, filter);
    const rows = await this.database.query<AuditEntryType[]>(
      `SELECT e.id::text AS id, e.at, u.name AS "userName", s.name AS "siteName", e.system, e.action,
              e.subject_type AS "subjectType", e.subject_id AS "subjectId", e.details, e.salt IS NULL AS forgotten,
              l.seq, coalesce(l.seq <= a.seq, false) AS anchored
       ${FROM} LEFT JOIN LATERAL (
         SELECT max(t.seq) AS seq FROM ledger.anchor n JOIN audit_link t ON t.hash = n.root
         WHERE n.kind = ${AUDIT_ANCHOR} AND t.chain = l.chain) a ON true
       WHERE ${VISIBLE} AND ($8::int8 IS NULL OR e.id < $8) ORDER BY e.id DESC LIMIT $9`,
      [...params, request.after === null ? null : Number(request.after) || 0, request.limit],
    );
    return pageOf(
      request,
      rows,
      ({ id }) => id,
      async () => {
        const count = `SELECT count(*) AS count ${FROM} WHERE ${VISIBLE}`;
        const [row] = await this.database.query<{ count: number }[]>(count, params);
        return row?.count ?? 0;
      },
    );
  }

  /** The oldest first, as much as there is. */
  async *all(actor: Actor, filter: AuditFilter): AsyncGenerator<ExportedEntry> {
    const params = parameters(actor, filter);
    for (let after = 0; ;) {
      const rows = await this.database.query<ExportedEntry[]>(
        `SELECT ${ENTRY_TEXT}, u.name AS "userName", s.name AS "siteName", l.seq,
                encode(l.private_hash, 'hex') AS "privateHash", encode(l.previous, 'hex') AS previous,
                encode(l.hash, 'hex') AS hash
         ${FROM} WHERE ${VISIBLE} AND e.id > $8 ORDER BY e.id LIMIT ${EXPORT_BATCH}`,
        [...params, after],
      );
      yield* rows;
      if (rows.length < EXPORT_BATCH) return;
      after = rows.at(-1)!.id;
    }
  }
}

const FROM = `FROM audit_entry e LEFT JOIN audit_link l ON l.entry_id = e.id
  LEFT JOIN app_user u ON u.id = e.user_id LEFT JOIN site s ON s.id = e.site_id`;

const VISIBLE = `($1 OR s.organisation_id = $2)
  AND ($3::uuid IS NULL OR e.site_id = $3)
  AND ($4::text IS NULL OR e.action = $4 OR starts_with(e.action, $4 || '.'))
  AND ($5::text IS NULL OR e.subject_id = $5 OR starts_with(lower(u.name), lower($5)))
  AND ($6::timestamptz IS NULL OR e.at >= $6) AND ($7::timestamptz IS NULL OR e.at < $7)`;

function parameters(actor: Actor, { siteId, action, search, since, before }: AuditFilter): unknown[] {
  const site = siteId === undefined || siteId === null ? null : isId(siteId) ? siteId : NOBODY;
  return [
    actor.roles.includes('REGULATOR'),
    actor.organisationId,
    site,
    action?.trim() || null,
    search?.trim() || null,
    since ?? null,
    before ?? null,
  ];
}
