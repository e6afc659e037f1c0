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

/** The server's own files: the database's tables as they lie on the disk, and the whole write-ahead log. */
export async function filesOf(database: DataSource): Promise<{ tables: Buffer; log: Buffer }> {
  await database.query('CHECKPOINT');
  const [{ folder } = { folder: '' }] = await database.query<{ folder: string }[]>(
    `SELECT current_setting('data_directory') AS folder`,
  );
  const [{ oid } = { oid: 0 }] = await database.query<{ oid: number }[]>(
    'SELECT oid FROM pg_database WHERE datname = current_database()',
  );
  return {
    tables: contentOf(join(folder, 'base', String(oid))),
    log: contentOf(join(folder, 'pg_wal')),
  };
}

function contentOf(folder: string): Buffer {
  const files = readdirSync(folder, { withFileTypes: true }).filter((file) => file.isFile());
  return Buffer.concat(files.map(({ name }) => readFileSync(join(folder, name))));
}
