import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres, withClient } from './postgres.js';
import type { RunningPart } from './running-part.js';

/** Tells the workers of a test run where the run's PostgreSQL is. */
export const ADDRESS_VARIABLE = 'CUSTODIA_SCRATCH_POSTGRES';

/** Speed instead of safety: the data is thrown away anyway. */
const NOT_DURABLE = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '300',
  autovacuum_naptime: '10min',
};

/** A PostgreSQL for one test run; its data is deleted when it stops, or when this program ends in any way. */
export async function startScratchPostgres(): Promise<RunningPart> {
  const folder = mkdtempSync(join(tmpdir(), 'custodia-postgres-'));
  chmodSync(folder, 0o711); // the server's user must pass through it
  return startPostgres({
    dataDir: join(folder, 'data'),
    database: 'postgres',
    settings: NOT_DURABLE,
    initdbFlags: ['--no-sync', '--no-data-checksums'],
    removeAfterwards: folder,
  });
}

export interface ScratchDatabaseOptions {
  /** Names the template: the same text, the same content. A hash of the migrations is a good one. */
  key: string;
  /** Fills the template, once for each key and PostgreSQL. It must close its connections. */
  prepare: (url: string) => Promise<void>;
}

export interface ScratchDatabase {
  url: string;
  /** Deletes it, whoever is still connected. */
  drop(): Promise<void>;
}

/**
 * A new database for one test file or worker: empty, or a copy of a template.
 *
 * @param server where it is made. Default: the PostgreSQL of the test run
 */
export async function scratchDatabase(
  template?: ScratchDatabaseOptions,
  server?: string,
): Promise<ScratchDatabase> {
  server ??= await address();
  const name = `scratch_${randomBytes(8).toString('hex')}`;
  const source = template ? await templateDatabase(server, template) : 'template0';
  await withClient(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${source}`));
  return {
    url: databaseAddress(server, name),
    async drop() {
      await withClient(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

let own: Promise<RunningPart> | undefined;

/** The PostgreSQL of the test run, or, outside of one, one of this process. */
async function address(): Promise<string> {
  const given = process.env[ADDRESS_VARIABLE];
  if (given) return given;
  own ??= startScratchPostgres();
  return (await own).url;
}

async function templateDatabase(server: string, { key, prepare }: ScratchDatabaseOptions): Promise<string> {
  const name = `template_${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
  const unfinished = `${name}_unfinished`;
  await withClient(server, async (client) => {
    // Workers that ask at the same time wait here for the first.
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [name]);
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount) return;
    await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${unfinished}`);
    await prepare(databaseAddress(server, unfinished));
    await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${pg.escapeIdentifier(name)}`);
  });
  return name;
}

function databaseAddress(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
