import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, startProgram, type RunningProgram } from '@custodia/embedded';
import type { TestProject } from 'vitest/node';
import { OPERATIONS } from './listed.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const START_LIMIT_MS = 8 * 60_000;

declare module 'vitest' {
  interface ProvidedContext {
    portal: string;
    /** Of the same node, for what tests ask in their own words; absent where the portal's API answers everything. */
    api: string | undefined;
    databaseUrl: string;
    ledgerUrl: string;
    /** The folder of what every program of the product prints. */
    logs: string;
  }
}

/**
 * Starts the product as `npm start` does, with its demo, in a folder of its own. As in production, the API behind the
 * portal answers what the portal asks and nothing else; another one answers the tests.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'custodia-journeys-'));
  await chmod(dataDir, 0o711); // as root, PostgreSQL runs as another user, who must pass through
  const [port, apiPort, freeApiPort] = [await freePort(), await freePort(), await freePort()];
  const [postgresPort, chainPort] = [await freePort(), await freePort()];
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
      PORTAL_OPERATIONS: OPERATIONS,
      CLIENTS_ASK_FREELY: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = await untilReady(launcher, dataDir);
  const [portal, databaseUrl, ledgerUrl] = [
    `http://localhost:${port}`,
    addressOf(printed, 'Database'),
    addressOf(printed, 'Ledger'),
  ];
  const free = await startFreeApi(dataDir, {
    PUBLIC_ORIGIN: portal,
    DATABASE_URL: databaseUrl,
    LEDGER_RPC_URL: ledgerUrl,
    API_PORT: String(freeApiPort),
    PORTAL_OPERATIONS: 'any',
  });
  project.provide('portal', portal);
  project.provide('api', `http://127.0.0.1:${freeApiPort}`);
  project.provide('databaseUrl', databaseUrl);
  project.provide('ledgerUrl', ledgerUrl);
  project.provide('logs', join(dataDir, 'logs'));

  return async () => {
    await free.stop();
    const ended = new Promise((resolve) => launcher.once('exit', resolve));
    launcher.kill('SIGTERM');
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  };
}

async function startFreeApi(dataDir: string, settings: Record<string, string>): Promise<RunningProgram> {
  const free = await startProgram({
    command: process.execPath,
    args: ['dist/main.js'],
    cwd: join(ROOT, 'apps', 'api'),
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_ENV: 'production',
      CUSTODIA_DEMO: '1',
      KEY_FILE: join(dataDir, 'keys.json'),
      KEY_FILE_PASSPHRASE_FILE: join(dataDir, 'keys.passphrase'),
      ...settings,
    },
    logFile: join(dataDir, 'logs', 'free-api.log'),
    pidFile: join(dataDir, 'run', 'free-api.pid'),
    mark: 'main.',
  });
  let over = false;
  void free.ended.then(() => (over = true));
  const ready = `http://127.0.0.1:${settings['API_PORT']}/health/ready`;
  while (
    !(await fetch(ready).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (over) throw new Error(`The API of the tests did not start: ${free.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return free;
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
