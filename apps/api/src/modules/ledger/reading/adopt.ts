import type { Chain } from '../chain/chain.js';
import type { SigningAccount } from '../chain/signers.js';
import type { PlacedEvent } from '../projection/placed-event.js';
import { bytea } from '../projection/rows.js';
import type { Sql } from '../sql.js';

interface Unexplained {
  readonly hash: string;
  readonly operationId: string;
  readonly signer: string;
  readonly kind: string;
}

/**
 * Takes up transactions that this node has signed and forgotten: it was restored from a backup that is older than they
 * are. Ours is what bears the signature of the key by which the operation is signed; ids are public, and prove nothing.
 */
export async function adoptForgotten(
  sql: Sql,
  chain: Chain,
  chainId: number,
  accounts: readonly SigningAccount[],
  events: readonly PlacedEvent[],
): Promise<void> {
  const unexplained = await findUnexplained(sql, events);
  for (const hash of new Set(unexplained.map((one) => one.hash))) {
    const transaction = await chain.signed(hash);
    const signer = accounts.find(({ address }) => address === transaction?.from);
    const ours = unexplained.filter((one) => one.hash === hash && one.signer === signer?.name);
    if (!transaction || ours.length === 0) continue;
    const { from, nonce, raw, gasLimit, fee } = transaction;
    await sql(
      `WITH adopted AS (
         INSERT INTO ledger_transaction (chain_id, signer, nonce, hash, raw, kind, gas_limit, max_fee, status, sent_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'SENT', now()) RETURNING id
       ), counted AS (
         UPDATE ledger_signer SET next_nonce = greatest(next_nonce, $3::bigint + 1) WHERE chain_id = $1 AND address = $2
       )
       INSERT INTO ledger_transaction_operation (transaction_id, position, operation_id)
       SELECT a.id, o.position - 1, o.id FROM adopted a, unnest($9::uuid[]) WITH ORDINALITY AS o (id, position)`,
      [
        chainId,
        bytea(from),
        nonce,
        bytea(hash),
        bytea(raw),
        ours[0]!.kind,
        String(gasLimit),
        String(fee),
        ours.map(({ operationId }) => operationId),
      ],
    );
  }
}

/** Events that name an unsettled operation of ours, of transactions that nobody here remembers. */
function findUnexplained(sql: Sql, events: readonly PlacedEvent[]): Promise<Unexplained[]> {
  return sql<Unexplained>(
    `SELECT DISTINCT '0x' || encode(e.hash, 'hex') AS hash, o.id AS "operationId", o.signer, o.kind
     FROM unnest($1::bytea[], $2::uuid[]) AS e (hash, operation_id)
     JOIN operation o ON o.id = e.operation_id AND o.status IN ('PENDING', 'SENT')
     WHERE NOT EXISTS (SELECT 1 FROM ledger_transaction t WHERE t.hash = e.hash)`,
    [events.map(({ txHash }) => bytea(txHash)), events.map(({ operationId }) => operationId)],
  );
}
