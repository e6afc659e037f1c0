import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makePassphrase } from './passphrase.mjs';
import { releaseNode } from './programs.mjs';
import { paths } from './settings.mjs';

/** @typedef {import('./settings.mjs').Settings} Settings */
/** @typedef {import('./programs.mjs').Mode} Mode */

/** A patient's record is kept by three nodes, two of which release. In the demo one operator runs all of them. */
const NODES = [1, 2, 3];
/** In a demo, people look at the log right after what they did. */
const ANCHOR_SECONDS = '10';

/**
 * @param {Settings} settings
 * @param {typeof import('@custodia/embedded')} embedded
 */
export async function nodePorts({ nodePort }, embedded) {
  if (nodePort === undefined) return Promise.all(NODES.map(() => embedded.freePort()));
  const ports = NODES.map((number) => nodePort + number - 1);
  for (const port of ports) await embedded.assertPortIsFree(port, 'A release node (NODE_PORT)');
  return ports;
}

/**
 * Makes the keys of each node, sealed in a file of its own. In the demo, its passphrase lies beside it.
 * @param {Settings} settings
 * @param {(number: number, env: Record<string, string>) => Promise<unknown>} make
 */
export async function makeNodeKeys(settings, make) {
  const { nodes } = paths(settings);
  if (existsSync(join(nodes, '1', 'keys.json')))
    throw new Error(
      `The release nodes in ${nodes} are of an earlier version, which kept their keys unsealed. Begin anew: npm start -- --reset`,
    );
  mkdirSync(nodes, { recursive: true, mode: 0o700 });
  await Promise.all(
    NODES.map(async (number) => {
      const keys = keyFileOf(settings, number);
      if (existsSync(keys.KEY_FILE)) return;
      makePassphrase(keys.KEY_FILE_PASSPHRASE_FILE);
      await make(number, { ...keys, NODE_ID: idOf(number) });
    }),
  );
}

/**
 * Starts the release nodes, each with keys and a database of its own.
 * @param {object} what
 * @param {Settings} what.settings
 * @param {Mode} what.mode
 * @param {readonly number[]} what.ports
 * @param {string} what.contracts what is said of the contracts, each with its address
 * @param {Record<string, string>} what.addresses of database and ledger
 * @param {(program: import('./programs.mjs').Program, extra: Record<string, string>) => Promise<unknown>} start
 */
export async function startNodes({ settings, mode, ports, contracts, addresses }, start) {
  await Promise.all(
    NODES.map((number) => {
      const port = ports[number - 1] ?? 0;
      return start(releaseNode(mode, number, port), {
        ...addresses,
        DATABASE_URL: databaseOf(addresses.DATABASE_URL ?? '', number),
        CONSENT_REGISTRY: addressOf(contracts, 'consentRegistry'),
        ANCHOR_LOG: addressOf(contracts, 'anchorLog'),
        PARTY_REGISTRY: addressOf(contracts, 'partyRegistry'),
        ...keyFileOf(settings, number),
        NODE_ID: idOf(number),
        NODE_PORT: String(port),
        NODE_ANCHOR_SECONDS: ANCHOR_SECONDS,
        NOTICE_URL: `http://127.0.0.1:${settings.apiPort}/notices`,
      });
    }),
  );
}

/** @param {number} number */
function idOf(number) {
  return `node-${number}`;
}

/**
 * Where the keys of a node lie, whatever the API is told of its own.
 * @param {Settings} settings
 * @param {number} number
 */
function keyFileOf(settings, number) {
  const file = join(paths(settings).nodes, idOf(number));
  return {
    KEY_FILE: `${file}.json`,
    KEY_FILE_PASSPHRASE: '',
    KEY_FILE_PASSPHRASE_FILE: `${file}.passphrase`,
  };
}

/**
 * The database of a node beside that of the API.
 * @param {string} url
 * @param {number} number
 */
function databaseOf(url, number) {
  const own = new URL(url);
  own.pathname += `_node_${number}`;
  return own.href;
}

/**
 * @param {string} contracts
 * @param {string} name
 */
function addressOf(contracts, name) {
  const address = new RegExp(`${name} (0x[0-9a-fA-F]{40})`).exec(contracts)?.[1];
  if (address) return address;
  throw new Error(`The contracts of this chain have no ${name}. Begin anew: npm start -- --reset`);
}
