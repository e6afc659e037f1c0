import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { batched, pageOf, pageRequest, type Page, type PageArgs } from '../../platform/graphql/index.js';
import { isId } from '../../platform/ids/index.js';
import type { OperationStatus } from '../../platform/work/index.js';
import {
  ledgerStatus,
  lineStatus,
  shipmentStatus,
  type LineStatus,
  type ShipmentStatus,
} from './shipment-status.rules.js';
import { Shipment, ShipmentLine } from './shipment.entity.js';

export const DIRECTIONS = ['INBOUND', 'OUTBOUND'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export type LineView = ShipmentLine & { readonly status: LineStatus };

/** A shipment with what follows from its lines. */
export type ShipmentView = Shipment & {
  readonly lines: readonly LineView[];
  readonly status: ShipmentStatus;
  readonly ledger: OperationStatus;
};

export interface ShipmentFilter {
  readonly status?: ShipmentStatus | undefined;
  /** Only those with goods on their way. */
  readonly open?: boolean | undefined;
  readonly search?: string | undefined;
}

type LineRow = { id: string; shipped: OperationStatus; settled: OperationStatus | null };

/** How many shipments are read at once where a filter needs their lines. */
const BATCH = 100;

/** Shipments from and to the actor's site. */
@Injectable()
export class ShipmentsQueries {
  /** For fields of other things: without a look at who asks. */
  readonly byId: (id: string) => Promise<ShipmentView | null>;

  constructor(private readonly database: DataSource) {
    this.byId = batched((ids: string[]) => this.read(ids));
  }

  async shipment(actor: Actor, id: string): Promise<ShipmentView | null> {
    const shipment = isId(id) ? await this.byId(id) : null;
    const mine = shipment && [shipment.fromSiteId, shipment.toSiteId].includes(actor.siteId);
    return mine || (shipment && actor.roles.includes('REGULATOR')) ? shipment : null;
  }

  /** Newest first. The status follows from the lines, so with a filter on it they are read until the page is full. */
  async list(
    actor: Actor,
    direction: Direction,
    filter: ShipmentFilter,
    args: PageArgs,
  ): Promise<Page<ShipmentView>> {
    const request = pageRequest(args);
    const sifted = filter.status !== undefined || filter.open === true;
    const limit = sifted ? BATCH : request.limit;
    const found: ShipmentView[] = [];
    let after = request.after && isId(request.after) ? request.after : null;
    for (;;) {
      const ids = await this.ids(actor, direction, filter, after, limit);
      const shipments = await this.read(ids);
      found.push(...ids.map((id) => shipments.get(id)!).filter((one) => fits(one, filter)));
      if (found.length >= request.limit || ids.length < limit) break;
      after = ids.at(-1)!;
    }
    return pageOf(
      request,
      found.slice(0, request.limit),
      ({ id }) => id,
      () => this.count(actor, direction, filter),
    );
  }

  private async ids(
    actor: Actor,
    direction: Direction,
    { search }: ShipmentFilter,
    after: string | null = null,
    limit: number | null = null,
  ): Promise<string[]> {
    const rows: { id: string }[] = await this.database.query(
      `SELECT s.id FROM shipment s JOIN site o ON o.id = s.${SIDE[direction].other}
       WHERE s.${SIDE[direction].own} = $1 AND ($2::uuid IS NULL OR s.id < $2)
         AND ($3::text IS NULL OR s.number ILIKE $3 OR s.reference ILIKE $3 OR o.name ILIKE $3 OR EXISTS (
           SELECT 1 FROM shipment_line l JOIN run r ON r.id = l.run_id JOIN lot ON lot.id = r.lot_id
           WHERE l.shipment_id = s.id AND (lot.number ILIKE $3 OR l.sscc IN (${AROUND}))))
       ORDER BY s.id DESC LIMIT $5`,
      [actor.siteId, after, search ? `%${search.replace(/[\\%_]/g, '\\$&')}%` : null, search ?? null, limit],
    );
    return rows.map(({ id }) => id);
  }

  private async count(actor: Actor, direction: Direction, filter: ShipmentFilter): Promise<number> {
    const ids = await this.ids(actor, direction, filter);
    if (filter.status === undefined && !filter.open) return ids.length;
    const shipments = await this.read(ids);
    return [...shipments.values()].filter((one) => fits(one, filter)).length;
  }

  private async read(ids: string[]): Promise<Map<string, ShipmentView>> {
    const shipments = await this.database.getRepository(Shipment).findBy({ id: In(ids) });
    const lines = await this.database
      .getRepository(ShipmentLine)
      .find({ where: { shipmentId: In(ids) }, order: { runId: 'ASC', start: 'ASC' } });
    const rows: LineRow[] = await this.database.query(LINE_OPERATIONS, [ids]);
    const operations = new Map(rows.map((row) => [row.id, row]));
    return new Map(
      shipments.map((shipment) => {
        const own = lines.filter(({ shipmentId }) => shipmentId === shipment.id);
        return [shipment.id, viewOf(shipment, own, operations)];
      }),
    );
  }
}

function viewOf(
  shipment: Shipment,
  lines: ShipmentLine[],
  operations: ReadonlyMap<string, LineRow>,
): ShipmentView {
  const views = lines.map((line) => {
    const { shipped, settled } = operations.get(line.id)!;
    return { ...line, status: lineStatus(shipped, line.settleKind, settled) };
  });
  const last = lines.map((line) => {
    const { shipped, settled } = operations.get(line.id)!;
    return settled === null || settled === 'REFUSED' ? shipped : settled;
  });
  return {
    ...shipment,
    lines: views,
    status: shipmentStatus(views.map(({ status }) => status)),
    ledger: ledgerStatus(last),
  };
}

function fits({ status, lines }: ShipmentView, { status: wanted, open }: ShipmentFilter): boolean {
  if (wanted !== undefined && status !== wanted) return false;
  return !open || lines.some((line) => line.status === 'IN_TRANSIT');
}

const SIDE: { readonly [D in Direction]: { readonly own: string; readonly other: string } } = {
  INBOUND: { own: 'to_site_id', other: 'from_site_id' },
  OUTBOUND: { own: 'from_site_id', other: 'to_site_id' },
};

// A carton stands on a pallet: whichever label was scanned, the shipment names the outermost container.
const AROUND = `
  WITH RECURSIVE around AS (
    SELECT sscc, parent_sscc FROM container WHERE sscc = $4
    UNION ALL
    SELECT c.sscc, c.parent_sscc FROM container c JOIN around a ON c.sscc = a.parent_sscc)
  SELECT sscc FROM around`;

const LINE_OPERATIONS = `
  SELECT l.id, so.status AS shipped, st.status AS settled FROM shipment_line l
  JOIN operation so ON so.id = l.ship_operation_id LEFT JOIN operation st ON st.id = l.settle_operation_id
  WHERE l.shipment_id = ANY($1::uuid[])`;
