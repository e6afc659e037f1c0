import { scratchDatabase } from '@custodia/embedded';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditModule, ChainingJob } from '../modules/audit/index.js';
import { CustodyModule } from '../modules/custody/index.js';
import { Config } from '../config.js';
import { openBench, type Bench } from '../testing/bench.js';
import { anActor } from '../testing/builders.js';
import { aRun } from '../testing/goods.js';
import { backup, restore } from './backup.js';
import { migrate } from './data-source.js';

let bench: Bench;
let folder: string;
beforeAll(async () => {
  bench = await openBench({ imports: [AuditModule, CustodyModule] });
  folder = await mkdtemp(join(tmpdir(), 'custodia-backup-'));
  await aRun(bench, await anActor(bench, { roles: ['MANUFACTURER'] }), { units: 300 });
  await bench.get(ChainingJob).chain();
});
afterAll(async () => {
  await bench.close();
  await rm(folder, { recursive: true, force: true });
});

const url = () => bench.get(Config).databaseUrl;

/** Each table with a checksum of its rows. */
async function contents(of: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: of });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
     WHERE table_schema IN ('public', 'ledger') AND table_name <> 'migration' ORDER BY 1`,
  );
  const sums: unknown[] = [];
  for (const { name } of rows) {
    const sum = await client.query(
      `SELECT count(*) AS rows, md5(string_agg(t::text, E'\\n' ORDER BY t::text)) AS sum FROM ${name} t`,
    );
    sums.push([name, sum.rows[0]]);
  }
  await client.end();
  return sums;
}

describe('a backup', () => {
  it('gives back every row of every table, and numbers go on after the last', async () => {
    const target = join(folder, 'one');
    expect(await backup(url(), target)).toBeGreaterThan(5);
    const fresh = await scratchDatabase();
    try {
      await migrate(fresh.url);
      await restore(fresh.url, target);
      expect(await contents(fresh.url)).toEqual(await contents(url()));

      const client = new pg.Client({ connectionString: fresh.url });
      await client.connect();
      const added = await client.query(
        `INSERT INTO domain_event (type, payload, created_at) VALUES ('spec.x', '{}', now()) RETURNING id`,
      );
      const last = await client.query('SELECT max(id) AS id FROM domain_event');
      await client.end();
      expect(added.rows[0].id).toBe(last.rows[0].id);
      await expect(restore(fresh.url, target)).rejects.toThrow('is not empty');
    } finally {
      await fresh.drop();
    }
  });

  it('is refused where it is not whole, of another release, or cut off, and leaves nothing', async () => {
    const target = join(folder, 'two');
    await backup(url(), target);
    const fresh = await scratchDatabase();
    try {
      await migrate(fresh.url);
      const empty = await contents(fresh.url);
      const file = join(target, 'manifest.json');
      const manifest = await readFile(file, 'utf8');
      await expect(restore(fresh.url, folder)).rejects.toThrow('no whole backup');
      await writeFile(file, manifest.replace(/"migration": "\w+"/, '"migration": "Older1"'));
      await expect(restore(fresh.url, target)).rejects.toThrow('made at migration Older1');
      await writeFile(file, manifest.replace(/("file": "public.operation.copy.gz",\s+"rows": )\d+/, '$1999'));
      await expect(restore(fresh.url, target)).rejects.toThrow('instead of 999');
      expect(await contents(fresh.url)).toEqual(empty);
    } finally {
      await fresh.drop();
    }
  });

  it('overwrites none that is there', async () => {
    await expect(backup(url(), folder)).rejects.toThrow('EEXIST');
  });
});
