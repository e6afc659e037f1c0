import { scratchDatabase } from '@custodia/embedded';
import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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

const COPY_DONE = Buffer.from([0x63, 0, 0, 0, 4]);
const LATE_MS = 20;

/** The database by a way on which what follows the last row of a COPY comes in a packet of its own, and late. */
async function slowToCount(of: string): Promise<{ url: string; close: () => void }> {
  const { hostname, port } = new URL(of);
  const door = createServer((client) => {
    const server = connect(Number(port), hostname);
    let sent = Promise.resolve();
    const send = async (bytes: Buffer) => {
      const done = bytes.indexOf(COPY_DONE);
      const first = done < 0 ? bytes.length : done + COPY_DONE.length;
      client.write(bytes.subarray(0, first));
      if (first === bytes.length) return;
      await sleep(LATE_MS);
      client.write(bytes.subarray(first));
    };
    server.on('data', (bytes) => (sent = sent.then(() => send(bytes))));
    client.on('data', (bytes) => server.write(bytes));
    client.on('close', () => server.destroy());
  }).listen(0, '127.0.0.1');
  await once(door, 'listening');
  const url = new URL(of);
  url.host = `127.0.0.1:${(door.address() as AddressInfo).port}`;
  return { url: url.href, close: () => void door.close() };
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

  it('knows how many rows it has where the database says so late', async () => {
    const slow = await slowToCount(url());
    try {
      expect(await backup(slow.url, join(folder, 'late'))).toBe(await backup(url(), join(folder, 'early')));
    } finally {
      slow.close();
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
      await writeFile(file, manifest);
      const runs = join(target, 'public.run.copy.gz');
      await truncate(runs, (await stat(runs)).size - 4);
      await expect(restore(fresh.url, target)).rejects.toThrow('cut off or damaged');
      await rm(runs);
      await expect(restore(fresh.url, target)).rejects.toThrow('public.run.copy.gz is missing');
      expect(await contents(fresh.url)).toEqual(empty);
    } finally {
      await fresh.drop();
    }
  });

  it('overwrites none that is there', async () => {
    await expect(backup(url(), folder)).rejects.toThrow('EEXIST');
  });
});
