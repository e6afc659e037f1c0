import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { anvilBinary } from './anvil-binary.js';
import { chainFailure } from './chain-failure.js';
import { tendPool } from './chain-pool.js';
import { ChainState, savedStates } from './chain-state.js';
import { assertFreeSpace } from './disk-space.js';
import { EmbeddedError } from './embedded-error.js';
import { startGuarded, type GuardedProcess } from './guarded-process.js';
import { assertPortIsFree, freePort } from './ports.js';
import { clearPreviousRun } from './previous-run.js';
import { repeat } from './repeat.js';
import { rpc } from './rpc.js';
import type { RunningPart } from './running-part.js';

/** The well-known test phrase: its keys are public, and must never hold anything of value. */
const DEMO_MNEMONIC = 'test test test test test test test test test test test junk';
const DEFAULT_CHAIN_ID = 31337;

/**
 * When blocks are mined:
 * - `batched` (default): 50 ms after transactions came, together; never an empty block. For concurrent senders.
 * - `instant`: one for each transaction. For one sender who waits for each: with several in flight, anvil loses
 *   track of some, and they are freed only after a moment.
 * - a number: every so many seconds, empty blocks included, as a consortium chain does.
 */
export type Mining = 'batched' | 'instant' | number;

export interface ChainOptions {
  /** Where the chain is kept between runs. Without it, the chain is gone when it stops. */
  dataDir?: string | undefined;
  /** A free port is chosen when this is not given. */
  port?: number | undefined;
  /** Default: 31337. */
  chainId?: number | undefined;
  mining?: Mining | undefined;
  mnemonic?: string | undefined;
  /** Where the node's log is appended. Default: in the data folder. */
  logFile?: string | undefined;
}

export interface ChainAccount {
  address: string;
  privateKey: string;
}

export interface RunningChain extends RunningPart {
  readonly chainId: number;
  /** Twenty funded accounts, the same on every start with the same phrase. */
  readonly accounts: readonly ChainAccount[];
}

/**
 * Starts a real EVM node on the loopback address. It ends with this program, however that ends; with a data
 * folder, at most the last second of the chain is lost then.
 *
 * Its rules are those of the Osaka fork, with its cap of 2^24 gas a transaction and its limit of contract size,
 * free gas, and blocks of 200 M gas: what works here works on a consortium chain of the same or an earlier fork.
 * @throws EmbeddedError PORT_TAKEN, DISK_FULL, DATA_FOLDER_BROKEN, DATA_FOLDER_IN_USE, BINARY_MISSING, START_FAILED
 */
export async function startChain(options: ChainOptions = {}): Promise<RunningChain> {
  const dataDir = options.dataDir ? resolve(options.dataDir) : mkdtempSync(join(tmpdir(), 'custodia-chain-'));
  mkdirSync(dataDir, { recursive: true });
  const pidFile = join(dataDir, 'anvil.pid');
  await clearPreviousRun(pidFile, 'anvil', dataDir);
  if (options.port) await assertPortIsFree(options.port, 'The embedded chain');
  assertFreeSpace(dataDir, 64);

  const port = options.port ?? (await freePort());
  const accountsFile = join(dataDir, 'accounts.json');
  const stateFile = options.dataDir && join(dataDir, 'state.json');
  const node = { options, dataDir, port, pidFile, accountsFile };
  const server = await startNode(node, stateFile ? savedStates(stateFile) : []);
  const { mining, chainId } = settingsOf(options);
  const url = urlOf(port);
  const accounts = await readAccounts(accountsFile, server);
  server.unref();

  const state = stateFile ? new ChainState(url, stateFile) : undefined;
  const mine = mining === 'batched';
  const chores = [repeat(mine ? 50 : 200, () => tendPool(url, { mine }))];
  // A large state takes long to write: never more than a tenth of the time.
  if (state) chores.push(repeat(1_000, () => state.save(), 9));
  void server.ended.then(() => chores.map((chore) => chore.stop()));
  return {
    url,
    port,
    chainId,
    accounts,
    ended: server.ended,
    output: () => server.output(),
    async stop() {
      await Promise.all(chores.map((chore) => chore.stop()));
      try {
        if (!server.hasEnded()) await state?.save();
      } finally {
        await server.stop();
      }
    },
  };
}

/** A new, empty chain for a test; nothing of it is left when it stops. */
export function scratchChain(options: Omit<ChainOptions, 'dataDir'> = {}): Promise<RunningChain> {
  return startChain(options);
}

interface Node {
  readonly options: ChainOptions;
  readonly dataDir: string;
  readonly port: number;
  readonly pidFile: string;
  readonly accountsFile: string;
}

/** Starts from the newest state that can be read. What a later one held, whoever sent it has to send again. */
async function startNode(node: Node, states: readonly string[]): Promise<GuardedProcess> {
  const { options, dataDir, port, accountsFile } = node;
  const [state, ...older] = states;
  rmSync(accountsFile, { force: true });
  const server = serve(node, state);
  if (await answers(server, urlOf(port), settingsOf(options).chainId)) return server;
  const failure = chainFailure(server.output(), state ?? dataDir, port);
  if (failure.code !== 'DATA_FOLDER_BROKEN' || !state || older.length === 0) throw failure;
  renameSync(state, `${state}.damaged`);
  process.emitWarning(
    `The embedded chain cannot be read from ${state}, which is kept as ${state}.damaged. ` +
      'It goes on from the state before; what was mined since is sent again.',
  );
  return startNode(node, older);
}

function serve({ options, dataDir, port, pidFile, accountsFile }: Node, state?: string): GuardedProcess {
  const { mining, chainId } = settingsOf(options);
  const mnemonic = options.mnemonic ?? DEMO_MNEMONIC;
  return startGuarded(
    {
      command: anvilBinary(),
      args: [
        ...['--host', '127.0.0.1', '--port', String(port), '--chain-id', String(chainId), '--quiet'],
        ...['--mnemonic', mnemonic, '--accounts', '20', '--config-out', accountsFile],
        ...['--base-fee', '0', '--gas-price', '0', '--disable-min-priority-fee', '--order', 'fifo'],
        ...['--hardfork', 'osaka', '--enable-tx-gas-limit', '--gas-limit', '200000000'],
        ...['--prune-history', '256', '--cache-path', join(dataDir, 'cache')],
        ...(mining === 'batched' ? ['--no-mining'] : []),
        ...(typeof mining === 'number' ? ['--block-time', String(mining)] : []),
        ...(state ? ['--load-state', state] : []),
      ],
      env: { HOME: dataDir },
      stopSignal: 'SIGTERM',
      pidFile,
      removeAfterwards: options.dataDir ? undefined : dataDir,
    },
    options.logFile ?? join(dataDir, 'anvil.log'),
  );
}

function settingsOf({ mining = 'batched', chainId = DEFAULT_CHAIN_ID }: ChainOptions) {
  return { mining, chainId };
}

function urlOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}

async function answers(server: GuardedProcess, url: string, chainId: number): Promise<boolean> {
  while (!server.hasEnded()) {
    try {
      return Number(await rpc<string>(url, 'eth_chainId')) === chainId;
    } catch {
      await sleep(20); // not listening yet
    }
  }
  return false;
}

/** The node answers before it has written its accounts to the end. */
async function readAccounts(file: string, server: GuardedProcess): Promise<ChainAccount[]> {
  for (;;) {
    const config = accountsIn(file);
    if (config) {
      return config.available_accounts.map((address, index) => ({
        address,
        privateKey: config.private_keys[index] ?? '',
      }));
    }
    if (server.hasEnded()) throw new EmbeddedError('START_FAILED', server.output());
    await sleep(20);
  }
}

interface Accounts {
  available_accounts: string[];
  private_keys: string[];
}

function accountsIn(file: string): Accounts | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Accounts;
  } catch {
    return undefined; // not there, or not to the end
  }
}
