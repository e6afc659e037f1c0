import type { Actor } from '../platform/access/index.js';
import { newId } from '../platform/ids/index.js';
import {
  CustodyModule,
  ReceivingService,
  ShipmentsQueries,
  ShippingService,
  type GoodsLine,
  type ShipmentView,
} from '../modules/custody/index.js';
import { openBench, type Bench } from './bench.js';
import { aSite, anActor } from './builders.js';
import type { BuiltRun } from './goods.js';

/** A maker, a distributor with two ledger ids and a pharmacy, and what they do with goods. */
export interface CustodyBench extends Bench {
  readonly maker: Actor;
  readonly distributor: Actor;
  readonly pharmacy: Actor;
  ship(from: Actor, to: Actor, lines: GoodsLine[], idempotencyKey?: string): Promise<string>;
  receive(by: Actor, shipmentId: string, more?: { lineIds?: string[]; scans?: string[] }): Promise<string>;
  shipment(id: string): Promise<ShipmentView>;
  /** What was asked of the ledger after the registration. */
  operations(run: BuiltRun): Promise<Record<string, unknown>[]>;
  /** As if the ledger had refused the operations of a kind. */
  refuse(run: BuiltRun, kind: string): Promise<unknown>;
}

export async function openCustodyBench(): Promise<CustodyBench> {
  const bench = await openBench({ imports: [CustodyModule] });
  return {
    ...bench,
    maker: await anActor(bench, { roles: ['MANUFACTURER'] }),
    distributor: await anActor(bench, { site: await aSite(bench, { roles: ['DISTRIBUTOR'], ledgerIds: 2 }) }),
    pharmacy: await anActor(bench, { roles: ['PHARMACY'] }),
    ship: (from, to, lines, idempotencyKey = newId()) =>
      bench.get(ShippingService).ship(from, { idempotencyKey, toSiteId: to.siteId, lines }),
    receive: (by, shipmentId, more = {}) =>
      bench.get(ReceivingService).receive(by, { idempotencyKey: newId(), shipmentId, ...more }),
    shipment: async (id) => (await bench.get(ShipmentsQueries).byId(id))!,
    operations: ({ id }) =>
      bench.sql(
        `SELECT kind, party_id, idx_from, idx_to FROM operation WHERE run_id = $1 AND kind <> 'registerLot' ORDER BY seq`,
        [id],
      ),
    refuse: ({ id }, kind) =>
      bench.sql(
        `UPDATE operation SET status = 'REFUSED', reason = 'NotHolder' WHERE run_id = $1 AND kind = $2`,
        [id, kind],
      ),
  };
}

/** A line of a shipment: a range of a run, all of it by default. */
export function units(run: BuiltRun, from = 0, to = run.units): GoodsLine {
  return { runId: run.id, from, to };
}
