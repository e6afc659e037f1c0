import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { pageOf, pageRequest, type Page, type PageArgs } from '../../platform/graphql/index.js';
import { CustodyReader, type RunFacts } from './custody.reader.js';
import type { UnitRange } from './segment.js';

/** What a site holds of one run. */
export interface Holding {
  readonly runId: number;
  readonly ranges: readonly UnitRange[];
  readonly units: number;
  /** Units that can be handed on or dispensed. */
  readonly active: number;
}

/** The stock of a site, our own operations under way included. */
@Injectable()
export class HoldingsQueries {
  constructor(
    private readonly database: DataSource,
    private readonly custody: CustodyReader,
  ) {}

  /** Newest runs first. */
  async list(actor: Actor, search: string | undefined, args: PageArgs): Promise<Page<Holding>> {
    const request = pageRequest(args);
    const params = [actor.partyIds, search ? `%${search.replace(/[\\%_]/g, '\\$&')}%` : null];
    const holdings: Holding[] = [];
    let after = request.after === null ? null : Number(request.after) || null;
    for (;;) {
      const rows: { id: number }[] = await this.database.query(
        `${CANDIDATES} AND ($3::int IS NULL OR r.id < $3) ORDER BY r.id DESC LIMIT $4`,
        [...params, after, request.limit],
      );
      holdings.push(
        ...(await this.holdings(
          actor,
          rows.map(({ id }) => id),
        )),
      );
      if (holdings.length >= request.limit || rows.length < request.limit) break;
      after = rows.at(-1)!.id;
    }
    return pageOf(
      request,
      holdings.slice(0, request.limit),
      ({ runId }) => String(runId),
      async () => {
        const [row]: { count: number }[] = await this.database.query(
          `SELECT count(*) FROM (${CANDIDATES}) c`,
          params,
        );
        return row?.count ?? 0;
      },
    );
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
        return mine.length > 0 ? this.holding(run, joined(mine)) : undefined;
      }),
    );
    return held.filter((one) => one !== undefined);
  }

  private async holding(run: RunFacts, ranges: UnitRange[]): Promise<Holding> {
    const units = ranges.reduce((sum, { start, end }) => sum + end - start, 0);
    const [row]: { inactive: number }[] = await this.database.query(INACTIVE, [
      Buffer.from(run.lotKey.slice(2), 'hex'),
      run.id,
      ranges.map(({ start }) => start),
      ranges.map(({ end }) => end),
    ]);
    return { runId: run.id, ranges, units, active: units - (row?.inactive ?? 0) };
  }
}

/** For people, neighbours are one range, whatever the ledger makes of them. */
function joined(segments: readonly UnitRange[]): UnitRange[] {
  const ranges: { start: number; end: number }[] = [];
  for (const { start, end } of segments) {
    const last = ranges.at(-1);
    if (last?.end === start) last.end = end;
    else ranges.push({ start, end });
  }
  return ranges;
}

const CANDIDATES = `
  SELECT r.id FROM run r JOIN lot l ON l.id = r.lot_id JOIN product p ON p.id = l.product_id
  WHERE r.status = 'READY'
    AND (r.lot_key IN (SELECT lot_key FROM ledger.segment WHERE holder = ANY($1::bigint[]))
         OR r.id IN (SELECT run_id FROM operation WHERE status IN ('PENDING', 'SENT') AND party_id = ANY($1::bigint[])
                       AND kind IN ('registerLot', 'receive', 'claim', 'voidShipment')))
    AND ($2::text IS NULL OR l.number ILIKE $2 OR p.name ILIKE $2 OR p.gtin LIKE $2)`;

// A unit with an operation under way counts as gone, so that nobody promises it twice.
const INACTIVE = `
  SELECT count(*) AS inactive FROM (
    SELECT w.word_no * 16 + lane AS idx
    FROM unnest($3::int[], $4::int[]) AS held (start, "end")
    JOIN ledger.status_word w ON w.lot_key = $1 AND w.word_no BETWEEN held.start / 16 AND (held."end" - 1) / 16,
         generate_series(0, 15) AS lane
    WHERE w.word_no * 16 + lane >= held.start AND w.word_no * 16 + lane < held."end"
      AND get_byte(w.word, 31 - 2 * lane) & 15 <> 0
    UNION
    SELECT u.idx FROM unit_reservation u
    JOIN unnest($3::int[], $4::int[]) AS held (start, "end") ON u.idx >= held.start AND u.idx < held."end"
    WHERE u.run_id = $2) gone`;
