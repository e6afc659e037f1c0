import pg from 'pg';
import { DataSource } from 'typeorm';
import { databaseOptions } from '../../database/data-source.js';
import { Away1760002070000 } from './away.migration.js';
import { Emergency1760001950000 } from './emergency.migration.js';
import { EntryWriters1760001850000 } from './entry-writers.migration.js';
import { Mandates1760002055000 } from './mandates.migration.js';
import { Notices1760002030000 } from './notices.migration.js';
import { Once1760002045000 } from './once.migration.js';
import { OnceTimes1760002080000 } from './once-times.migration.js';
import { ReleaseNode1760001750000 } from './release-node.migration.js';
import { Therapy1760002060000 } from './therapy.migration.js';

const POOL = 6;
const NO_SUCH_DATABASE = '3D000';
const EXISTS_ALREADY = ['42P04', '23505'];

/** A node's own database, brought up to date. */
export async function openNodeDatabase(url: string): Promise<DataSource> {
  const migrations = [
    ReleaseNode1760001750000,
    EntryWriters1760001850000,
    Emergency1760001950000,
    Once1760002045000,
    Mandates1760002055000,
    Notices1760002030000,
    Therapy1760002060000,
    Away1760002070000,
    OnceTimes1760002080000,
  ];
  const options = { ...databaseOptions(url, POOL), migrations };
  const database = await new DataSource(options).initialize();
  await database.runMigrations({ transaction: 'each' });
  return database;
}

/** Makes the database beside the server's own one where it is missing: in a demo, nobody is there to make it. */
export async function ensureDatabase(url: string): Promise<void> {
  const isThere = await withClient(url, async () => true).catch((error: unknown) => {
    if (codeOf(error) === NO_SUCH_DATABASE) return false;
    throw error;
  });
  if (isThere) return;
  const server = new URL(url);
  const name = decodeURIComponent(server.pathname.slice(1));
  server.pathname = '/postgres';
  await withClient(server.href, (client) =>
    client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`).catch((error: unknown) => {
      if (!EXISTS_ALREADY.includes(codeOf(error))) throw error;
    }),
  );
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | undefined)?.code);
}
