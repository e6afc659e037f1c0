import type { Hex } from '@custodia/ledger';
import type { Chain } from '../chain/chain.js';
import { readEvents } from '../projection/event.store.js';
import { bytea } from '../projection/rows.js';
import type { Sql } from '../sql.js';
import { markMined } from './mined.js';
import { settleReverted } from './reverted.js';
import { settleByEvents } from './settle.js';
import { requeue, type SettledOperation } from './verdicts.js';

/** A transaction of ours whose nonce is used although no event tells of it. */
export interface SilentTransaction {
  readonly id: number;
  readonly signer: Hex;
  readonly nonce: number;
  readonly hash: string;
  readonly raw: Buffer;
  /** Whether it was sent so long ago that its receipt should be there. */
  readonly isOverdue: boolean;
}

/** A node that is about to publish a block may count its nonces before it knows its receipts. */
const RECEIPT_PATIENCE_S = 5;

/**
 * Finds out what became of transactions whose nonce is used although no event tells of them: they were reverted, or
 * another transaction of the same address took their nonce.
 * @param upTo the block up to which events are applied; it is the chain's newest
 */
export async function settleSilent(
  sql: Sql,
  chain: Chain,
  chainId: number,
  upTo: number,
  settled: SettledOperation[],
): Promise<void> {
  for (const address of await signersUnderWay(sql, chainId)) {
    const used = await chain.transactionCount(address, upTo);
    const silent = await findSilent(sql, chainId, address, used);
    const receipts = await chain.receipts(silent.map(({ hash }) => hash));
    const answered = new Set<number>();
    for (const [index, transaction] of silent.entries()) {
      const receipt = receipts[index];
      if (!receipt) continue;
      answered.add(transaction.nonce);
      const { id } = transaction;
      const { succeeded, blockNumber } = receipt;
      await markMined(sql, [{ id, blockNumber, status: succeeded ? 'MINED' : 'REVERTED' }]);
      if (!succeeded) await settleReverted(sql, chain, transaction, receipt, settled);
      else await settleByStoredEvents(sql, transaction.hash, settled);
    }
    const lost = silent.filter(({ nonce, isOverdue }) => isOverdue && !answered.has(nonce));
    if (lost.length > 0) await giveUp(sql, chainId, address, used, lost);
  }
}

/** Of a transaction whose events are known although nobody asked at the time what they settle. */
async function settleByStoredEvents(sql: Sql, hash: string, settled: SettledOperation[]): Promise<void> {
  const stored = { where: 'e.tx_hash = $1', parameter: bytea(hash) };
  for await (const events of readEvents(sql, stored)) await settleByEvents(sql, events, settled);
}

/**
 * The first block in which we believe transactions whose nonces the chain has not used: a node that answers in the
 * middle of a reorganisation may name blocks that it is about to drop. Everything after such a nonce would wait for ever.
 * @param upTo as for settleSilent
 */
export async function findMisread(
  sql: Sql,
  chain: Chain,
  chainId: number,
  upTo: number,
): Promise<number | undefined> {
  let first: number | undefined;
  for (const address of await signersUnderWay(sql, chainId)) {
    const used = await chain.transactionCount(address, upTo);
    const [row] = await sql<{ block: number | null }>(
      `SELECT min(block_number) AS block FROM ledger_transaction
       WHERE chain_id = $1 AND signer = $2 AND nonce >= $3 AND status IN ('MINED', 'REVERTED') AND block_number <= $4`,
      [chainId, bytea(address), used, upTo],
    );
    if (row?.block != null) first = Math.min(first ?? row.block, row.block);
  }
  return first;
}

async function signersUnderWay(sql: Sql, chainId: number): Promise<Hex[]> {
  const signers = await sql<{ address: Hex }>(
    `SELECT DISTINCT '0x' || encode(signer, 'hex') AS address FROM ledger_transaction
     WHERE chain_id = $1 AND status IN ('SIGNED', 'SENT')`,
    [chainId],
  );
  return signers.map(({ address }) => address);
}

function findSilent(sql: Sql, chainId: number, address: string, used: number): Promise<SilentTransaction[]> {
  return sql<SilentTransaction>(
    `SELECT id, '0x' || encode(signer, 'hex') AS signer, nonce, '0x' || encode(hash, 'hex') AS hash, raw,
            coalesce(sent_at, created_at) < now() - interval '${RECEIPT_PATIENCE_S} seconds' AS "isOverdue"
     FROM ledger_transaction
     WHERE chain_id = $1 AND signer = $2 AND nonce < $3 AND status IN ('SIGNED', 'SENT') ORDER BY id`,
    [chainId, bytea(address), used],
  );
}

/** Somebody else used the key: the operations go into other transactions, behind the foreign ones. */
async function giveUp(
  sql: Sql,
  chainId: number,
  address: string,
  used: number,
  lost: readonly SilentTransaction[],
): Promise<void> {
  const ids = lost.map(({ id }) => id);
  await sql(`UPDATE ledger_transaction SET status = 'LOST' WHERE id = ANY($1::bigint[])`, [ids]);
  await sql(
    `UPDATE ledger_signer SET next_nonce = greatest(next_nonce, $3) WHERE chain_id = $1 AND address = $2`,
    [chainId, bytea(address), used],
  );
  const operations = await sql<{ id: string }>(
    `SELECT operation_id AS id FROM ledger_transaction_operation WHERE transaction_id = ANY($1::bigint[])`,
    [ids],
  );
  await requeue(
    sql,
    operations.map(({ id }) => id),
    'stale',
  );
}
