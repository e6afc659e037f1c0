import { scratchDatabase } from '@custodia/embedded';
import { describe, expect, it } from 'vitest';
import { WorkerModule } from '../app.module.js';
import { openBench } from '../testing/bench.js';
import { assertMigrated, databaseOptions, migrate } from './data-source.js';
import { SealedWords1760001921000 } from './migrations/1921-sealed-words.js';
import { migrations } from './migrations/index.js';
import { DataSource } from 'typeorm';

/** Supplies whose words lie in clear are neither lost nor carried over. */
async function expectClearWordsRefused(database: DataSource): Promise<void> {
  await database.query(
    `INSERT INTO dispensing (id, site_id, user_id, party_id, basis, collector, event_time, recorded_at)
     VALUES (uuidv7(), uuidv7(), uuidv7(), 1, 'WARD', 'a neighbour', now(), now())`,
  );
  await expect(database.runMigrations({ transaction: 'each' })).rejects.toThrow('hold words in clear');
  await database.query('DELETE FROM dispensing');
}

describe('the migrations', () => {
  it('make exactly the tables that the entities declare', async () => {
    const bench = await openBench({ imports: [WorkerModule] });
    try {
      const drift = await bench.database.driver.createSchemaBuilder().log();
      expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
    } finally {
      await bench.close();
    }
  });

  it('can be undone, and done again', async () => {
    const scratch = await scratchDatabase();
    try {
      await migrate(scratch.url);
      const database = await new DataSource(databaseOptions(scratch.url)).initialize();
      for (let left = migrations.length; left > 0; left -= 1) {
        await database.undoLastMigration();
        if (migrations[left - 1] === SealedWords1760001921000) await expectClearWordsRefused(database);
      }
      const tables = await database.query<{ name: string }[]>(
        `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
         WHERE table_schema NOT IN ('pg_catalog', 'information_schema')`,
      );
      expect(tables).toEqual([{ name: 'public.migration' }]);
      await database.destroy();
      expect(await migrate(scratch.url)).toHaveLength(migrations.length);
    } finally {
      await scratch.drop();
    }
  });

  it('are run once when two nodes start at the same moment, and nothing starts before', async () => {
    const scratch = await scratchDatabase();
    try {
      await expect(assertMigrated(scratch.url)).rejects.toThrow('migrate');
      const done = await Promise.all([migrate(scratch.url), migrate(scratch.url)]);
      expect(done.flat()).toHaveLength(migrations.length);
      await assertMigrated(scratch.url);
    } finally {
      await scratch.drop();
    }
  });
});
