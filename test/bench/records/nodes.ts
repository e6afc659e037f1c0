import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { foundWithNodes, nodeSettings, type RecordPlace } from '@custodia/api/founding';
import { freePort, startChain, startPostgres, startProgram } from '@custodia/embedded';
import pg from 'pg';

const API = fileURLToPath(new URL('../../../apps/api/', import.meta.url));

/** Three release nodes as built, each a process of its own with a database of its own. */
export interface RecordNodes extends RecordPlace {
  stop(): Promise<void>;
}

export async function startRecordNodes(): Promise<RecordNodes> {
  const folder = mkdtempSync(join(tmpdir(), 'custodia-records-'));
  chmodSync(folder, 0o711); // the user that PostgreSQL runs as must pass through
  const at = (name: string) => join(folder, name);
  const postgres = await startPostgres({ dataDir: at('postgres') });
  const chain = await startChain({ dataDir: at('chain') });
  const { contracts, send } = await foundWithNodes(chain);
  const programs = await Promise.all(
    [1, 2, 3].map(async (number) => {
      const port = await freePort();
      const databaseUrl = await newDatabase(postgres.url, `node_${number}`);
      const place = { databaseUrl, ledgerUrl: chain.url, port };
      const program = await startProgram({
        command: process.execPath,
        // As `npm start` runs them.
        args: ['--max-semi-space-size=2', 'dist/release.js'],
        cwd: API,
        env: { PATH: process.env['PATH'] ?? '', NO_COLOR: '1', ...nodeSettings(number, place, contracts) },
        logFile: at(`node-${number}.log`),
        pidFile: at(`node-${number}.pid`),
        mark: 'dist/release.js',
      });
      return { ...program, url: `http://127.0.0.1:${port}` };
    }),
  );
  for (const { url, output } of programs) await untilReady(url, output);
  return {
    chain,
    contracts,
    send,
    doors: programs.map(({ url }) => ({ url })),
    async stop() {
      await Promise.all(programs.map((program) => program.stop()));
      await chain.stop();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function newDatabase(server: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function untilReady(url: string, output: () => string): Promise<void> {
  for (let attempts = 0; attempts < 600; attempts++) {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error(`A release node does not get ready:\n${output()}`);
}
