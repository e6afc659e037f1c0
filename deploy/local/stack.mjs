import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settleChangedContracts } from './demo-data.mjs';
import { apiProgram, build, portalProgram, run } from './processes.mjs';
import { paths, ROOT } from './settings.mjs';

/** @typedef {import('./settings.mjs').Settings} Settings */
/** @typedef {import('./processes.mjs').Mode} Mode */
/** @typedef {import('./supervisor.mjs').Supervisor} Supervisor */

const API = join(ROOT, 'apps', 'api');
const PORTAL = join(ROOT, 'apps', 'portal');

/**
 * Builds and starts all parts in order, and prints where they are.
 * @param {Settings} settings
 * @param {Mode} mode
 * @param {Supervisor} supervisor
 */
export async function startStack(settings, mode, supervisor) {
  const { logs, run: pids } = paths(settings);
  for (const folder of [logs, pids]) mkdirSync(folder, { recursive: true });
  console.log(`Custodia. The first start builds everything, which takes minutes. Logs: ${logs}\n`);

  const projects =
    mode === 'dev' ? ['@custodia/embedded'] : ['@custodia/embedded', '@custodia/api', '@custodia/portal'];
  await step('built', () => build(settings, projects));
  const embedded = await import('@custodia/embedded');
  takeLock(join(pids, 'launcher.pid'), embedded.isProgram);
  await embedded.assertPortIsFree(settings.portalPort, 'The portal (PORT)', settings.portalHost);
  await embedded.assertPortIsFree(settings.apiPort, 'The API (API_PORT)');
  settleChangedContracts(settings);

  const databaseUrl = settings.databaseUrl ?? (await startPostgres(settings, embedded, supervisor));
  const ledgerRpcUrl = settings.ledgerRpcUrl ?? (await startChain(settings, embedded, supervisor));
  const env = environment(settings, mode, databaseUrl, ledgerRpcUrl);
  await prepare(settings, mode, env);
  await startPrograms(settings, mode, env, embedded, supervisor);

  console.log(`\n  Portal     ${origin(settings)}`);
  console.log(`  API        http://127.0.0.1:${settings.apiPort}/graphql`);
  if (!settings.databaseUrl) console.log(`  Database   ${databaseUrl}`);
  if (!settings.ledgerRpcUrl) console.log(`  Ledger     ${ledgerRpcUrl}`);
  console.log(`\n${readFileSync(paths(settings).signIns, 'utf8')}`);
  console.log(`Data: ${settings.dataDir}. Stop with Ctrl-C.`);
}

/**
 * @param {Settings} settings
 * @param {typeof import('@custodia/embedded')} embedded
 * @param {Supervisor} supervisor
 */
async function startPostgres(settings, embedded, supervisor) {
  const { logs, postgres } = paths(settings);
  const options = { dataDir: postgres, port: settings.postgresPort, logFile: join(logs, 'postgres.log') };
  const { url } = await step('PostgreSQL', () =>
    supervisor.start('PostgreSQL', () => embedded.startPostgres(options)),
  );
  return url;
}

/**
 * @param {Settings} settings
 * @param {typeof import('@custodia/embedded')} embedded
 * @param {Supervisor} supervisor
 */
async function startChain(settings, embedded, supervisor) {
  const { logs, chain } = paths(settings);
  const options = { dataDir: chain, port: settings.chainPort, logFile: join(logs, 'chain.log') };
  const { url } = await step('embedded chain', () =>
    supervisor.start('The embedded chain', () => embedded.startChain(options)),
  );
  return url;
}

/**
 * Brings database and ledger to where the programs expect them.
 * @param {Settings} settings
 * @param {Mode} mode
 * @param {Record<string, string>} env
 */
async function prepare(settings, mode, env) {
  const { logs, signIns } = paths(settings);
  /** @param {string} command */
  const cli = (command) =>
    run(`"${command}"`, apiProgram(mode, 'cli', command), {
      cwd: API,
      env,
      logFile: join(logs, `${command}.log`),
    });
  await step('database migrated', () => cli('migrate'));
  await step('contracts deployed', () => cli('deploy-contracts'));
  if (existsSync(signIns)) return;
  // The demo is seeded once. What the seed prints are the sign-ins, which every start shows again.
  const printed = await step('demo seeded', () => cli('seed'));
  writeFileSync(signIns, printed);
}

/**
 * @param {Settings} settings
 * @param {Mode} mode
 * @param {Record<string, string>} env
 * @param {typeof import('@custodia/embedded')} embedded
 * @param {Supervisor} supervisor
 */
async function startPrograms(settings, mode, env, embedded, supervisor) {
  const { logs, run: pids } = paths(settings);
  const programs = [
    {
      name: 'API',
      args: apiProgram(mode, 'main'),
      cwd: API,
      health: `http://127.0.0.1:${settings.apiPort}/health`,
    },
    { name: 'worker', args: apiProgram(mode, 'worker'), cwd: API },
    { name: 'portal', args: portalProgram(mode, settings), cwd: PORTAL, health: origin(settings) },
  ];
  for (const { name, args, cwd, health } of programs) {
    const file = name.toLowerCase();
    const options = {
      command: process.execPath,
      args,
      cwd,
      env,
      mark: args.join('\0'),
      logFile: join(logs, `${file}.log`),
      pidFile: join(pids, `${file}.pid`),
    };
    await step(name, () =>
      supervisor.start(
        `The ${name}`,
        () => embedded.startProgram(options),
        health ? answers(health) : undefined,
      ),
    );
  }
}

/**
 * What the API, the worker and the portal are told.
 * @param {Settings} settings
 * @param {Mode} mode
 * @param {string} databaseUrl
 * @param {string} ledgerRpcUrl
 * @returns {Record<string, string>}
 */
function environment(settings, mode, databaseUrl, ledgerRpcUrl) {
  return {
    CUSTODIA_DEMO: '1',
    PUBLIC_ORIGIN: origin(settings),
    ...settings.inherited,
    API_ORIGIN: `http://127.0.0.1:${settings.apiPort}`,
    API_PORT: String(settings.apiPort),
    DATABASE_URL: databaseUrl,
    LEDGER_RPC_URL: ledgerRpcUrl,
    NO_COLOR: '1', // their output goes to files
    NODE_ENV: mode === 'dev' ? 'development' : 'production',
    SWC_NODE_PROJECT: join(API, 'tsconfig.json'),
  };
}

/** @param {Settings} settings */
function origin({ portalHost, portalPort }) {
  return `http://${portalHost === '127.0.0.1' ? 'localhost' : portalHost}:${portalPort}`;
}

/**
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 */
async function step(what, work) {
  const start = Date.now();
  const result = await work();
  console.log(`  ${what.padEnd(20)}${((Date.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

/**
 * Asks whether an address answers.
 * @param {string} url
 */
function answers(url) {
  return async () => {
    try {
      return (await fetch(url, { signal: AbortSignal.timeout(30_000) })).ok;
    } catch {
      return false; // not listening yet
    }
  };
}

/**
 * One run at a time for a data folder.
 * @param {string} file
 * @param {(pid: number, mark: string) => boolean} isProgram
 */
function takeLock(file, isProgram) {
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (pid && isProgram(pid, 'deploy/local/')) {
    throw new Error(`Custodia runs already with this data folder (process ${pid}). Stop it first.`);
  }
  writeFileSync(file, String(process.pid));
  process.once('exit', () => rmSync(file, { force: true }));
}
