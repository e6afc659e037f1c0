import {
  accessSync,
  appendFileSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { settleChangedContracts } from './demo-data.mjs';
import { apiProgram, buildProgram, programs } from './programs.mjs';
import { makeNodeKeys, nodePorts, startNodes } from './nodes.mjs';
import { makePassphrase } from './passphrase.mjs';
import { runToEnd } from './run-to-end.mjs';
import { API, origin, paths, ROOT } from './settings.mjs';

/** @typedef {import('./settings.mjs').Settings} Settings */
/** @typedef {import('./programs.mjs').Mode} Mode */
/** @typedef {import('./supervisor.mjs').Supervisor} Supervisor */
/** @typedef {typeof import('@custodia/embedded')} Embedded */

/** By which somebody brings keys of their own. */
const KEY_SETTINGS =
  /^(OPERATOR|REGULATOR|REGULATOR_APPROVER|MAKER_PROPOSER|MAKER_APPROVER|SECRET)_KEY|^KEY_FILE/;

/** A busy machine may take its time. */
const PATIENCE_MS = 4 * 60_000;

/**
 * Builds and starts all parts in order, and prints where they are.
 * @param {Settings} settings
 * @param {Mode} mode
 * @param {Supervisor} supervisor
 */
export async function startStack(settings, mode, supervisor) {
  const { logs, run, signIns } = paths(settings);
  for (const folder of [logs, run]) makeWritable(folder);
  console.log(`Custodia. The first start builds everything, which takes minutes. Logs: ${logs}\n`);

  const buildOptions = {
    cwd: ROOT,
    env: { ...settings.inherited, NX_DAEMON: 'false', NO_COLOR: '1' },
    logFile: join(logs, 'build.log'),
  };
  await step('built', () => runToEnd('The build', buildProgram(mode), buildOptions));
  const embedded = await import('@custodia/embedded');
  takeLock(join(run, 'launcher.pid'), embedded.isProgram);
  await embedded.assertPortIsFree(settings.portalPort, 'The portal (PORT)', settings.portalHost);
  await embedded.assertPortIsFree(settings.apiPort, 'The API (API_PORT)');
  settleChangedContracts(settings);

  const { api, worker, portal } = programs(mode, settings);
  const ports = await nodePorts(settings, embedded);
  const env = environment(settings, mode, ports);
  /**
   * @param {import('./programs.mjs').Program} program
   * @param {Record<string, string>} extra
   */
  const start = (program, extra = {}) =>
    startProgram(program, settings, { ...env, ...extra }, embedded, supervisor);
  const startData = async () => {
    const [DATABASE_URL, LEDGER_RPC_URL] = await Promise.all([
      settings.databaseUrl ?? startPostgres(settings, embedded, supervisor),
      settings.ledgerRpcUrl ?? startChain(settings, embedded, supervisor),
    ]);
    const addresses = { DATABASE_URL, LEDGER_RPC_URL };
    const told = { ...env, ...addresses };
    const isNew = !existsSync(signIns);
    const makeKeys = (/** @type {number} */ number, /** @type {Record<string, string>} */ keys) =>
      cli(settings, mode, { ...told, ...keys }, 'keys:make-node', `node-${number}-keys`);
    const [contracts] = await Promise.all([prepare(settings, mode, told), makeNodeKeys(settings, makeKeys)]);
    await Promise.all([
      start(api, addresses),
      start(worker, addresses),
      startNodes({ settings, mode, ports, contracts, addresses }, start),
    ]);
    // A record is kept by the release nodes, which are there by now.
    if (isNew)
      appendFileSync(
        signIns,
        await step('demo record filled', () => cli(settings, mode, told, 'seed:record')),
      );
    return addresses;
  };
  const [addresses] = await Promise.all([startData(), start(portal)]);

  console.log(`\n  Portal     ${origin(settings)}`);
  console.log(`  API        http://127.0.0.1:${settings.apiPort}/graphql`);
  console.log(`  Nodes      ${ports.map((port) => `http://127.0.0.1:${port}`).join(' ')}`);
  if (!settings.databaseUrl) console.log(`  Database   ${addresses.DATABASE_URL}`);
  if (!settings.ledgerRpcUrl) console.log(`  Ledger     ${addresses.LEDGER_RPC_URL}`);
  console.log(`\n${readFileSync(signIns, 'utf8')}`);
  console.log(`Data: ${settings.dataDir}. Stop with Ctrl-C.`);
}

/**
 * @param {Settings} settings
 * @param {Embedded} embedded
 * @param {Supervisor} supervisor
 */
async function startPostgres(settings, embedded, supervisor) {
  const { logs, postgres } = paths(settings);
  const options = { dataDir: postgres, port: settings.postgresPort, logFile: join(logs, 'postgres.log') };
  const start = () => supervisor.start('PostgreSQL', () => embedded.startPostgres(options));
  return (await step('PostgreSQL', start)).url;
}

/**
 * @param {Settings} settings
 * @param {Embedded} embedded
 * @param {Supervisor} supervisor
 */
async function startChain(settings, embedded, supervisor) {
  const { logs, chain } = paths(settings);
  const options = { dataDir: chain, port: settings.chainPort, logFile: join(logs, 'chain.log') };
  const start = () => supervisor.start('The embedded chain', () => embedded.startChain(options));
  return (await step('embedded chain', start)).url;
}

/**
 * What all programs are told.
 * @param {Settings} settings
 * @param {Mode} mode
 * @param {readonly number[]} ports of the release nodes
 * @returns {Record<string, string>}
 */
function environment(settings, mode, ports) {
  return {
    CUSTODIA_DEMO: '1',
    PUBLIC_ORIGIN: origin(settings),
    // The portal runs on this machine too, and tells the API who asks.
    TRUSTED_PROXIES: 'loopback',
    ...settings.inherited,
    API_ORIGIN: `http://127.0.0.1:${settings.apiPort}`,
    API_PORT: String(settings.apiPort),
    NODE_ORIGINS: ports.map((port) => `http://127.0.0.1:${port}`).join(','),
    ...keyFile(settings),
    NO_COLOR: '1', // their output goes to files
    NODE_ENV: mode === 'dev' ? 'development' : 'production',
    SWC_NODE_PROJECT: join(API, 'tsconfig.json'),
  };
}

/**
 * Where the keys lie, unless whoever starts it says so. In the demo, the passphrase lies beside them.
 * @param {Settings} settings
 * @returns {Record<string, string>}
 */
function keyFile(settings) {
  if (Object.keys(settings.inherited).some((name) => KEY_SETTINGS.test(name))) return {};
  const { keys, passphrase } = paths(settings);
  return { KEY_FILE: keys, KEY_FILE_PASSPHRASE_FILE: passphrase };
}

/**
 * Brings database and ledger to where the programs expect them.
 * @param {Settings} settings
 * @param {Mode} mode
 * @param {Record<string, string>} env
 * @returns what is said of the contracts, each with its address
 */
async function prepare(settings, mode, env) {
  const { signIns } = paths(settings);
  /** @param {string} command */
  const run = (command) => cli(settings, mode, env, command);
  if (env['KEY_FILE_PASSPHRASE_FILE'] === paths(settings).passphrase) {
    makePassphrase(paths(settings).passphrase);
    await run('keys:make');
  }
  await step('database migrated', () => run('migrate'));
  const contracts = await step('contracts deployed', () => run('deploy-contracts'));
  // The demo is seeded once. What the seed prints are the sign-ins, which every start shows again.
  if (!existsSync(signIns)) writeFileSync(signIns, await step('demo seeded', () => run('seed')));
  return contracts;
}

/**
 * Runs a command of the API to its end.
 * @param {Settings} settings
 * @param {Mode} mode
 * @param {Record<string, string>} env
 * @param {string} command
 * @param {string} log the name of its log
 */
function cli(settings, mode, env, command, log = command.replace(':', '-')) {
  const logFile = join(paths(settings).logs, `${log}.log`);
  return runToEnd(`"${command}"`, [...apiProgram(mode, 'cli'), command], { cwd: API, env, logFile });
}

/**
 * @param {import('./programs.mjs').Program} program
 * @param {Settings} settings
 * @param {Record<string, string>} env
 * @param {Embedded} embedded
 * @param {Supervisor} supervisor
 */
function startProgram({ name, file, health, ...program }, settings, env, embedded, supervisor) {
  const { logs, run } = paths(settings);
  const options = {
    ...program,
    command: process.execPath,
    env,
    logFile: join(logs, `${file}.log`),
    pidFile: join(run, `${file}.pid`),
  };
  const isReady = health ? answers(name, health) : undefined;
  return step(name, () => supervisor.start(`The ${name}`, () => embedded.startProgram(options), isReady));
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
 * Asks whether an address answers; not for ever.
 * @param {string} name of the program
 * @param {string} url
 */
function answers(name, url) {
  const deadline = Date.now() + PATIENCE_MS;
  let last = 'nothing listens there';
  return async () => {
    try {
      const { ok, status } = await fetch(url, { signal: AbortSignal.timeout(30_000) });
      if (ok) return true;
      last = `it answered ${status}`;
    } catch {
      // not listening yet
    }
    if (Date.now() < deadline) return false;
    throw new Error(`The ${name} is not ready at ${url} after ${PATIENCE_MS / 60_000} minutes: ${last}.`);
  };
}

/** @param {string} folder */
function makeWritable(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new Error(
      `${folder} cannot be written. Did another user start Custodia here before? Start as that user, or set CUSTODIA_DATA.`,
      { cause },
    );
  }
}

/**
 * One run at a time for a data folder.
 * @param {string} file
 * @param {Embedded['isProgram']} isProgram
 */
function takeLock(file, isProgram) {
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (pid && isProgram(pid, 'deploy/local/')) {
    throw new Error(`Custodia runs already with this data folder (process ${pid}). Stop it first.`);
  }
  writeFileSync(file, String(process.pid));
  process.once('exit', () => rmSync(file, { force: true }));
}
