import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const API = join(ROOT, 'apps', 'api');
export const PORTAL = join(ROOT, 'apps', 'portal');

/**
 * What can be set when Custodia is started on one machine.
 * @typedef {object} Settings
 * @property {string} dataDir where everything that is kept lies
 * @property {number} portalPort
 * @property {string} portalHost
 * @property {number} apiPort
 * @property {number | undefined} nodePort of the first release node, the others next to it; free ones when not given
 * @property {number | undefined} postgresPort a free one when not given
 * @property {number | undefined} chainPort a free one when not given
 * @property {string | undefined} databaseUrl replaces the embedded PostgreSQL
 * @property {string | undefined} ledgerRpcUrl replaces the embedded chain
 * @property {'keep' | 'reset' | undefined} choice what to do with the data of changed contracts
 * @property {Record<string, string>} inherited settings of the parts themselves, and what programs need to run
 */

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string[]} args
 * @returns {Settings}
 */
export function readSettings(env = process.env, args = process.argv.slice(2)) {
  const unknown = args.filter((arg) => !['--keep', '--reset'].includes(arg));
  if (unknown.length > 0) throw new Error(`${unknown.join(' ')} is not known. Known are --keep and --reset.`);
  return {
    dataDir: resolve(ROOT, env.CUSTODIA_DATA || '.custodia'),
    portalPort: port(env, 'PORT') ?? 3000,
    portalHost: env.PORTAL_HOST || '127.0.0.1',
    apiPort: port(env, 'API_PORT') ?? 4000,
    nodePort: port(env, 'NODE_PORT'),
    postgresPort: port(env, 'POSTGRES_PORT'),
    chainPort: port(env, 'CHAIN_PORT'),
    databaseUrl: env.DATABASE_URL || undefined,
    ledgerRpcUrl: env.LEDGER_RPC_URL || undefined,
    choice: args.includes('--reset') ? 'reset' : args.includes('--keep') ? 'keep' : undefined,
    inherited: withoutUndefined(env),
  };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} name
 */
function port(env, name) {
  const text = env[name];
  if (!text) return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value < 65536) return value;
  throw new Error(`${name} must be a port between 1 and 65535, not "${text}".`);
}

/** @param {NodeJS.ProcessEnv} env */
function withoutUndefined(env) {
  return /** @type {Record<string, string>} */ (
    Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined))
  );
}

/** @param {Settings} settings */
export function paths({ dataDir }) {
  return {
    logs: join(dataDir, 'logs'),
    run: join(dataDir, 'run'),
    postgres: join(dataDir, 'postgres'),
    chain: join(dataDir, 'chain'),
    contracts: join(dataDir, 'contracts.sha256'),
    signIns: join(dataDir, 'sign-ins.txt'),
    nodes: join(dataDir, 'nodes'),
    keys: join(dataDir, 'keys.json'),
    passphrase: join(dataDir, 'keys.passphrase'),
  };
}

/**
 * The one web origin that browsers use.
 * @param {Settings} settings
 */
export function origin({ portalHost, portalPort }) {
  return `http://${portalHost === '127.0.0.1' ? 'localhost' : portalHost}:${portalPort}`;
}
