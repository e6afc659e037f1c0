import { formatElementString, type Gtin } from '@custodia/gs1';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../platform/access/index.js';
import { newId } from '../platform/ids/index.js';
import { ReceivingService, ShippingService } from '../modules/custody/index.js';
import { labelElements, LotsService, RegistrationService, SerialStore } from '../modules/lots/index.js';
import type { DemoProduct } from './products.js';

export interface DemoLot {
  readonly lotId: string;
  readonly runId: number;
  readonly gtin: Gtin;
  readonly number: string;
  readonly expiry: string;
}

export interface Leg {
  readonly from: Actor;
  readonly to: Actor;
  /** Packing indices, [from, to). */
  readonly units: readonly [number, number];
  readonly reference: string;
}

/** What the story does with goods, in one line each. */
@Injectable()
export class Goods {
  constructor(
    private readonly lots: LotsService,
    private readonly registration: RegistrationService,
    private readonly shipping: ShippingService,
    private readonly receiving: ReceivingService,
    private readonly serials: SerialStore,
  ) {}

  async product(maker: Actor, product: DemoProduct): Promise<void> {
    await this.lots.registerProduct(maker, { ...product, idempotencyKey: newId() });
  }

  async lot(
    maker: Actor,
    { gtin }: DemoProduct,
    lotNumber: string,
    expiry: string,
    units: number,
  ): Promise<DemoLot> {
    const asked = { gtin, lotNumber, expiry, expiryDayGiven: true, units };
    const { id } = await this.registration.generate(maker, newId(), asked);
    const run = await this.registration.finished(id);
    if (run.status !== 'READY') throw new Error(`Lot ${lotNumber} was not registered: ${run.status}`);
    return { lotId: run.lotId, runId: id, gtin, number: lotNumber, expiry };
  }

  ship(lot: DemoLot, { from, to, units, reference }: Leg): Promise<string> {
    const lines = [{ runId: lot.runId, from: units[0], to: units[1] }];
    return this.shipping.ship(from, { idempotencyKey: newId(), toSiteId: to.siteId, lines, reference });
  }

  async deliver(lot: DemoLot, leg: Leg): Promise<void> {
    const shipmentId = await this.ship(lot, leg);
    await this.receiving.receive(leg.to, { idempotencyKey: newId(), shipmentId });
  }

  /** What a scanner reads off a pack of the lot. */
  async scan(lot: DemoLot, index: number): Promise<string> {
    const [serial] = await this.serials.read(lot.runId, index, index + 1);
    if (!serial) throw new Error(`Lot ${lot.number} has no unit ${index}`);
    const { gtin, number, expiry } = lot;
    return `]d2${formatElementString(labelElements({ gtin, serial, lot: number, expiry, expiryDayGiven: true }))}`;
  }
}
