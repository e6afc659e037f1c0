import { Injectable } from '@nestjs/common';
import { OfKinds, OnEvent, OnEvents, type DomainEvent } from '../../platform/events/index.js';
import type { Tx } from '../../platform/work/index.js';
import { announceRecall } from './recall-news.js';
import './recall.events.js';

const RECALL_CALLS = ['proposeRecall', 'proposeWithdrawal', 'approveRecall', 'approveWithdrawal'] as const;
const RETRACTION = 'retractProposal';

/** Follows a recall on its way through the ledger. */
@Injectable()
export class RecallSettlement {
  @OnEvents('operation.confirmed')
  @OfKinds(...RECALL_CALLS)
  async onConfirmed(events: readonly DomainEvent<'operation.confirmed'>[], tx: Tx): Promise<void> {
    const issued = await tx.sql<{ id: string }>(
      `UPDATE recall c SET status = 'ISSUED', issued_at = $2
       WHERE c.status = 'APPROVED'
         AND c.id IN (SELECT recall_id FROM recall_run WHERE approval_operation_id = ANY($1::uuid[]))
         AND NOT EXISTS (
           SELECT 1 FROM recall_run x JOIN operation o ON o.id = x.approval_operation_id
           WHERE x.recall_id = c.id AND o.status <> 'CONFIRMED')
       RETURNING c.id`,
      [events.map(({ payload }) => payload.operationId), tx.now],
    );
    for (const { id } of issued) {
      await tx.publish('recall.issued', { recallId: id });
      await announceRecall(tx, id);
    }
  }

  @OnEvent('operation.refused')
  @OfKinds(...RECALL_CALLS, RETRACTION)
  async onRefused({ payload }: DomainEvent<'operation.refused'>, tx: Tx): Promise<void> {
    if (payload.kind === RETRACTION) return this.retractionRefused(payload.operationId, tx);
    const refused = await tx.sql<{ id: string }>(
      `UPDATE recall SET status = 'REFUSED', refusal = $2
       WHERE status IN ('PROPOSED', 'APPROVED', 'RETRACTED') AND id IN (
         SELECT recall_id FROM recall_run WHERE $1 IN (proposal_operation_id, approval_operation_id))
       RETURNING id`,
      [payload.operationId, payload.reason],
    );
    for (const { id } of refused) await announceRecall(tx, id);
  }

  /** The proposal stands on the ledger, and can still be approved there: so it can be here. */
  private async retractionRefused(operationId: string, tx: Tx): Promise<void> {
    const standing = await tx.sql<{ id: string }>(
      `UPDATE recall SET status = 'PROPOSED', retracted_by = NULL, retracted_at = NULL, retract_reason = NULL
       WHERE status = 'RETRACTED' AND id IN (SELECT recall_id FROM recall_run WHERE retraction_operation_id = $1)
       RETURNING id`,
      [operationId],
    );
    for (const { id } of standing) await announceRecall(tx, id);
  }
}
