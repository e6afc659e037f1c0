import type { LedgerCall } from '@custodia/ledger';
import type { Sql } from './sql.js';

/** An operation that is not settled, as the pipeline needs it. */
export interface PendingOperation {
  readonly id: string;
  readonly seq: number;
  readonly call: LedgerCall;
  readonly partyId: number;
  readonly signer: string;
  readonly runId: number | null;
  /** 0x-hex. */
  readonly itemId: string | null;
}

/** The columns of a PendingOperation, for a statement in which `operation` is `o`. */
export const PENDING_OPERATION = `
  o.id, o.seq, o.call, o.party_id AS "partyId", o.signer, o.run_id AS "runId",
  '0x' || encode(o.item_id, 'hex') AS "itemId"`;

/** Kinds that decide what a party may do; whatever the party does afterwards depends on them. */
export const REGISTRY_KINDS: readonly LedgerCall['kind'][] = [
  'proposeAdmission',
  'approveAdmission',
  'proposeRoles',
  'approveRoles',
  'suspend',
  'proposeReinstatement',
  'approveReinstatement',
  'withdrawKey',
  'proposeKey',
  'approveKey',
  'retractOrder',
];

/** The same as the list of an IN: the index of such operations is found by it. */
export const REGISTRY = REGISTRY_KINDS.map((kind) => `'${kind}'`).join(', ');

/**
 * Unsettled operations that may touch what the given ones touch: same run, same item, or the rights of parties.
 * Each of the three has an index of its own, which OR would not use.
 * @param notBy leaves out those of one signer
 */
export function unsettledAround(
  sql: Sql,
  operations: readonly PendingOperation[],
  notBy = '',
): Promise<PendingOperation[]> {
  if (operations.length === 0) return Promise.resolve([]);
  const runs = new Set(operations.flatMap(({ runId }) => runId ?? []));
  const items = new Set(operations.flatMap(({ itemId }) => itemId ?? []));
  return sql<PendingOperation>(
    `SELECT ${PENDING_OPERATION} FROM operation o
     WHERE o.id IN (
       SELECT id FROM operation
       WHERE status IN ('PENDING', 'SENT') AND signer <> $3 AND run_id IS NOT NULL AND run_id = ANY($1::int[])
       UNION SELECT id FROM operation
       WHERE status IN ('PENDING', 'SENT') AND signer <> $3 AND item_id IS NOT NULL AND item_id = ANY($2::bytea[])
       UNION SELECT id FROM operation
       WHERE status IN ('PENDING', 'SENT') AND signer <> $3 AND kind IN (${REGISTRY}))`,
    [[...runs], [...items].map((hex) => `\\x${hex.slice(2)}`), notBy],
  );
}
