import { Injectable } from '@nestjs/common';
import { OnEvent, type DomainEvent } from '../../platform/events/index.js';
import type { Tx } from '../../platform/work/index.js';
import { AlertWriter } from './alert-writer.js';
import { Observations } from './observations.js';

interface Delivery {
  readonly number: string;
  readonly from_site_id: string;
  readonly to_site_id: string;
  readonly gtin: string;
  readonly lot: string;
}

/** What is refused of supplies is told by the counter, which knows the pack and the patient’s side. */
const SUPPLIES = ['dispense', 'reportSupply', 'undoDispense'];

/** Goods that arrive otherwise than announced, and registrations that collide with what is known. */
@Injectable()
export class GoodsAlerts {
  constructor(
    private readonly observations: Observations,
    private readonly writer: AlertWriter,
  ) {}

  @OnEvent('custody.received')
  async onReceived({ payload, createdAt }: DomainEvent<'custody.received'>, tx: Tx): Promise<void> {
    if (payload.missing === 0 && payload.unexpected === 0) return;
    const [delivery] = await tx.sql<Delivery>(
      `SELECT s.number, s.from_site_id, s.to_site_id, p.gtin, l.number AS lot
       FROM shipment s JOIN shipment_line x ON x.shipment_id = s.id JOIN run r ON r.id = x.run_id
       JOIN lot l ON l.id = r.lot_id JOIN product p ON p.id = l.product_id
       WHERE s.id = $1 ORDER BY x.id LIMIT 1`,
      [payload.shipmentId],
    );
    if (!delivery) throw new Error(`Shipment ${payload.shipmentId} is not known`);
    const { from_site_id: from, to_site_id: to, gtin, lot } = delivery;
    const pack = { gtin, lot };
    await this.writer.raise(tx, {
      kind: 'delivery',
      at: createdAt,
      site: await this.observations.site(tx, to),
      from: await this.observations.site(tx, from),
      pack,
      shipmentId: payload.shipmentId,
      shipmentNumber: delivery.number,
      missing: payload.missing,
      unexpected: payload.unexpected,
      miscounts: await this.observations.miscounts(tx, from, to, pack, createdAt),
    });
  }

  @OnEvent('operation.refused')
  async onLedgerRefused({ payload, createdAt }: DomainEvent<'operation.refused'>, tx: Tx): Promise<void> {
    if (SUPPLIES.includes(payload.kind)) return;
    const [goods] = await tx.sql<{ site_id: string; gtin: string; lot: string }>(
      `SELECT o.site_id, p.gtin, l.number AS lot FROM operation o JOIN run r ON r.id = o.run_id
       JOIN lot l ON l.id = r.lot_id JOIN product p ON p.id = l.product_id
       WHERE o.id = $1 AND o.site_id IS NOT NULL`,
      [payload.operationId],
    );
    if (!goods) return;
    await this.writer.raise(tx, {
      kind: 'ledger',
      at: createdAt,
      site: await this.observations.site(tx, goods.site_id),
      pack: { gtin: goods.gtin, lot: goods.lot },
      reason: payload.reason,
      operation: payload.kind,
    });
  }

  @OnEvent('lots.refused')
  async onRegistrationRefused({ payload, createdAt }: DomainEvent<'lots.refused'>, tx: Tx): Promise<void> {
    const { siteId, gtin, lotNumber, repeatedSerials, otherMakerSiteId } = payload;
    await this.writer.raise(tx, {
      kind: 'registration',
      at: createdAt,
      site: await this.observations.site(tx, siteId),
      pack: { gtin, lot: lotNumber },
      repeatedSerials,
      otherMakers: otherMakerSiteId ? [await this.observations.site(tx, otherMakerSiteId)] : [],
    });
  }
}
