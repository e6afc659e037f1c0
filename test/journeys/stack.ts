import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const START_LIMIT_MS = 8 * 60_000;

declare module 'vitest' {
  interface ProvidedContext {
    portal: string;
    databaseUrl: string;
    ledgerUrl: string;
  }
}

/** Starts the product as `npm start` does, with its demo, in a folder of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'custodia-journeys-'));
  await chmod(dataDir, 0o711); // as root, PostgreSQL runs as another user, who must pass through
  const [port, apiPort, postgresPort, chainPort] = await freePorts(4);
  const launcher = spawn(process.execPath, ['deploy/local/start.mjs'], {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      CUSTODIA_DATA: dataDir,
      PORT: String(port),
      API_PORT: String(apiPort),
      POSTGRES_PORT: String(postgresPort),
      CHAIN_PORT: String(chainPort),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = await untilReady(launcher, dataDir);
  project.provide('portal', `http://localhost:${port}`);
  project.provide('databaseUrl', addressOf(printed, 'Database'));
  project.provide('ledgerUrl', addressOf(printed, 'Ledger'));

  return async () => {
    const ended = new Promise((resolve) => launcher.once('exit', resolve));
    launcher.kill('SIGTERM');
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  };
}

async function untilReady(launcher: ChildProcess, dataDir: string): Promise<string> {
  let printed = '';
  return new Promise((resolve, reject) => {
    const failed = async (why: string) => {
      launcher.kill('SIGTERM');
      reject(new Error(`Custodia did not start: ${why}\n${printed}\n${await logsOf(dataDir)}`));
    };
    const limit = setTimeout(() => void failed('it took too long'), START_LIMIT_MS);
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      if (!printed.includes('Stop with Ctrl-C')) return;
      clearTimeout(limit);
      resolve(printed);
    };
    launcher.stdout?.on('data', read);
    launcher.stderr?.on('data', read);
    launcher.once('exit', (code) => {
      clearTimeout(limit);
      void failed(`exit code ${code}`);
    });
  });
}

function addressOf(printed: string, name: string): string {
  const address = new RegExp(`${name} +(\\S+)`).exec(printed)?.[1];
  if (!address) throw new Error(`The launcher printed no address of ${name}:\n${printed}`);
  return address;
}

async function logsOf(dataDir: string): Promise<string> {
  const names = [
    'migrate',
    'deploy-contracts',
    'seed',
    'api',
    'worker',
    'node-1',
    'node-2',
    'node-3',
    'portal',
  ];
  const logs = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(dataDir, 'logs', `${name}.log`), 'utf8').catch(() => '');
      return text && `--- ${name}\n${text.slice(-2000)}`;
    }),
  );
  return logs.filter(Boolean).join('\n');
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
