import { PENDING_OPERATION, unsettledAround, type PendingOperation } from '../pending-operation.js';
import type { Sql } from '../sql.js';
import { conflict, touchesOf } from '../touches.rules.js';
import type { Candidate } from './batch-plan.rules.js';
import { gasOf, mostInCall } from './gas.rules.js';

export interface SendableOperation extends PendingOperation, Candidate {}

/** Takes a signer's oldest pending operations, as they can be planned. */
export async function pickOperations(sql: Sql, signer: string, limit: number): Promise<SendableOperation[]> {
  const rows = await sql<PendingOperation & { reverts: number }>(
    `SELECT ${PENDING_OPERATION}, coalesce(r.reverts, 0) AS reverts
     FROM operation o LEFT JOIN ledger_retry r ON r.operation_id = o.id
     WHERE o.status = 'PENDING' AND o.signer = $1 ORDER BY o.seq LIMIT $2`,
    [signer, limit],
  );
  return rows.map(({ reverts, ...operation }) => ({
    ...operation,
    group: `${operation.call.kind} ${reverts}`,
    most: mostInCall(operation.call.kind, reverts),
    gas: gasOf(operation.call, reverts),
    touches: touchesOf(operation),
  }));
}

/**
 * Operations that have to wait: for an earlier one that another key signs, since nonces order only what one key
 * signs; and undos for whatever they undo, since they repeat what the ledger recorded of it.
 */
export async function findHeld(
  sql: Sql,
  signer: string,
  candidates: readonly SendableOperation[],
): Promise<Set<string>> {
  const undos = candidates.filter(({ call }) => call.kind === 'undoDispense');
  const held = [
    ...behind(candidates, await unsettledAround(sql, candidates, signer)),
    ...behind(undos, await unsettledAround(sql, undos)),
  ];
  return new Set(held.map(({ id }) => id));
}

function behind(
  candidates: readonly SendableOperation[],
  unsettled: readonly PendingOperation[],
): SendableOperation[] {
  const blocking = unsettled.map((operation) => ({ seq: operation.seq, touches: touchesOf(operation) }));
  return candidates.filter((candidate) =>
    blocking.some(({ seq, touches }) => seq < candidate.seq && conflict(candidate.touches, touches)),
  );
}
