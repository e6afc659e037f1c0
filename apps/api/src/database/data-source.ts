import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { migrations } from './migrations/index.js';

// Not among the named types of the driver.
const INT8_ARRAY = 1016 as typeof pg.types.builtins.INT8;

// Days are days: a Date would shift them by the server's time zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, safeInteger);
pg.types.setTypeParser(INT8_ARRAY, (text) =>
  text === '{}' ? [] : text.slice(1, -1).split(',').map(safeInteger),
);

function safeInteger(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${text} is no number, or too large for one`);
  return number;
}

export function databaseOptions(url: string, poolSize = 20): DataSourceOptions & { type: 'postgres' } {
  return {
    type: 'postgres',
    url,
    applicationName: 'custodia',
    migrations,
    migrationsTableName: 'migration',
    synchronize: false,
    // Statements and their parameters may hold health data: they are never logged.
    logging: false,
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    poolSize,
    connectTimeoutMS: 10_000,
    extra: { statement_timeout: 60_000, idle_in_transaction_session_timeout: 120_000 },
  };
}

// "custodia" as a number: whoever migrates holds this lock, so that two nodes that start together do it one by one.
const MIGRATION_LOCK = '7166473925611874657';

/** Brings the database up to date. @returns the names of the migrations that were run. */
export async function migrate(url: string): Promise<string[]> {
  const database = await new DataSource(databaseOptions(url)).initialize();
  const lock = database.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const done = await database.runMigrations({ transaction: 'each' });
    return done.map(({ name }) => name);
  } finally {
    await lock.release();
    await database.destroy();
  }
}

export class NotMigratedError extends Error {
  override readonly name = 'NotMigratedError';

  constructor() {
    super('The database is not up to date. Run `node dist/cli.js migrate` first.');
  }
}

/** @throws NotMigratedError when a migration has not been run: code and tables would not fit. */
export async function assertMigrated(url: string): Promise<void> {
  const database = await new DataSource(databaseOptions(url)).initialize();
  try {
    if (await database.showMigrations()) throw new NotMigratedError();
  } finally {
    await database.destroy();
  }
}
