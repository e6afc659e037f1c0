import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort, startChain, startPostgres, startProgram, type RunningProgram } from '@custodia/embedded';
import pg from 'pg';
import type { Driven } from './load/drive.js';
import type { Plan } from './load/generator.js';
import { Session } from './session.js';

const API = fileURLToPath(new URL('../../apps/api/', import.meta.url));
const TEST = fileURLToPath(new URL('../', import.meta.url));
const SETTINGS = fileURLToPath(new URL('../tsconfig.json', import.meta.url));
const GENERATOR = fileURLToPath(new URL('load/generator.ts', import.meta.url));
/** Compiled in memory, whatever runs the bench: the command, or its spec. */
const FROM_SOURCE = ['-C', 'custodia-source', '--import', '@swc-node/register/esm-register'];
const ORIGIN = 'http://localhost:3000';

/** The whole product but the portal, on this machine, in a folder that is deleted afterwards. */
export interface Rig {
  /** The first API process. */
  readonly api: string;
  readonly databaseUrl: string;
  readonly chainUrl: string;
  readonly postgresVersion: string;
  /** The processes, by what they do. */
  readonly pids: Readonly<Record<'api' | 'worker' | 'postgres' | 'chain', number>>;
  sql<R>(text: string, parameters?: unknown[]): Promise<R[]>;
  /** @param at which API process, from 0 */
  signIn(email: string, at?: number): Promise<Session>;
  /** Runs a load in a process of its own. @param requests JSON values, one for each request, used in turn */
  load(plan: PlanWithoutFile, requests: readonly unknown[]): Promise<Driven>;
  /** Runs a command of the API's command line, to its end. */
  cli(command: string): Promise<string>;
  stop(): Promise<void>;
}

type WithoutFile<P> = P extends Plan ? Omit<P, 'requestFile'> : never;
export type PlanWithoutFile = WithoutFile<Plan>;

export async function openRig(
  say: (what: string) => void,
  { apis, workers }: { apis: number; workers: number } = { apis: 1, workers: 1 },
): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'custodia-bench-'));
  chmodSync(folder, 0o711); // the user that PostgreSQL runs as must pass through
  const at = (name: string) => join(folder, name);
  const postgres = await startPostgres({ dataDir: at('postgres') });
  const chain = await startChain({ dataDir: at('chain') });
  const env = {
    PATH: process.env['PATH'] ?? '',
    NODE_ENV: 'production',
    NO_COLOR: '1',
    CUSTODIA_DEMO: '1',
    // A load test comes from one address, by few sessions.
    RATE_LIMIT_PER_SESSION: '0',
    RATE_LIMIT_PER_ADDRESS: '0',
    PUBLIC_ORIGIN: ORIGIN,
    DATABASE_URL: postgres.url,
    LEDGER_RPC_URL: chain.url,
  };
  const cli = (command: string) =>
    runToEnd(['dist/cli.js', command], API, env, at(`${command.replace(':', '-')}.log`));
  for (const command of ['migrate', 'deploy-contracts', 'seed']) {
    say(command);
    await cli(command);
  }
  const start = (program: 'main' | 'worker', name: string, port = 0) =>
    startProgram({
      command: process.execPath,
      args: [`dist/${program}.js`],
      cwd: API,
      env: { ...env, API_PORT: String(port) },
      logFile: at(`${name}.log`),
      pidFile: at(`${name}.pid`),
      mark: `dist/${program}.js`,
    });
  const ports = await Promise.all(Array.from({ length: apis }, () => freePort()));
  const api = ports.map((port) => `http://127.0.0.1:${port}`);
  const programs: RunningProgram[] = [];
  for (const [n, port] of ports.entries()) programs.push(await start('main', `api${n}`, port));
  for (let n = 0; n < workers; n++) programs.push(await start('worker', `worker${n}`));
  for (const [n, address] of api.entries())
    await until(
      async () => (await fetch(`${address}/health/ready`)).ok,
      () => programs[n]!.output(),
    );
  const pool = new pg.Pool({ connectionString: postgres.url, max: 4 });
  const [server] = (await pool.query<{ server_version: string }>('SHOW server_version')).rows;

  return {
    api: api[0]!,
    databaseUrl: postgres.url,
    chainUrl: chain.url,
    postgresVersion: server!.server_version,
    pids: {
      api: serverIn(at('api0.pid')),
      worker: serverIn(at('worker0.pid')),
      postgres: serverIn(at('postgres.pid')),
      chain: serverIn(at('chain/anvil.pid')),
    },
    sql: async <R>(text: string, parameters?: unknown[]) => (await pool.query(text, parameters)).rows as R[],
    signIn: (email, n = 0) => Session.signedIn(api[n]!, ORIGIN, email),
    async load(plan, requests) {
      const id = randomUUID();
      const requestFile = at(`${id}.jsonl`);
      writeFileSync(requestFile, requests.map((request) => JSON.stringify(request)).join('\n'));
      writeFileSync(at(`${id}.json`), JSON.stringify({ ...plan, requestFile }));
      const args = [...FROM_SOURCE, GENERATOR, at(`${id}.json`)];
      const output = await runToEnd(args, TEST, { ...env, SWC_NODE_PROJECT: SETTINGS }, at('load.log'));
      rmSync(requestFile);
      return JSON.parse(output) as Driven;
    },
    cli,
    async stop() {
      await pool.end();
      await Promise.all(programs.map((program) => program.stop()));
      await chain.stop();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Owner, guard and server are named in this order. */
function serverIn(pidFile: string): number {
  const pid = readFileSync(pidFile, 'utf8').match(/\d+/g)?.at(-1);
  if (!pid) throw new Error(`No process is named in ${pidFile}`);
  return Number(pid);
}

async function until(ready: () => Promise<boolean>, output: () => string): Promise<void> {
  for (let attempts = 0; attempts < 1_200; attempts++) {
    if (await ready().catch(() => false)) return;
    await sleep(100);
  }
  throw new Error(`The API does not get ready:\n${output()}`);
}

async function runToEnd(
  args: string[],
  cwd: string,
  env: Record<string, string>,
  logFile: string,
): Promise<string> {
  const child = spawn(process.execPath, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', openSync(logFile, 'a')],
  });
  let output = '';
  child.stdout!.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return output;
  throw new Error(
    `${args.join(' ')} failed:\n${readFileSync(logFile, 'utf8').slice(-3_000)}${output.slice(-1_000)}`,
  );
}
