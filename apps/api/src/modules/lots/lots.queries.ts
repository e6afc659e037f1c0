import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { batched, pageOf, pageRequest, type Page, type PageArgs } from '../../platform/graphql/index.js';
import { isId } from '../../platform/ids/index.js';
import type { LotStanding } from './lot-status.rules.js';
import { Lot } from './lot.entity.js';
import { Product } from './product.entity.js';
import { Run } from './run.entity.js';

/** One correction of a lot's expiry. */
export interface LotAmendmentView {
  readonly version: number;
  readonly expiryBefore: string;
  readonly dayGivenBefore: boolean;
  readonly expiryAfter: string;
  readonly dayGivenAfter: boolean;
  readonly reason: string;
  readonly userId: string;
  readonly amendedAt: Date;
  readonly operationId: string | null;
}

/** Products are a public register; lots are seen by their maker, by who holds or is sent some of them, and by the regulator. */
@Injectable()
export class LotsQueries {
  readonly productById: (id: string) => Promise<Product | null>;
  readonly lotById: (id: string) => Promise<Lot | null>;
  readonly runById: (id: number) => Promise<Run | null>;
  readonly runsOfLot: (lotId: string) => Promise<Run[] | null>;
  readonly standingOfLot: (lotId: string) => Promise<LotStanding | null>;

  constructor(private readonly database: DataSource) {
    this.productById = batched(async (ids: string[]) =>
      byId(await database.getRepository(Product).findBy({ id: In(ids) })),
    );
    this.lotById = batched(async (ids: string[]) =>
      byId(await database.getRepository(Lot).findBy({ id: In(ids) })),
    );
    this.runById = batched(async (ids: number[]) =>
      byId(await database.getRepository(Run).findBy({ id: In(ids) })),
    );
    this.runsOfLot = batched(async (lotIds: string[]) => {
      const runs = await database
        .getRepository(Run)
        .find({ where: { lotId: In(lotIds) }, order: { id: 'ASC' } });
      return new Map(lotIds.map((lotId) => [lotId, runs.filter((run) => run.lotId === lotId)]));
    });
    this.standingOfLot = batched(async (lotIds: string[]) => {
      const rows = await database.query<(LotStanding & { lotId: string })[]>(STANDING, [lotIds]);
      return new Map(rows.map((row) => [row.lotId, row]));
    });
  }

  async products(
    { search, makerSiteId }: { search?: string | undefined; makerSiteId?: string | undefined },
    args: PageArgs,
  ): Promise<Page<Product>> {
    const request = pageRequest(args);
    const where = `WHERE ($1::text IS NULL OR name ILIKE $1 OR substance ILIKE $1 OR gtin LIKE $1 OR ndc LIKE $1)
      AND ($2::uuid IS NULL OR maker_site_id = $2)`;
    const params = [contains(search), makerSiteId ?? null];
    const rows = await this.database.query<{ id: string }[]>(
      `SELECT id FROM product ${where} AND ($3::text IS NULL OR (name || ' ' || gtin) COLLATE "C" > $3)
       ORDER BY (name || ' ' || gtin) COLLATE "C" LIMIT $4`,
      [...params, request.after, request.limit],
    );
    const products = await this.inOrder(rows, this.productById);
    return pageOf(
      request,
      products,
      ({ name, gtin }) => `${name} ${gtin}`,
      () => this.count(`SELECT count(*) FROM product ${where}`, params),
    );
  }

  async product(id: string): Promise<Product | null> {
    return isId(id) ? this.productById(id) : null;
  }

  productsByGtin(gtins: string[]): Promise<Product[]> {
    return this.database.getRepository(Product).findBy({ gtin: In(gtins) });
  }

  /** Newest first. */
  async lots(
    actor: Actor,
    filter: { readonly search?: string | undefined; readonly productId?: string | undefined },
    args: PageArgs,
  ): Promise<Page<Lot>> {
    const request = pageRequest(args);
    const productId =
      filter.productId === undefined || isId(filter.productId) ? (filter.productId ?? null) : NOBODY;
    const where = `WHERE ${VISIBLE_LOT}
      AND ($4::text IS NULL OR l.number ILIKE $4 OR p.name ILIKE $4 OR p.gtin LIKE $4)
      AND ($5::uuid IS NULL OR l.product_id = $5)`;
    const params = [...visibility(actor), contains(filter.search), productId];
    const rows = await this.database.query<{ id: string }[]>(
      `SELECT l.id FROM lot l JOIN product p ON p.id = l.product_id ${where}
       AND ($6::uuid IS NULL OR l.id < $6) ORDER BY l.id DESC LIMIT $7`,
      [...params, request.after && isId(request.after) ? request.after : null, request.limit],
    );
    const lots = await this.inOrder(rows, this.lotById);
    return pageOf(
      request,
      lots,
      ({ id }) => id,
      () => this.count(`SELECT count(*) FROM lot l JOIN product p ON p.id = l.product_id ${where}`, params),
    );
  }

  async lot(actor: Actor, id: string): Promise<Lot | null> {
    if (!isId(id)) return null;
    const [row] = await this.database.query<unknown[]>(
      `SELECT 1 FROM lot l WHERE l.id = $4 AND ${VISIBLE_LOT}`,
      [...visibility(actor), id],
    );
    return row ? this.lotById(id) : null;
  }

  /** What was corrected in a lot, newest first: for its maker and the regulator. */
  async amendments(actor: Actor, { id, makerSiteId }: Lot): Promise<LotAmendmentView[]> {
    if (makerSiteId !== actor.siteId && !actor.roles.includes('REGULATOR')) return [];
    return this.database.query(
      `SELECT version, expiry_before AS "expiryBefore", day_given_before AS "dayGivenBefore",
              expiry_after AS "expiryAfter", day_given_after AS "dayGivenAfter", reason, amended_by AS "userId",
              amended_at AS "amendedAt", operation_id AS "operationId"
       FROM lot_amendment WHERE lot_id = $1 ORDER BY version DESC`,
      [id],
    );
  }

  /** A run whose lot the actor may see. */
  async run(actor: Actor, id: number): Promise<Run | null> {
    if (!Number.isInteger(id) || id < 1 || id > 2 ** 31 - 1) return null;
    const run = await this.runById(id);
    return run && (await this.lot(actor, run.lotId)) ? run : null;
  }

  /** The parts of [from, to) whose serials the actor may read: all for maker and regulator, else what it holds. */
  async readable(actor: Actor, run: Run, from: number, to: number): Promise<{ from: number; to: number }[]> {
    if (run.status !== 'READY' || from >= to) return [];
    const lot = await this.lotById(run.lotId);
    if (lot?.makerSiteId === actor.siteId || actor.roles.includes('REGULATOR')) return [{ from, to }];
    return this.database.query(
      `SELECT greatest(s.start, $3)::int AS "from", least(s."end", $4)::int AS "to" FROM ledger.segment s
       JOIN run r ON r.lot_key = s.lot_key
       WHERE r.id = $1 AND s.holder = ANY($2) AND s.start < $4 AND s."end" > $3 ORDER BY s.start`,
      [run.id, actor.partyIds, from, to],
    );
  }

  private async inOrder<T>(rows: { id: string }[], load: (id: string) => Promise<T | null>): Promise<T[]> {
    const loaded = await Promise.all(rows.map(({ id }) => load(id)));
    return loaded.filter((one) => one !== null);
  }

  private async count(sql: string, params: unknown[]): Promise<number> {
    const [row] = await this.database.query<{ count: number }[]>(sql, params);
    return row?.count ?? 0;
  }
}

/** No product has this id. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

const VISIBLE_LOT = `($1 OR l.maker_site_id = $2 OR l.id IN (
  SELECT r.lot_id FROM run r JOIN ledger.segment s ON s.lot_key = r.lot_key
  WHERE s.holder = ANY($3::bigint[]) OR s.receiver = ANY($3::bigint[])))`;

function visibility(actor: Actor): [boolean, string, readonly number[]] {
  return [actor.roles.includes('REGULATOR'), actor.siteId, actor.partyIds];
}

const STANDING = `
  SELECT r.lot_id AS "lotId", bool_or(l.lot_key IS NOT NULL) AS confirmed,
         coalesce(bool_or(l.held), false) AS held, coalesce(bool_or(l.recalled), false) AS recalled,
         coalesce(bool_or(l.withdrawn), false) AS withdrawn
  FROM run r LEFT JOIN ledger.lot l ON l.lot_key = r.lot_key
  WHERE r.lot_id = ANY($1::uuid[]) GROUP BY r.lot_id`;

function byId<T extends { id: K }, K>(rows: T[]): Map<K, T> {
  return new Map(rows.map((row) => [row.id, row]));
}

function contains(search: string | undefined): string | null {
  return search ? `%${search.replace(/[\\%_]/g, '\\$&')}%` : null;
}
