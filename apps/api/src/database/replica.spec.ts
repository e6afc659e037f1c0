import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBench, type Bench } from '../testing/bench.js';
import { testDatabase } from '../testing/test-database.js';
import { ReadReplica } from './replica.js';

const WHO: { name: string; text: string } = {
  name: 'who',
  text: `SELECT current_setting('application_name') AS who, current_database() AS database`,
};

describe('a read that decides nothing', () => {
  let standIn: Awaited<ReturnType<typeof testDatabase>>;
  let bench: Bench;

  beforeAll(async () => {
    standIn = await testDatabase();
    bench = await openBench({ settings: { DATABASE_REPLICA_URL: standIn.url } });
  });
  afterAll(async () => {
    await bench.close();
    await standIn.drop();
  });

  it('goes to the replica, and to the database itself as soon as that one is gone', async () => {
    const replica = bench.get(ReadReplica);
    const [own] = await bench.sql<{ database: string }>('SELECT current_database() AS database');
    const [first] = await replica.read<{ who: string; database: string }>(WHO, []);
    expect(first!.who).toBe('custodia-replica');
    expect(first!.database).not.toBe(own!.database);

    await standIn.drop();
    const answers = await Promise.all(Array.from({ length: 20 }, () => replica.read<typeof own>(WHO, [])));
    expect(new Set(answers.map(([row]) => row!.database))).toEqual(new Set([own!.database]));
  });

  it('goes to the database where there is no replica, or none that can be reached', async () => {
    for (const settings of [{}, { DATABASE_REPLICA_URL: 'postgresql://nobody:x@127.0.0.1:1/none' }]) {
      const other = await openBench({ settings });
      try {
        const [own] = await other.sql<{ database: string }>('SELECT current_database() AS database');
        const [row] = await other.get(ReadReplica).read<{ database: string }>(WHO, []);
        expect(row).toMatchObject(own!);
      } finally {
        await other.close();
      }
    }
  });
});
