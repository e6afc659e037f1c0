import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { CommandError } from '../platform/errors/command-error.js';
import { migrations } from './migrations/index.js';

/** What a backup says of itself. */
interface Manifest {
  readonly format: 'custodia-backup-1';
  readonly madeAt: string;
  readonly migration: string;
  /** In an order in which what is referred to comes first. */
  readonly tables: readonly { readonly name: string; readonly file: string; readonly rows: number }[];
}

/** The backup cannot be restored here; the message says what to do. */
export class BackupError extends CommandError {
  override readonly name = 'BackupError';
}

/**
 * Writes every table of the database into a new folder, all as of one moment, while the node goes on. Nothing but Node
 * is needed, and a backup made with one release of PostgreSQL is restored with another.
 * @returns the number of rows.
 */
export async function backup(databaseUrl: string, folder: string): Promise<number> {
  await mkdir(folder);
  return connected(databaseUrl, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const copies: { name: string; file: string; copy: { readonly rowCount: number } }[] = [];
    for (const name of await tableNames(client)) {
      const file = `${name.replaceAll(/[^\w.]/g, '')}.copy.gz`;
      const copy = client.query(copyTo(`COPY ${name} TO STDOUT`));
      await pipeline(
        copy,
        createGzip({ level: 1 }),
        createWriteStream(join(folder, file), { flags: 'wx', mode: 0o600 }),
      );
      copies.push({ name, file, copy });
    }
    await client.query('COMMIT');
    // Not before: what PostgreSQL counted may come after the last row, and COMMIT is answered after both.
    const tables = copies.map(({ copy, ...table }) => ({ ...table, rows: copy.rowCount }));
    const manifest: Manifest = {
      format: 'custodia-backup-1',
      madeAt: new Date().toISOString(),
      migration: latestMigration(),
      tables,
    };
    // Last: a folder without it is no whole backup.
    await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, {
      flag: 'wx',
      mode: 0o600,
    });
    return tables.reduce((sum, { rows }) => sum + rows, 0);
  });
}

/**
 * Fills a database that is migrated and empty, all or nothing.
 * @returns the number of rows.
 * @throws BackupError
 */
export async function restore(databaseUrl: string, folder: string): Promise<number> {
  const manifest = await readManifest(folder);
  return connected(databaseUrl, async (client) => {
    await client.query('BEGIN');
    const known = new Set(await tableNames(client));
    for (const { name } of manifest.tables) {
      if (!known.has(name)) throw new BackupError(`This database has no table ${name}. Migrate it first.`);
      const { rows } = await client.query(`SELECT EXISTS (SELECT 1 FROM ${name}) AS filled`);
      if (rows[0].filled)
        throw new BackupError(`The table ${name} is not empty. Restore into a new database.`);
    }
    let total = 0;
    for (const { name, file, rows } of manifest.tables) {
      const copy = client.query(copyFrom(`COPY ${name} FROM STDIN`));
      await pipeline(createReadStream(join(folder, file)), createGunzip(), copy).catch((error: unknown) => {
        throw isUnreadable(error)
          ? new BackupError(`${file} is missing, cut off or damaged. Restore another backup.`)
          : error;
      });
      if (copy.rowCount !== rows)
        throw new BackupError(`${file} holds ${copy.rowCount} rows instead of ${rows}.`);
      total += rows;
    }
    await client.query(SEQUENCES);
    await client.query('COMMIT');
    return total;
  });
}

/** Of the file, not of the database. */
function isUnreadable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(Z_|ENOENT)/.test(String(error.code));
}

async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => {
    throw new BackupError(`${folder} holds no whole backup: there is no manifest.json.`);
  });
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.format !== 'custodia-backup-1') throw new BackupError('This is a backup of another kind.');
  if (manifest.migration !== latestMigration())
    throw new BackupError(
      `The backup was made at migration ${manifest.migration}, this program is at ${latestMigration()}. Restore it with the program of its time, then migrate.`,
    );
  return manifest;
}

function latestMigration(): string {
  return migrations.at(-1)!.name;
}

async function connected<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** All tables but the list of migrations, those first that others refer to. */
async function tableNames(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; refers_to: string[] }>(TABLES);
  const open = new Map(rows.map(({ name, refers_to }) => [name, new Set(refers_to)]));
  const names: string[] = [];
  while (open.size > 0) {
    const free = [...open].filter(([, others]) => [...others].every((other) => !open.has(other)));
    if (free.length === 0)
      throw new BackupError(`Tables refer to each other in a circle: ${[...open.keys()].join()}`);
    for (const [name] of free) {
      names.push(name);
      open.delete(name);
    }
  }
  return names;
}

const TABLES = `
  SELECT format('%I.%I', n.nspname, c.relname) AS name, ARRAY(
    SELECT format('%I.%I', m.nspname, o.relname) FROM pg_constraint k
    JOIN pg_class o ON o.oid = k.confrelid JOIN pg_namespace m ON m.oid = o.relnamespace
    WHERE k.conrelid = c.oid AND k.contype = 'f' AND o.oid <> c.oid) AS refers_to
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname IN ('public', 'ledger')
    AND c.relname <> 'migration'
  ORDER BY 1`;

/** Numbers that are given out go on after the last. */
const SEQUENCES = `
  DO $$ DECLARE s record; BEGIN
    FOR s IN SELECT format('%I.%I', n.nspname, c.relname) AS name, a.attname,
                    pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) AS sequence
             FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE a.attidentity <> '' AND n.nspname IN ('public', 'ledger') AND c.relkind IN ('r', 'p')
    LOOP
      EXECUTE format('SELECT setval(%L, greatest((SELECT max(%I) FROM %s), 1), (SELECT max(%I) FROM %s) IS NOT NULL)',
                     s.sequence, s.attname, s.name, s.attname, s.name);
    END LOOP;
  END $$`;
