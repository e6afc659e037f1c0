import { Injectable } from '@nestjs/common';
import { OfKinds, OnEvent, type DomainEvent } from '../../platform/events/index.js';
import type { Tx } from '../../platform/work/index.js';

/** What the newest correction that the ledger has not refused says; where none is left, what stood before the first. */
const STANDING = `
  UPDATE lot l SET expiry = s.expiry, expiry_day_given = s.day_given
  FROM (
    SELECT b.id, b.expiry AS before,
           CASE WHEN kept.version IS NULL THEN first.expiry_before ELSE kept.expiry_after END AS expiry,
           CASE WHEN kept.version IS NULL THEN first.day_given_before ELSE kept.day_given_after END AS day_given
    FROM lot_amendment a
    JOIN lot b ON b.id = a.lot_id
    JOIN LATERAL (SELECT * FROM lot_amendment x WHERE x.lot_id = a.lot_id ORDER BY version LIMIT 1) first ON true
    LEFT JOIN LATERAL (
      SELECT x.* FROM lot_amendment x LEFT JOIN operation o ON o.id = x.operation_id
      WHERE x.lot_id = a.lot_id AND o.status IS DISTINCT FROM 'REFUSED' ORDER BY x.version DESC LIMIT 1
    ) kept ON true
    WHERE a.operation_id = $1
  ) s
  WHERE l.id = s.id AND (l.expiry, l.expiry_day_given) IS DISTINCT FROM (s.expiry, s.day_given)
  RETURNING l.id, s.before AS "from", l.expiry AS "to"`;

/** A record says what the ledger says: a correction that it refuses is taken out of the lot again. */
@Injectable()
export class AmendmentSettlement {
  @OnEvent('operation.refused')
  @OfKinds('amendLot')
  onRefused({ payload }: DomainEvent<'operation.refused'>, tx: Tx): Promise<void> {
    return this.settle(payload, tx);
  }

  /** After the chain went back, the same correction may be confirmed that was refused before. */
  @OnEvent('operation.confirmed')
  @OfKinds('amendLot')
  onConfirmed({ payload }: DomainEvent<'operation.confirmed'>, tx: Tx): Promise<void> {
    return this.settle(payload, tx);
  }

  private async settle(
    settled: DomainEvent<'operation.confirmed' | 'operation.refused'>['payload'],
    tx: Tx,
  ): Promise<void> {
    const changed = await tx.sql<{ id: string; from: string; to: string }>(STANDING, [settled.operationId]);
    const reason = 'reason' in settled && { reason: settled.reason };
    for (const { id, ...expiry } of changed) tx.audit({ type: 'lot', id }, { ...expiry, ...reason });
  }
}
