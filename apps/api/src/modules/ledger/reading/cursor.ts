import type { Consortium } from '../chain/consortium.js';
import { tryLock } from '../locks.js';
import { bytea } from '../projection/rows.js';
import type { Sql } from '../sql.js';
import type { Position } from './span-reader.js';

/** Makes the cursor if there is none: everything is still to be read. */
export async function createCursor(sql: Sql, { chainId, fromBlock }: Consortium): Promise<void> {
  await sql(
    `INSERT INTO ledger.cursor (chain_id, block_number, block_hash) VALUES ($1, $2, '') ON CONFLICT DO NOTHING`,
    [chainId, fromBlock - 1],
  );
}

/**
 * Takes the cursor for this transaction: whoever has it applies blocks.
 * @returns nothing where another worker has it
 */
export async function takeCursor(sql: Sql): Promise<Position | undefined> {
  return (await tryLock(sql, 'cursor')) ? readCursor(sql) : undefined;
}

/** How far the chain was read. */
export async function readCursor(sql: Sql): Promise<Position | undefined> {
  const [row] = await sql<{ block_number: number; block_hash: string }>(
    `SELECT block_number, encode(block_hash, 'hex') AS block_hash FROM ledger.cursor`,
  );
  return row && { number: row.block_number, hash: row.block_hash && `0x${row.block_hash}` };
}

export async function moveCursor(sql: Sql, { number, hash }: Position): Promise<void> {
  await sql('UPDATE ledger.cursor SET block_number = $1, block_hash = $2', [number, hash ? bytea(hash) : '']);
}
