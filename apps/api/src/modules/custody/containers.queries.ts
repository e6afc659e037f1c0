import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { batched, pageOf, pageRequest, type Page, type PageArgs } from '../../platform/graphql/index.js';
import { Container } from './container.entity.js';
import type { PackedRange } from './containers.store.js';

/** Containers that are at the actor's site or on their way from or to it. */
@Injectable()
export class ContainersQueries {
  readonly bySscc: (sscc: string) => Promise<Container | null>;
  readonly childrenOf: (sscc: string) => Promise<Container[] | null>;
  /** What lies in it directly. */
  readonly rangesOf: (sscc: string) => Promise<PackedRange[] | null>;

  constructor(private readonly database: DataSource) {
    this.bySscc = batched(async (ssccs: string[]) => {
      const containers = await database.getRepository(Container).findBy({ sscc: In(ssccs) });
      return new Map(containers.map((one) => [one.sscc, one]));
    });
    this.childrenOf = batched(async (ssccs: string[]) => {
      const children = await database
        .getRepository(Container)
        .find({ where: { parentSscc: In(ssccs) }, order: { sscc: 'ASC' } });
      return new Map(ssccs.map((sscc) => [sscc, children.filter(({ parentSscc }) => parentSscc === sscc)]));
    });
    this.rangesOf = batched(async (ssccs: string[]) => {
      const ranges: PackedRange[] = await database.query(
        `SELECT sscc, run_id AS "runId", start, "end" FROM container_range WHERE sscc = ANY($1::bpchar[])
         ORDER BY run_id, start`,
        [ssccs],
      );
      return new Map(ssccs.map((sscc) => [sscc, ranges.filter((range) => range.sscc === sscc)]));
    });
  }

  async container(actor: Actor, sscc: string): Promise<Container | null> {
    const [visible]: unknown[] = await this.database.query(
      `WITH RECURSIVE above AS (
         SELECT sscc, parent_sscc FROM container WHERE sscc = $3
         UNION ALL
         SELECT c.sscc, c.parent_sscc FROM container c JOIN above a ON c.sscc = a.parent_sscc)
       SELECT 1 WHERE $1
         OR EXISTS (SELECT 1 FROM container WHERE sscc = $3 AND site_id = $2)
         OR EXISTS (SELECT 1 FROM above a JOIN shipment_line l ON l.nesting @> ARRAY[a.sscc::text] JOIN shipment s ON s.id = l.shipment_id
                    WHERE $2 IN (s.from_site_id, s.to_site_id))`,
      [actor.roles.includes('REGULATOR'), actor.siteId, sscc],
    );
    return visible ? this.bySscc(sscc) : null;
  }

  /** The containers that a pack lies in now, as far as the actor may see them: the innermost first. */
  async around(actor: Actor, runId: number, idx: number): Promise<Container[]> {
    const rows: { sscc: string }[] = await this.database.query(
      `WITH RECURSIVE around AS (
         SELECT c.sscc, c.parent_sscc, 1 AS n FROM container_range r JOIN container c ON c.sscc = r.sscc
         WHERE r.run_id = $1 AND r.start <= $2 AND r."end" > $2
         UNION ALL
         SELECT c.sscc, c.parent_sscc, a.n + 1 FROM container c JOIN around a ON c.sscc = a.parent_sscc)
       SELECT sscc FROM around ORDER BY n`,
      [runId, idx],
    );
    const around = await Promise.all(rows.map(({ sscc }) => this.container(actor, sscc)));
    return around.filter((one) => one !== null);
  }

  /** At the actor's site, not inside another one that stands there, and not empty. */
  async containers(actor: Actor, args: PageArgs): Promise<Page<Container>> {
    const request = pageRequest(args);
    const rows: { sscc: string }[] = await this.database.query(
      `SELECT c.sscc ${STANDING} AND ($2::bpchar IS NULL OR c.sscc > $2) ORDER BY c.sscc LIMIT $3`,
      [actor.siteId, request.after, request.limit],
    );
    const containers = await Promise.all(rows.map(({ sscc }) => this.bySscc(sscc)));
    return pageOf(
      request,
      containers.filter((one) => one !== null),
      ({ sscc }) => sscc,
      async () => {
        const [row]: { count: number }[] = await this.database.query(`SELECT count(*) ${STANDING}`, [
          actor.siteId,
        ]);
        return row?.count ?? 0;
      },
    );
  }
}

const STANDING = `
  FROM container c WHERE c.site_id = $1
    AND NOT EXISTS (SELECT 1 FROM container p WHERE p.sscc = c.parent_sscc AND p.site_id = $1)
    AND (EXISTS (SELECT 1 FROM container_range r WHERE r.sscc = c.sscc)
         OR EXISTS (SELECT 1 FROM container i WHERE i.parent_sscc = c.sscc))`;
