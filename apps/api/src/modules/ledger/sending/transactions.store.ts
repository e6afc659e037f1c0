import type { Hex } from '@custodia/ledger';
import { tryLock } from '../locks.js';
import { bytea } from '../projection/rows.js';
import type { Sql } from '../sql.js';

/** A signed transaction, as it is stored before anybody else sees it. */
export interface NewTransaction {
  readonly nonce: number;
  readonly hash: Hex;
  readonly raw: Hex;
  readonly kind: string;
  readonly gasLimit: number;
  /** Wei per gas. */
  readonly fee: bigint;
  readonly operationIds: readonly string[];
}

/**
 * Takes the nonce sequence of an address for this transaction. Whoever has it numbers transactions.
 * @returns the next nonce, or nothing where another worker has the sequence
 */
export async function takeNonces(sql: Sql, chainId: number, address: string): Promise<number | undefined> {
  if (!(await tryLock(sql, `nonces ${address}`))) return undefined;
  const [row] = await sql<{ next_nonce: number }>(
    'SELECT next_nonce FROM ledger_signer WHERE chain_id = $1 AND address = $2',
    [chainId, bytea(address)],
  );
  return row?.next_nonce;
}

/** Begins a nonce sequence, unless there is one. @param next what the chain expects */
export async function beginNonces(sql: Sql, chainId: number, address: string, next: number): Promise<void> {
  await sql(
    `INSERT INTO ledger_signer (chain_id, address, next_nonce) VALUES ($1, $2, $3)
     ON CONFLICT (chain_id, address) DO UPDATE SET next_nonce = greatest(ledger_signer.next_nonce, excluded.next_nonce)`,
    [chainId, bytea(address), next],
  );
}

/** How many transactions of an address are not in a block yet. */
export async function countUnderWay(sql: Sql, address: string): Promise<number> {
  const [row] = await sql<{ count: number }>(
    `SELECT count(*) AS count FROM ledger_transaction WHERE signer = $1 AND status IN ('SIGNED', 'SENT')`,
    [bytea(address)],
  );
  return row?.count ?? 0;
}

/** Some of the operations were settled, or sent by another worker, since they were picked. */
export class OperationsOvertaken extends Error {
  override readonly name = 'OperationsOvertaken';
}

/**
 * Stores transactions and moves the nonce sequence and their operations on.
 * @throws OperationsOvertaken: pick again
 */
export async function storeTransactions(
  sql: Sql,
  chainId: number,
  address: string,
  transactions: readonly NewTransaction[],
): Promise<void> {
  const rows = await sql<{ id: number; nonce: number }>(
    `INSERT INTO ledger_transaction (chain_id, signer, nonce, hash, raw, kind, gas_limit, max_fee)
     SELECT $1, $2, u.* FROM unnest($3::bigint[], $4::bytea[], $5::bytea[], $6::text[], $7::bigint[], $8::numeric[]) AS u
     RETURNING id, nonce`,
    [
      chainId,
      bytea(address),
      transactions.map(({ nonce }) => nonce),
      transactions.map(({ hash }) => bytea(hash)),
      transactions.map(({ raw }) => bytea(raw)),
      transactions.map(({ kind }) => kind),
      transactions.map(({ gasLimit }) => gasLimit),
      transactions.map(({ fee }) => String(fee)),
    ],
  );
  const ids = new Map(rows.map(({ id, nonce }) => [nonce, id]));
  const links = transactions.flatMap(({ nonce, operationIds }) =>
    operationIds.map((operationId, position) => ({ transaction: ids.get(nonce), position, operationId })),
  );
  await sql(
    `INSERT INTO ledger_transaction_operation (transaction_id, position, operation_id)
     SELECT * FROM unnest($1::bigint[], $2::int[], $3::uuid[])`,
    [
      links.map(({ transaction }) => transaction),
      links.map(({ position }) => position),
      links.map(({ operationId }) => operationId),
    ],
  );
  const moved = await sql(
    `UPDATE operation SET status = 'SENT' WHERE id = ANY($1::uuid[]) AND status = 'PENDING' RETURNING id`,
    [links.map(({ operationId }) => operationId)],
  );
  // A block that was read meanwhile may hold an earlier transaction with the same operation: its verdict stands.
  if (moved.length < links.length) throw new OperationsOvertaken();
  await sql('UPDATE ledger_signer SET next_nonce = next_nonce + $3 WHERE chain_id = $1 AND address = $2', [
    chainId,
    bytea(address),
    transactions.length,
  ]);
}

/**
 * Stores a transaction with a nonce that was given out before. It carries the operations of the one that it replaces;
 * where it replaces none, it carries none.
 */
export async function storeReplacement(
  sql: Sql,
  chainId: number,
  address: string,
  transaction: Omit<NewTransaction, 'kind' | 'operationIds'>,
  replaces: number | undefined,
): Promise<void> {
  const { nonce, hash, raw, gasLimit, fee } = transaction;
  await sql(
    `WITH replacement AS (
       INSERT INTO ledger_transaction (chain_id, signer, nonce, hash, raw, kind, gas_limit, max_fee, replaces)
       VALUES ($1, $2, $3, $4, $5, coalesce((SELECT kind FROM ledger_transaction WHERE id = $8), 'filler'), $6, $7, $8)
       RETURNING id
     )
     INSERT INTO ledger_transaction_operation (transaction_id, position, operation_id)
     SELECT r.id, l.position, l.operation_id FROM replacement r, ledger_transaction_operation l
     WHERE l.transaction_id = $8`,
    [chainId, bytea(address), nonce, bytea(hash), bytea(raw), gasLimit, String(fee), replaces ?? null],
  );
}
