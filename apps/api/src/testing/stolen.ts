import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';

/** Every value of every row that a database keeps. */
export async function valuesOf(database: DataSource): Promise<unknown[]> {
  const tables = await database.query<{ name: string }[]>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
  );
  const values: unknown[] = [];
  for (const { name } of tables)
    for (const row of await database.query<Record<string, unknown>[]>(`SELECT * FROM "${name}"`))
      values.push(...Object.values(row));
  return values;
}

/** All that a database keeps, as bytes. */
export async function rowsOf(database: DataSource): Promise<Buffer> {
  const line = (value: unknown) => (Buffer.isBuffer(value) ? value : Buffer.from(String(value)));
  return Buffer.concat((await valuesOf(database)).flatMap((value) => [line(value), Buffer.from('\n')]));
}

/**
 * What of all this stands in the server's own files: its write-ahead log, and the database's tables as they lie on the disk.
 * The log first: after a checkpoint, the server writes over what came before. The server must serve nobody else, whose
 * checkpoints nobody awaits here.
 */
export async function onDisk(
  database: DataSource,
  wanted: readonly Buffer[],
): Promise<{ log: Buffer[]; tables: Buffer[] }> {
  const [{ folder, oid } = { folder: '', oid: 0 }] = await database.query<{ folder: string; oid: number }[]>(
    `SELECT current_setting('data_directory') AS folder, oid FROM pg_database WHERE datname = current_database()`,
  );
  // Nothing of it waits in memory any more.
  await database.query('SELECT pg_switch_wal()');
  const log = foundIn(join(folder, 'pg_wal'), wanted);
  await database.query('CHECKPOINT');
  return { log, tables: foundIn(join(folder, 'base', String(oid)), wanted) };
}

function foundIn(folder: string, wanted: readonly Buffer[]): Buffer[] {
  const found = new Set<Buffer>();
  for (const file of readdirSync(folder, { withFileTypes: true })) {
    if (!file.isFile()) continue;
    const bytes = contentOf(join(folder, file.name));
    for (const one of wanted) if (bytes.includes(one)) found.add(one);
  }
  return wanted.filter((one) => found.has(one));
}

/** Nothing of a file that the server has taken away meanwhile. */
function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}
