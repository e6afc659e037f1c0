import { notify } from './notices.js';
import type { Sql } from '../sql.js';

/** Kinds of operations whose units are reserved until they settle. */
const RESERVING = ['dispense', 'reportSupply', 'undoDispense'];

/**
 * Operations that blocks above this one settled are under way again, and the transactions in those blocks wait to be
 * sent again: the same bytes, nonce included.
 */
export async function reopenAbove(sql: Sql, chainId: number, blockNumber: number): Promise<void> {
  const reopened = await sql<{ id: string; party_id: number }>(
    `UPDATE operation o
     SET status = 'SENT', reason = NULL, tx_hash = NULL, block_number = NULL, settled_at = NULL
     FROM ledger_transaction t JOIN ledger_transaction_operation l ON l.transaction_id = t.id
     WHERE t.chain_id = $1 AND t.block_number > $2 AND l.operation_id = o.id
       AND o.status IN ('CONFIRMED', 'REFUSED') AND o.block_number > $2
     RETURNING o.id, o.party_id`,
    [chainId, blockNumber],
  );
  await sql(
    `UPDATE ledger_transaction SET status = 'SIGNED', block_number = NULL, sent_at = NULL
     WHERE chain_id = $1 AND block_number > $2`,
    [chainId, blockNumber],
  );
  await sql(
    `INSERT INTO unit_reservation (run_id, idx, operation_id)
     SELECT o.run_id, units.idx, o.id
     FROM operation o CROSS JOIN LATERAL generate_series(o.idx_from, o.idx_to - 1) AS units (idx)
     WHERE o.id = ANY($1::uuid[]) AND o.kind = ANY($2) AND o.run_id IS NOT NULL
     -- The latest on a unit settles last, and keeps it reserved until then.
     ORDER BY o.seq DESC
     ON CONFLICT DO NOTHING`,
    [reopened.map(({ id }) => id), RESERVING],
  );
  await notify(sql, reopened);
}
