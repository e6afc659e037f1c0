import { PENDING_OPERATION, REGISTRY, unsettledAround, type PendingOperation } from '../pending-operation.js';
import type { Sql } from '../sql.js';
import { conflict, touchesOf } from '../touches.rules.js';
import type { Candidate } from './batch-plan.rules.js';
import { gasOf, mostInCall } from './gas.rules.js';

export interface SendableOperation extends PendingOperation, Candidate {}

/** Pending operations of a signer, as many of each party. */
export interface Picked {
  /** Oldest first. */
  readonly operations: readonly SendableOperation[];
  /** Of parties that have more than their share in the queue: the number of the last one that was picked. */
  readonly frontiers: ReadonlyMap<number, number>;
}

interface PickedRow extends PendingOperation {
  readonly reverts: number;
  readonly share: number;
}

/**
 * Takes the oldest pending operations of each party that waits for this signer, so many that they are about as many as
 * asked for, as they can be planned. Parties are found by one index probe each, however long their queues are.
 */
export async function pickOperations(sql: Sql, signer: string, limit: number): Promise<Picked> {
  const rows = await sql<PickedRow>(
    `WITH RECURSIVE party AS (
       (SELECT party_id FROM operation WHERE signer = $1 AND status = 'PENDING' ORDER BY party_id LIMIT 1)
       UNION ALL
       SELECT (SELECT n.party_id FROM operation n
               WHERE n.signer = $1 AND n.status = 'PENDING' AND n.party_id > p.party_id ORDER BY n.party_id LIMIT 1)
       FROM party p WHERE p.party_id IS NOT NULL
     ), share AS (
       SELECT greatest(1, $2::int / count(*)) AS size FROM party WHERE party_id IS NOT NULL HAVING count(*) > 0
     )
     SELECT ${PENDING_OPERATION}, coalesce(r.reverts, 0) AS reverts, share.size AS share
     FROM share, party p CROSS JOIN LATERAL (
       SELECT * FROM operation q WHERE q.signer = $1 AND q.status = 'PENDING' AND q.party_id = p.party_id
       ORDER BY q.seq LIMIT (SELECT size FROM share)
     ) o LEFT JOIN ledger_retry r ON r.operation_id = o.id
     ORDER BY o.seq`,
    [signer, limit],
  );
  return { operations: rows.map(sendable), frontiers: frontiersOf(rows) };
}

function sendable({ reverts, share: _, ...operation }: PickedRow): SendableOperation {
  return {
    ...operation,
    group: `${operation.call.kind} ${reverts}`,
    most: mostInCall(operation.call.kind, reverts),
    gas: gasOf(operation.call, reverts),
    touches: touchesOf(operation),
  };
}

function frontiersOf(rows: readonly PickedRow[]): Map<number, number> {
  const counts = new Map<number, number>();
  const last = new Map<number, number>();
  for (const { partyId, seq } of rows) {
    counts.set(partyId, (counts.get(partyId) ?? 0) + 1);
    last.set(partyId, seq);
  }
  const share = rows[0]?.share ?? 0;
  return new Map([...last].filter(([party]) => (counts.get(party) ?? 0) >= share));
}

/**
 * Operations that have to wait: for an earlier one that another key signs, since nonces order only what one key
 * signs; for an earlier one that was not picked, because its party has a long queue; and undos for whatever they undo,
 * since they repeat what the ledger recorded of it.
 */
export async function findHeld(
  sql: Sql,
  signer: string,
  { operations: candidates, frontiers }: Picked,
): Promise<Set<string>> {
  const undos = candidates.filter(({ call }) => call.kind === 'undoDispense');
  const held = [
    ...behind(candidates, await unsettledAround(sql, candidates, signer)),
    ...behind(undos, await unsettledAround(sql, undos)),
  ];
  return new Set([
    ...held.map(({ id }) => id),
    ...(await behindUnpicked(sql, signer, candidates, frontiers)),
  ]);
}

/**
 * Of the candidates those that an earlier operation beyond a frontier may touch as well: the same unit, a range of the
 * same run, the same item, or what decides what parties may do.
 */
async function behindUnpicked(
  sql: Sql,
  signer: string,
  candidates: readonly SendableOperation[],
  frontiers: ReadonlyMap<number, number>,
): Promise<string[]> {
  if (frontiers.size === 0) return [];
  const unpicked = `o.status IN ('PENDING', 'SENT') AND o.status = 'PENDING' AND o.signer = $1 AND o.seq < c.seq
    AND EXISTS (SELECT 1 FROM frontier f WHERE f.party = o.party_id AND o.seq > f.seq)`;
  const rows = await sql<{ id: string }>(
    `WITH frontier AS MATERIALIZED (SELECT * FROM unnest($2::bigint[], $3::bigint[]) AS f (party, seq))
     SELECT c.id FROM operation c WHERE c.id = ANY($4::uuid[]) AND c.seq > (SELECT min(seq) FROM frontier) AND (
       EXISTS (SELECT 1 FROM operation o WHERE o.run_id = c.run_id AND o.idx_from = c.idx_from AND ${unpicked})
       OR EXISTS (SELECT 1 FROM operation o
                  WHERE o.run_id = c.run_id AND (o.idx_to > o.idx_from + 1) IS NOT FALSE AND ${unpicked})
       OR ((c.idx_to > c.idx_from + 1) IS NOT FALSE
           AND EXISTS (SELECT 1 FROM operation o WHERE o.run_id = c.run_id AND ${unpicked}))
       OR EXISTS (SELECT 1 FROM operation o WHERE o.item_id = c.item_id AND ${unpicked})
       OR EXISTS (SELECT 1 FROM operation o WHERE o.kind IN (${REGISTRY}) AND ${unpicked}))`,
    [signer, [...frontiers.keys()], [...frontiers.values()], candidates.map(({ id }) => id)],
  );
  return rows.map(({ id }) => id);
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
