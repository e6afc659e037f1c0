import { bytea } from '../projection/rows.js';
import type { Sql } from '../sql.js';

/** Transactions of ours in a block, by their id, and whether they were reverted there. */
export interface MinedTransaction {
  readonly id: number;
  readonly blockNumber: number;
  readonly status: 'MINED' | 'REVERTED';
}

/** Marks our transactions among those that events come from: they are in a block and did not revert. */
export async function markMinedByHash(sql: Sql, blockOf: ReadonlyMap<string, number>): Promise<void> {
  if (blockOf.size === 0) return;
  const rows = await sql<{ id: number; hash: string }>(
    `SELECT id, '0x' || encode(hash, 'hex') AS hash FROM ledger_transaction WHERE hash = ANY($1::bytea[])`,
    [[...blockOf.keys()].map(bytea)],
  );
  const mined = rows.map(({ id, hash }) => ({
    id,
    blockNumber: blockOf.get(hash) ?? 0,
    status: 'MINED' as const,
  }));
  await markMined(sql, mined);
}

/** Others of ours with the same nonce can no longer be mined. */
export async function markMined(sql: Sql, mined: readonly MinedTransaction[]): Promise<void> {
  if (mined.length === 0) return;
  await sql(
    `WITH mined AS (
       UPDATE ledger_transaction t SET status = u.status, block_number = u.block_number
       FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS u (id, block_number, status)
       WHERE t.id = u.id RETURNING t.id, t.chain_id, t.signer, t.nonce
     )
     UPDATE ledger_transaction t SET status = 'REPLACED' FROM mined m
     WHERE t.chain_id = m.chain_id AND t.signer = m.signer AND t.nonce = m.nonce AND t.id <> m.id
       AND t.status IN ('SIGNED', 'SENT')`,
    [
      mined.map(({ id }) => id),
      mined.map(({ blockNumber }) => blockNumber),
      mined.map(({ status }) => status),
    ],
  );
}
