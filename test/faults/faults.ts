import { ChainRpc } from '@custodia/ledger';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Disk } from './disk.js';
import type { Load } from './load.js';
import { PARTS, type FaultyNode, type Part } from './node.js';

/** What a fault is done to, under load. */
export interface Scene {
  readonly node: FaultyNode;
  readonly load: Load;
  readonly disk: Disk;
}

export interface Fault {
  readonly name: string;
  /** Ends when every part runs again. @returns what went wrong that an audit of the books cannot see */
  strike(scene: Scene): Promise<string[]>;
}

const MINUTE_MS = 60_000;
/** Chains and clocks of different machines differ by less. */
const CLOCK_ERROR_MS = 10 * MINUTE_MS;

/** kill -9 at a moment that nobody chose; an orchestrator starts it again. */
export function killOf(part: Part): Fault {
  return {
    name: `kill -9 of ${part}`,
    async strike({ node }) {
      await sleep(Math.random() * 1_500);
      await node.kill(part);
      await sleep(Math.random() * 300);
      await node.start(part);
      return [];
    },
  };
}

/** So many kills, every part as often as the others, in an order that nobody chose. */
export function kills(count: number): Fault[] {
  const order = Array.from({ length: count }, (_, n) => PARTS[n % PARTS.length] ?? 'api');
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [order[last], order[other]] = [order[other] ?? 'api', order[last] ?? 'api'];
  }
  return order.map(killOf);
}

export function chainDown(milliseconds: number): Fault {
  return {
    name: `chain down for ${milliseconds / 1000} s`,
    async strike({ node }) {
      await node.stop('chain');
      await sleep(milliseconds);
      await node.start('chain');
      return [];
    },
  };
}

export const postgresRestarted: Fault = {
  name: 'PostgreSQL restarted',
  async strike({ node }) {
    await sleep(500);
    await node.stop('postgres');
    await node.start('postgres');
    return [];
  },
};

/** Blocks that a reorganisation takes back. */
const TAKEN_BACK = 3;

export const reorganisation: Fault = {
  name: `reorganisation of ${TAKEN_BACK} blocks`,
  async strike({ node }) {
    const rpc = new ChainRpc(node.ledgerUrl);
    // A chain that was just started has no states from before: it can take back only what came since.
    const before = await rpc.blockNumber();
    while ((await rpc.blockNumber()) <= before + TAKEN_BACK) await sleep(50);
    await rpc.call('anvil_reorg', [TAKEN_BACK, []]);
    return [];
  },
};

const REPEATED = 40;

/** The same requests again, and the same transactions again. */
export const duplicates: Fault = {
  name: 'duplicate submissions',
  async strike({ node, load }) {
    const database = new pg.Client({ connectionString: node.databaseUrl });
    await database.connect();
    const { rows } = await database.query<{ raw: Buffer }>(
      `SELECT raw FROM ledger_transaction WHERE status IN ('SENT', 'MINED') ORDER BY id DESC LIMIT ${REPEATED}`,
    );
    await database.end();
    const rpc = new ChainRpc(node.ledgerUrl);
    let refused = 0;
    for (const { raw } of rows) {
      await rpc.send(`0x${raw.toString('hex')}`).catch(() => refused++);
    }
    const taken = rows.length - refused;
    const answers = await load.repeat(load.accepted.slice(-REPEATED));
    return taken > 0 ? [...answers, `the chain took ${taken} transactions twice`] : answers;
  },
};

export const fullDisk: Fault = {
  name: 'full disk',
  async strike({ node, disk }) {
    disk.fill();
    await sleep(4_000);
    disk.free();
    await node.revive();
    return [];
  },
};

/** The API ten minutes ahead and the worker ten minutes behind, with the time of the database between them. */
export const clocksApart: Fault = {
  name: 'clocks 10 minutes apart',
  async strike({ node }) {
    node.setClock('api', CLOCK_ERROR_MS / 2);
    node.setClock('worker', -CLOCK_ERROR_MS / 2);
    for (const part of ['api', 'worker'] as const) {
      await node.stop(part);
      await node.start(part);
    }
    await sleep(3_000);
    return [];
  },
};

export const clocksRight: Fault = {
  name: 'clocks set right again',
  async strike({ node }) {
    for (const part of ['api', 'worker'] as const) {
      node.setClock(part, 0);
      await node.stop(part);
      await node.start(part);
    }
    return [];
  },
};
