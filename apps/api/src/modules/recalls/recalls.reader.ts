import { UnitStatus } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { batched, pageOf, pageRequest, type Page, type PageArgs } from '../../platform/graphql/index.js';
import { isId } from '../../platform/ids/index.js';
import { Recall } from './recall.entity.js';
import type { RecallScope } from './recall.rules.js';

/** A lot as everybody may know of it: what its recall covers is for those who hold packs. */
export interface RecalledLot {
  readonly gtin: string;
  readonly lotNumber: string;
  readonly class: string;
  readonly issuedAt: Date;
}

/** A pack outlives its recall by some years at most; a country has some thousands of recalls in that time. */
const MOST_RECALLED = 10_000;

/** A site that holds recalled units now, those already supplied not counted. */
export interface RecallHolder {
  readonly siteId: string;
  readonly units: number;
  readonly supplied: number;
  readonly acknowledgedAt: Date | null;
}

/** Statuses of units that are with patients. */
const SUPPLIED = [
  UnitStatus.Supplied,
  UnitStatus.Filled,
  UnitStatus.Emptied,
  UnitStatus.Irregular,
  UnitStatus.IrregularlyFilled,
];

// The parts of segments that the recall covers, and in them the units by status: sixteen to a word, two bytes each,
// the lowest index in the last two, the status in the low half of the low byte.
const SCOPE = `
  WITH part AS (
    SELECT s.lot_key, s.holder, greatest(s.start, x.range_from) AS first, least(s."end", x.range_to) AS last
    FROM recall_run x
    JOIN run r ON r.id = x.run_id
    JOIN ledger.segment s ON s.lot_key = r.lot_key AND s.start < x.range_to AND s."end" > x.range_from
    WHERE x.recall_id = $1
  ), unit AS (
    SELECT p.holder, get_byte(w.word, 31 - 2 * lane) & 15 AS status
    FROM part p
    JOIN ledger.status_word w ON w.lot_key = p.lot_key AND w.word_no BETWEEN p.first / 16 AND (p.last - 1) / 16
    CROSS JOIN generate_series(0, 15) AS lane
    WHERE w.word_no * 16 + lane >= p.first AND w.word_no * 16 + lane < p.last
  )`;

const VISIBLE = `($1::boolean OR l.maker_site_id = $2 OR (c.status IN ('APPROVED', 'ISSUED') AND l.id IN (
  SELECT r.lot_id FROM run r JOIN ledger.segment s ON s.lot_key = r.lot_key
  WHERE s.holder = ANY($3::bigint[]) OR s.receiver = ANY($3::bigint[]))))`;

@Injectable()
export class RecallsReader {
  /** The gravest recall of a lot that stands, for those who may see the lot. */
  readonly ofLot: (lotId: string) => Promise<Recall | null>;
  /** What a recall covers. */
  readonly scopeOf: (recallId: string) => Promise<readonly RecallScope[]>;
  /** Why a lot is on hold, by the latest who put it there. */
  readonly heldReasonOf: (lotId: string) => Promise<string | null>;

  /** The sites that put a lot on hold and have not released it. */
  readonly holdersOf: (lotId: string) => Promise<readonly string[]>;

  constructor(private readonly database: DataSource) {
    this.ofLot = batched(async (lotIds: string[]) => {
      const recalls = await database
        .getRepository(Recall)
        .createQueryBuilder('c')
        .where(`c.lotId = ANY(:lotIds) AND c.status IN ('APPROVED', 'ISSUED')`, { lotIds })
        .orderBy('c.proposedAt', 'ASC')
        .getMany();
      return new Map(recalls.map((recall) => [recall.lotId, recall]));
    });
    const scopes = batched(async (recallIds: string[]) => {
      const rows = await database.query<{ recallId: string; scope: RecallScope[] }[]>(
        `SELECT recall_id AS "recallId",
                json_agg(json_build_object('runId', run_id, 'from', range_from, 'to', range_to)
                         ORDER BY run_id, range_from) AS scope
         FROM recall_run WHERE recall_id = ANY($1) GROUP BY recall_id`,
        [recallIds],
      );
      return new Map(rows.map(({ recallId, scope }) => [recallId, scope]));
    });
    this.scopeOf = async (recallId) => (await scopes(recallId)) ?? [];
    this.heldReasonOf = batched(async (lotIds: string[]) => {
      const holds = await database.query<{ lot_id: string; reason: string }[]>(
        'SELECT lot_id, reason FROM lot_hold WHERE lot_id = ANY($1) AND released_at IS NULL ORDER BY held_at',
        [lotIds],
      );
      return new Map(holds.map(({ lot_id, reason }) => [lot_id, reason]));
    });
    const holders = batched(async (lotIds: string[]) => {
      const holds = await database.query<{ lotId: string; sites: string[] }[]>(
        `SELECT lot_id AS "lotId", array_agg(site_id::text) AS sites FROM lot_hold
         WHERE lot_id = ANY($1) AND released_at IS NULL GROUP BY lot_id`,
        [lotIds],
      );
      return new Map(holds.map(({ lotId, sites }) => [lotId, sites]));
    });
    this.holdersOf = async (lotId) => (await holders(lotId)) ?? [];
  }

  /** All for the regulator, of its lots for a maker; others see what touches lots that they hold or held. */
  async recalls(actor: Actor, args: PageArgs): Promise<Page<Recall>> {
    const request = pageRequest(args);
    const where = `FROM recall c JOIN lot l ON l.id = c.lot_id WHERE ${VISIBLE}`;
    const params = viewer(actor);
    const rows = await this.database.query<{ id: string }[]>(
      `SELECT c.id ${where} AND ($4::uuid IS NULL OR c.id < $4) ORDER BY c.id DESC LIMIT $5`,
      [...params, request.after && isId(request.after) ? request.after : null, request.limit],
    );
    const recalls = await Promise.all(rows.map(({ id }) => this.byId(id)));
    return pageOf(
      request,
      recalls.filter((recall) => recall !== null),
      ({ id }) => id,
      async () => {
        const [row] = await this.database.query<{ count: number }[]>(`SELECT count(*) ${where}`, params);
        return row?.count ?? 0;
      },
    );
  }

  async recall(actor: Actor, id: string): Promise<Recall | null> {
    if (!isId(id)) return null;
    const [row] = await this.database.query<unknown[]>(
      `SELECT 1 FROM recall c JOIN lot l ON l.id = c.lot_id WHERE ${VISIBLE} AND c.id = $4`,
      [...viewer(actor), id],
    );
    return row ? this.byId(id) : null;
  }

  /**
   * Every recalled lot, newest first and whole: whoever looks for one in it tells nobody which. Withdrawals concern the
   * trade alone.
   */
  recalledLots(): Promise<RecalledLot[]> {
    return this.database.query(
      `SELECT p.gtin, l.number AS "lotNumber", min(c.class) AS class, max(c.issued_at) AS "issuedAt"
       FROM recall c JOIN lot l ON l.id = c.lot_id JOIN product p ON p.id = l.product_id
       WHERE c.kind = 'RECALL' AND c.status = 'ISSUED'
       GROUP BY p.gtin, l.number ORDER BY max(c.issued_at) DESC, p.gtin, l.number LIMIT ${MOST_RECALLED}`,
    );
  }

  /** Who holds what now: all of them for who ordered it and the regulator, to others only themselves. */
  async holders(actor: Actor, recall: Recall): Promise<RecallHolder[]> {
    const all = actor.roles.includes('REGULATOR') || recall.siteId === actor.siteId;
    return this.database.query(
      `${SCOPE}
       SELECT y.site_id AS "siteId", sum(h.units - h.supplied)::int AS units, sum(h.supplied)::int AS supplied,
              min(k.at) AS "acknowledgedAt"
       FROM (SELECT holder, sum(last - first) AS units, 0 AS supplied FROM part GROUP BY holder
             UNION ALL
             SELECT holder, 0, count(*) FROM unit WHERE status = ANY($2) GROUP BY holder) h
       JOIN party y ON y.ledger_id = h.holder
       LEFT JOIN recall_acknowledgement k ON k.recall_id = $1 AND k.site_id = y.site_id
       WHERE $3::boolean OR y.site_id = $4
       GROUP BY y.site_id ORDER BY units DESC, y.site_id`,
      [recall.id, SUPPLIED, all, actor.siteId],
    );
  }

  /** The sites that have to know of it: its maker, who holds or is sent units of the lot, and the regulators. */
  async concerned(recallId: string): Promise<string[]> {
    const sites = await this.database.query<{ id: string }[]>(
      `SELECT l.maker_site_id AS id FROM recall c JOIN lot l ON l.id = c.lot_id WHERE c.id = $1
       UNION
       SELECT y.site_id FROM recall c JOIN run r ON r.lot_id = c.lot_id
       JOIN ledger.segment s ON s.lot_key = r.lot_key
       JOIN party y ON y.ledger_id IN (s.holder, s.receiver) WHERE c.id = $1
       UNION
       SELECT id FROM site WHERE 'REGULATOR' = ANY(roles)`,
      [recallId],
    );
    return sites.map(({ id }) => id);
  }

  /** Units that are with patients already. */
  async unitsSupplied(recallId: string): Promise<number> {
    const [row] = await this.database.query<{ count: number }[]>(
      `${SCOPE} SELECT count(*) FROM unit WHERE status = ANY($2)`,
      [recallId, SUPPLIED],
    );
    return row?.count ?? 0;
  }

  /** The latest operation of the recall on the ledger. */
  async operationOf(recallId: string): Promise<string | null> {
    const [row] = await this.database.query<{ id: string }[]>(
      `SELECT coalesce(approval_operation_id, retraction_operation_id, proposal_operation_id) AS id FROM recall_run
       WHERE recall_id = $1 ORDER BY run_id, range_from LIMIT 1`,
      [recallId],
    );
    return row?.id ?? null;
  }

  private byId(id: string): Promise<Recall | null> {
    return this.database.getRepository(Recall).findOneBy({ id });
  }
}

function viewer(actor: Actor): [boolean, string, readonly number[]] {
  return [actor.roles.includes('REGULATOR'), actor.siteId, actor.partyIds];
}
