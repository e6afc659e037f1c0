import { Injectable } from '@nestjs/common';
import { OfKinds, OnEvent, OnEvents, type DomainEvent } from '../../platform/events/index.js';
import type { Tx } from '../../platform/work/index.js';
import type { DispenseLineStatus } from './supply.js';
import { wasHandedOut } from './timing.rules.js';

interface Line {
  readonly id: string;
  readonly site_id: string;
  readonly run_id: number;
  readonly idx: number;
  readonly serial: string;
  readonly status: DispenseLineStatus;
  readonly replaces_id: string | null;
  readonly event_time: Date;
  readonly recorded_at: Date;
  readonly settled_at: Date;
}

const LINE = `
  SELECT x.id, d.site_id, x.run_id, x.idx, x.serial, x.status, x.replaces_id, d.event_time, d.recorded_at,
         coalesce(o.settled_at, now()) AS settled_at
  FROM dispense_line x JOIN dispensing d ON d.id = x.dispensing_id JOIN operation o ON o.id = $1
  WHERE $1 IN (x.operation_id, x.undo_operation_id) FOR UPDATE OF x`;

/** Follows supplies on their way through the ledger. */
@Injectable()
export class DispenseSettlement {
  @OnEvents('operation.confirmed')
  @OfKinds('dispense', 'reportSupply', 'undoDispense')
  async onConfirmed(events: readonly DomainEvent<'operation.confirmed'>[], tx: Tx): Promise<void> {
    const of = (...kinds: string[]) =>
      events.flatMap(({ payload }) => (kinds.includes(payload.kind) ? [payload.operationId] : []));
    const supplies = of('dispense', 'reportSupply');
    if (supplies.length > 0) {
      await tx.sql(
        `UPDATE dispense_line SET status = CASE status WHEN 'PENDING' THEN 'CONFIRMED' ELSE status END, settled_at = $2
         WHERE operation_id = ANY($1::uuid[])`,
        [supplies, tx.now],
      );
    }
    const undone = of('undoDispense');
    if (undone.length > 0) {
      await tx.sql(
        `UPDATE dispense_line SET status = 'UNDONE', settled_at = $2 WHERE undo_operation_id = ANY($1::uuid[])`,
        [undone, tx.now],
      );
    }
  }

  @OnEvent('operation.refused')
  async onRefused({ payload }: DomainEvent<'operation.refused'>, tx: Tx): Promise<void> {
    const { kind, operationId, reason } = payload;
    if (kind !== 'dispense' && kind !== 'reportSupply' && kind !== 'undoDispense') return;
    const [line] = await tx.sql<Line>(LINE, [operationId]);
    if (!line) return;
    if (kind === 'undoDispense') return this.undoRefused(tx, line, reason);
    if (kind === 'reportSupply') return this.settle(tx, line, 'HANDED_OUT_REFUSED', reason);
    return this.supplyRefused(tx, line, reason);
  }

  private async supplyRefused(tx: Tx, line: Line, reason: string): Promise<void> {
    const handedOut =
      line.replaces_id === null &&
      wasHandedOut({ eventTime: line.event_time, recordedAt: line.recorded_at }, line.settled_at);
    await this.settle(tx, line, handedOut ? 'HANDED_OUT_REFUSED' : 'REFUSED', reason);
    // A correction that falls leaves the supply that it was to replace: nothing happened to the pack.
    if (line.replaces_id !== null) return;
    await tx.publish('dispensing.refused', {
      siteId: line.site_id,
      runId: line.run_id,
      idx: line.idx,
      serial: line.serial,
      at: line.event_time.toISOString(),
      lineId: line.id,
      reason,
      operation: 'dispense',
      handedOut,
    });
  }

  /** The supply stands as it was, unless it was refused itself. */
  private async undoRefused(tx: Tx, line: Line, reason: string): Promise<void> {
    if (line.status !== 'UNDO_PENDING') return;
    await tx.sql(
      `UPDATE dispense_line SET status = CASE WHEN irregular_reason IS NULL THEN 'CONFIRMED' ELSE 'IRREGULAR' END,
              refusal = $2, undo_operation_id = NULL, undo_reason = NULL, pack_left = false WHERE id = $1`,
      [line.id, reason],
    );
  }

  private async settle(tx: Tx, line: Line, status: DispenseLineStatus, refusal: string): Promise<void> {
    await tx.sql('UPDATE dispense_line SET status = $2, refusal = $3, settled_at = $4 WHERE id = $1', [
      line.id,
      status,
      refusal,
      tx.now,
    ]);
  }
}
