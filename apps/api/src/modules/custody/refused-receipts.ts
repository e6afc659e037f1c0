import { Injectable } from '@nestjs/common';
import { OnEvent, type DomainEvent } from '../../platform/events/index.js';
import type { Tx } from '../../platform/work/index.js';
import { ContainersStore } from './containers.store.js';

/** A receipt that the ledger refused did not happen: the container is back where it came from. */
@Injectable()
export class RefusedReceipts {
  constructor(private readonly containers: ContainersStore) {}

  @OnEvent('operation.refused')
  async onRefused({ payload }: DomainEvent<'operation.refused'>, tx: Tx): Promise<void> {
    if (payload.kind !== 'receive') return;
    const lines = await tx.sql<{ sscc: string; siteId: string }>(
      `SELECT l.sscc, s.from_site_id AS "siteId" FROM shipment_line l JOIN shipment s ON s.id = l.shipment_id
       WHERE l.settle_operation_id = $1 AND l.sscc IS NOT NULL`,
      [payload.operationId],
    );
    for (const { sscc, siteId } of lines) await this.containers.move(tx, sscc, siteId);
  }
}
