import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { pageOf, pageRequest, type Page, type PageArgs } from '../../platform/graphql/index.js';
import { isId } from '../../platform/ids/index.js';
import { CustodyReader, type RunFacts } from './custody.reader.js';
import type { UnitRange } from './segment.js';
import { countUnits, countWithin, GONE, joined, stockParts, without, type StockPart } from './stock.rules.js';

/** What a site has in stock of one run. */
export interface Holding {
  readonly runId: number;
  readonly expiry: string;
  /** In packing order; what was supplied or taken off the market is left out. */
  readonly parts: readonly StockPart[];
  readonly ranges: readonly UnitRange[];
  /** The ranges that can be handed on or dispensed, and lie in no closed container. */
  readonly free: readonly UnitRange[];
  readonly units: number;
  readonly active: number;
  readonly recalled: number;
}

export interface HoldingFilter {
  readonly search?: string | undefined;
  readonly lotId?: string | undefined;
  /** A day: only what expires on it or earlier. */
  readonly expiresUntil?: string | undefined;
}

/** The stock of a site, our own operations under way included. */
@Injectable()
export class HoldingsQueries {
  constructor(
    private readonly database: DataSource,
    private readonly custody: CustodyReader,
  ) {}

  /** What expires first comes first. */
  async list(actor: Actor, filter: HoldingFilter, args: PageArgs): Promise<Page<Holding>> {
    const request = pageRequest(args);
    const params = paramsOf(actor, filter);
    const holdings: Holding[] = [];
    let [expiry, id] = cursorOf(request.after);
    for (;;) {
      const rows: { id: number; expiry: string }[] = await this.database.query(
        `${CANDIDATES} AND ($5::date IS NULL OR (l.expiry, r.id) > ($5, $6)) ORDER BY l.expiry, r.id LIMIT $7`,
        [...params, expiry, id, request.limit],
      );
      holdings.push(
        ...(await this.holdings(
          actor,
          rows.map((row) => row.id),
        )),
      );
      const last = rows.at(-1);
      if (holdings.length >= request.limit || rows.length < request.limit || !last) break;
      [expiry, id] = [last.expiry, last.id];
    }
    return pageOf(
      request,
      holdings.slice(0, request.limit),
      (holding) => `${holding.expiry} ${holding.runId}`,
      async () => {
        const counted = `SELECT count(*) FROM (${CANDIDATES}) c`;
        const [row]: { count: number }[] = await this.database.query(counted, params);
        return row?.count ?? 0;
      },
    );
  }

  /** What the site has of one run; null where it has none. */
  async holding(actor: Actor, runId: number): Promise<Holding | null> {
    const known = await this.custody.runs([runId]);
    if (!known.has(runId)) return null;
    const [holding] = await this.holdings(actor, [runId]);
    return holding ?? null;
  }

  private async holdings(actor: Actor, runIds: number[]): Promise<Holding[]> {
    const runs = await this.custody.runs(runIds);
    const held = await Promise.all(
      runIds.map(async (id) => {
        const run = runs.get(id)!;
        const segments = await this.custody.segments(run, { start: 0, end: run.units });
        const mine = segments.filter(
          ({ state, holder }) => state === 'HELD' && actor.partyIds.includes(holder),
        );
        return mine.length > 0 ? this.ofRun(run, joined(mine)) : undefined;
      }),
    );
    return held.filter((one) => one !== undefined && one.units > 0) as Holding[];
  }

  private async ofRun(run: RunFacts, held: UnitRange[]): Promise<Holding> {
    const lotKey = Buffer.from(run.lotKey.slice(2), 'hex');
    const [starts, ends] = [held.map(({ start }) => start), held.map(({ end }) => end)];
    const rows: (UnitRange & { status: number })[] = await this.database.query(EXCEPTIONAL, [
      ...[lotKey, run.id, starts, ends, GONE],
    ]);
    const recalled: UnitRange[] = await this.database.query(RECALLED, [lotKey, run.id, run.units]);
    const exceptional = rows.map(({ start, end, status }) => ({
      start,
      end,
      status: status === UNDER_WAY ? undefined : status,
    }));
    const parts = stockParts(held, exceptional);
    const ranges = joined(parts);
    const active = parts.filter(({ state }) => state === 'ACTIVE');
    const packed: UnitRange[] = await this.database.query(PACKED, [run.id]);
    return {
      runId: run.id,
      expiry: run.expiry,
      parts,
      ranges,
      free: without(active, packed),
      units: countUnits(ranges),
      active: countUnits(active),
      recalled: countWithin(ranges, joined(recalled)),
    };
  }
}

function paramsOf(actor: Actor, { search, lotId, expiresUntil }: HoldingFilter): unknown[] {
  return [
    actor.partyIds,
    search ? `%${search.replace(/[\\%_]/g, '\\$&')}%` : null,
    lotId === undefined ? null : isId(lotId) ? lotId : NO_LOT,
    expiresUntil ?? null,
  ];
}

function cursorOf(after: string | null): [string | null, number] {
  const match = /^(\d{4}-\d\d-\d\d) (\d{1,9})$/.exec(after ?? '');
  return match ? [match[1]!, Number(match[2])] : [null, 0];
}

const NO_LOT = '00000000-0000-0000-0000-000000000000';

/** In place of a status: an operation on the unit is under way. */
const UNDER_WAY = -1;

const ON_THE_SHELF = `
  SELECT 1 FROM ledger.segment s
  WHERE s.lot_key = r.lot_key AND s.holder = ANY($1::bigint[]) AND s.state = 'HELD'
    AND (NOT s.touched OR s."end" - s.start > (
      SELECT count(*) FROM ledger.status_word w, generate_series(0, 15) AS lane
      WHERE w.lot_key = s.lot_key AND w.word_no BETWEEN s.start / 16 AND (s."end" - 1) / 16
        AND w.word_no * 16 + lane >= s.start AND w.word_no * 16 + lane < s."end"
        AND get_byte(w.word, 31 - 2 * lane) & 15 IN (${GONE.join(', ')})))`;

const CANDIDATES = `
  SELECT r.id, l.expiry FROM run r JOIN lot l ON l.id = r.lot_id JOIN product p ON p.id = l.product_id
  WHERE r.status = 'READY'
    AND (EXISTS (${ON_THE_SHELF})
         OR r.id IN (SELECT run_id FROM operation WHERE status IN ('PENDING', 'SENT') AND party_id = ANY($1::bigint[])
                       AND kind IN ('registerLot', 'receive', 'claim', 'voidShipment')))
    AND ($2::text IS NULL OR l.number ILIKE $2 OR p.name ILIKE $2 OR p.gtin LIKE $2)
    AND ($3::uuid IS NULL OR l.id = $3)
    AND ($4::date IS NULL OR l.expiry <= $4)`;

// A unit with an operation under way counts as taken, so that nobody promises it twice.
const EXCEPTIONAL = `
  WITH held AS (SELECT start, "end" FROM unnest($3::int[], $4::int[]) AS h (start, "end")),
  stated AS (
    SELECT w.word_no * 16 + lane AS idx, get_byte(w.word, 31 - 2 * lane) & 15 AS status
    FROM held
    JOIN ledger.status_word w ON w.lot_key = $1 AND w.word_no BETWEEN held.start / 16 AND (held."end" - 1) / 16,
         generate_series(0, 15) AS lane
    WHERE w.word_no * 16 + lane >= held.start AND w.word_no * 16 + lane < held."end"
      AND get_byte(w.word, 31 - 2 * lane) & 15 <> 0
    UNION ALL
    SELECT u.idx, ${UNDER_WAY} FROM unit_reservation u
    JOIN held ON u.idx >= held.start AND u.idx < held."end" WHERE u.run_id = $2
    UNION ALL
    SELECT generate_series(greatest(o.idx_from, held.start), least(o.idx_to, held."end") - 1), ${UNDER_WAY}
    FROM operation o JOIN held ON o.idx_from < held."end" AND o.idx_to > held.start
    WHERE o.run_id = $2 AND o.status IN ('PENDING', 'SENT')
      AND o.kind IN ('lock', 'unlock', 'decommission', 'reportMissing', 'dispense', 'reportSupply', 'undoDispense')),
  unit AS (
    SELECT idx, CASE WHEN max(status) = ANY($5::int[]) THEN max(status) ELSE min(status) END AS status
    FROM stated GROUP BY idx)
  SELECT min(idx) AS start, max(idx) + 1 AS "end", status
  FROM (SELECT idx, status, idx - row_number() OVER (PARTITION BY status ORDER BY idx) AS island FROM unit) islands
  GROUP BY status, island ORDER BY 1`;

const PACKED = `
  SELECT lower(range) AS start, upper(range) AS "end"
  FROM (SELECT unnest(range_agg(int4range(start, "end"))) AS range FROM container_range WHERE run_id = $1) packed
  ORDER BY 1`;

const RECALLED = `
  SELECT start::int, "end"::int FROM ledger.recall_range WHERE lot_key = $1
    AND NOT EXISTS (SELECT 1 FROM ledger.lot WHERE lot_key = $1 AND recalled)
  UNION
  SELECT 0, $3::int FROM ledger.lot WHERE lot_key = $1 AND recalled
  UNION
  SELECT coalesce(idx_from, 0), coalesce(idx_to, $3::int) FROM operation
  WHERE run_id = $2 AND status IN ('PENDING', 'SENT') AND kind = 'approveRecall'
    AND NOT EXISTS (SELECT 1 FROM ledger.lot WHERE lot_key = $1 AND recalled)
  ORDER BY 1`;
