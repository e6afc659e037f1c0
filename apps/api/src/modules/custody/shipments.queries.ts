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

  /** Newest first. The status follows from the lines, so with a filter they are read until the page is full. */
  async list(
    actor: Actor,
    direction: Direction,
    status: ShipmentStatus | undefined,
    args: PageArgs,
  ): Promise<Page<ShipmentView>> {
    const request = pageRequest(args);
    const found: ShipmentView[] = [];
    let after = request.after && isId(request.after) ? request.after : null;
    for (;;) {
      const ids = await this.ids(actor, direction, after, status ? BATCH : request.limit);
      const shipments = await this.read(ids);
      found.push(...ids.map((id) => shipments.get(id)!).filter((one) => !status || one.status === status));
      if (found.length >= request.limit || ids.length < (status ? BATCH : request.limit)) break;
      after = ids.at(-1)!;
    }
    return pageOf(
      request,
      found.slice(0, request.limit),
      ({ id }) => id,
      () => this.count(actor, direction, status),
    );
  }

  private async ids(
    actor: Actor,
    direction: Direction,
    after: string | null,
    limit: number,
  ): Promise<string[]> {
    const rows: { id: string }[] = await this.database.query(
      `SELECT id FROM shipment WHERE ${SIDE[direction]} = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [actor.siteId, after, limit],
    );
    return rows.map(({ id }) => id);
  }

  private async count(
    actor: Actor,
    direction: Direction,
    status: ShipmentStatus | undefined,
  ): Promise<number> {
    const rows: { id: string }[] = await this.database.query(
      `SELECT id FROM shipment WHERE ${SIDE[direction]} = $1`,
      [actor.siteId],
    );
    if (!status) return rows.length;
    const shipments = await this.read(rows.map(({ id }) => id));
    return [...shipments.values()].filter((one) => one.status === status).length;
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

const SIDE: { readonly [D in Direction]: string } = { INBOUND: 'to_site_id', OUTBOUND: 'from_site_id' };

const LINE_OPERATIONS = `
  SELECT l.id, so.status AS shipped, st.status AS settled FROM shipment_line l
  JOIN operation so ON so.id = l.ship_operation_id LEFT JOIN operation st ON st.id = l.settle_operation_id
  WHERE l.shipment_id = ANY($1::uuid[])`;
