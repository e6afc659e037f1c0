import { Injectable } from '@nestjs/common';
import { OnEvent, type DomainEvent } from '../../platform/events/index.js';
import type { Tx } from '../../platform/work/index.js';
import { ContainerPlaces } from './container-places.js';
import { CustodyReader } from './custody.reader.js';
import { OpenLines } from './open-lines.js';

/** What moves custody. */
const MOVES = new Set(['ship', 'returnTo', 'receive', 'reject', 'voidShipment']);

/** What the ledger refused did not happen: containers are back where they came from. */
@Injectable()
export class RefusedReceipts {
  constructor(
    private readonly custody: CustodyReader,
    private readonly lines: OpenLines,
    private readonly places: ContainerPlaces,
  ) {}

  @OnEvent('operation.refused')
  async onRefused({ payload }: DomainEvent<'operation.refused'>, tx: Tx): Promise<void> {
    if (!MOVES.has(payload.kind)) return;
    for (const shipmentId of await this.lines.shipmentsOf(tx, payload.operationId)) {
      await this.custody.lockRuns(tx.manager, await this.lines.runsOf(tx, shipmentId));
      await this.places.follow(tx, shipmentId);
    }
  }
}
