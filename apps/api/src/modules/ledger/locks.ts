import type { Sql } from './sql.js';

// Any number that no other program uses for locks in this database.
const PIPELINE = 1_668_641_652;

/**
 * Takes a lock until the end of the transaction. Advisory: unlike the lock of a row it writes nothing, so that an
 * idle pipeline leaves the disk in peace.
 * @returns whether this transaction has it now; false where another one has
 */
export async function tryLock(sql: Sql, name: string): Promise<boolean> {
  const [row] = await sql<{ taken: boolean }>('SELECT pg_try_advisory_xact_lock($1, hashtext($2)) AS taken', [
    PIPELINE,
    name,
  ]);
  return row?.taken === true;
}

/** The same, waiting for it. */
export async function lock(sql: Sql, name: string): Promise<void> {
  await sql('SELECT pg_advisory_xact_lock($1, hashtext($2))', [PIPELINE, name]);
}
