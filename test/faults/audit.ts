import {
  ChainRpc,
  EventDecoder,
  LedgerReader,
  ledgerProvider,
  uuidOf,
  type Hex,
  type LedgerAddresses,
} from '@custodia/ledger';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Accepted } from './load.js';
import type { FaultyNode } from './node.js';

/** What one look at the books has found. */
export interface Findings {
  /** Accepted packs that were looked at. */
  readonly packs: number;
  readonly lost: number;
  readonly doubled: number;
  /** Where database and ledger say different things. */
  readonly disagreements: number;
  /** Operations that did not settle by themselves. */
  readonly stuck: number;
  readonly settledInMs: number;
  readonly details: readonly string[];
}

/** Pending work that is not done after so long does not go on by itself. */
const PATIENCE_MS = 180_000;
/** Blocks before the last look that are looked at again: a chain may have lost and won some since. */
const AGAIN = 200;

interface Line {
  readonly dispensingId: string;
  readonly operation: string;
  readonly status: string;
  readonly lot: Hex;
  readonly index: number;
}

interface Supplied {
  readonly place: string;
  readonly operation: string;
  readonly unit: string;
}

/** Compares what was promised with what the database holds and with what the contracts say. */
export class Auditor {
  #looked = 0;
  #block = 0;

  constructor(private readonly node: FaultyNode) {}

  /** @param all everything from the beginning, not only what came since the last look */
  async look(accepted: readonly Accepted[], all = false): Promise<Findings> {
    const database = new pg.Client({ connectionString: this.node.databaseUrl });
    await database.connect();
    try {
      const since = Date.now();
      const stuck = await settled(database);
      const settledInMs = Date.now() - since;
      const promised = accepted.slice(all ? 0 : this.#looked);
      this.#looked = accepted.length;
      const lines = await linesOf(database, promised);
      const details = [
        ...stuck,
        ...lostOf(promised, lines),
        ...(await doubledOf(database)),
        ...(await this.disagreements(database, lines, all ? 0 : Math.max(0, this.#block - AGAIN))),
      ];
      const count = (what: string) => details.filter((detail) => detail.startsWith(what)).length;
      return {
        packs: lines.length,
        lost: count('lost'),
        doubled: count('doubled'),
        disagreements: count('disagreement'),
        stuck: count('stuck'),
        settledInMs,
        details,
      };
    } finally {
      await database.end();
    }
  }

  /** Events of both sides from a block on, and the state of the packs just sold. */
  private async disagreements(database: pg.Client, lines: readonly Line[], from: number): Promise<string[]> {
    const { chainId, addresses } = await contractsOf(database);
    const rpc = new ChainRpc(this.node.ledgerUrl);
    const head = await rpc.blockNumber();
    const decoder = new EventDecoder(addresses);
    const onChain = new Map<string, Supplied>();
    for (let block = from; block <= head; block += 1_000) {
      const logs = await rpc.logs(block, Math.min(block + 999, head), [addresses.lotLedger]);
      for (const log of logs) {
        const event = decoder.decode(log);
        if (event?.name !== 'Dispensed') continue;
        const place = `${Number(log.blockNumber)} ${Number(log.logIndex)} ${log.transactionHash}`;
        const { lot, index, operation } = event.args;
        onChain.set(place, { place, operation: uuidOf(operation), unit: `${lot} ${index}` });
      }
    }
    const inDatabase = await rows<Supplied>(
      database,
      `SELECT block_number || ' ' || log_index || ' 0x' || encode(tx_hash, 'hex') AS place, operation_id AS operation,
              '0x' || encode(lot_key, 'hex') || ' ' || idx_from AS unit
       FROM ledger.event WHERE name = 'Dispensed' AND block_number >= $1`,
      [from],
    );
    this.#block = head;
    const problems = inDatabase
      .filter(({ place, operation }) => onChain.get(place)?.operation !== operation)
      .map(({ place }) => `disagreement: the database has an event that the chain has not: ${place}`);
    if (onChain.size !== inDatabase.length) {
      problems.push(
        `disagreement: ${onChain.size} supplies on the chain, ${inDatabase.length} in the database`,
      );
    }
    return [...problems, ...(await this.unitsOf(lines, chainId, addresses))];
  }

  /** The contract's own word on each pack: supplied. */
  private async unitsOf(
    lines: readonly Line[],
    chainId: number,
    addresses: LedgerAddresses,
  ): Promise<string[]> {
    const provider = ledgerProvider(this.node.ledgerUrl, chainId);
    const reader = new LedgerReader(addresses, provider);
    const problems: string[] = [];
    try {
      for (let at = 0; at < lines.length; at += 20) {
        const some = lines.slice(at, at + 20);
        const units = await Promise.all(some.map(({ lot, index }) => reader.unit(lot, index)));
        for (const [place, { status }] of units.entries()) {
          if (status === 0) problems.push(`disagreement: ${some[place]?.operation} left its pack active`);
        }
      }
    } finally {
      provider.destroy();
    }
    return problems;
  }
}

/** Waits until nothing is under way. @returns what does not settle */
export async function settled(database: pg.Client): Promise<string[]> {
  const open = `SELECT id, kind, status FROM operation WHERE status IN ('PENDING', 'SENT') LIMIT 20`;
  for (const deadline = Date.now() + PATIENCE_MS; ;) {
    const unsettled = await rows<{ id: string; kind: string; status: string }>(database, open);
    if (unsettled.length === 0) break;
    if (Date.now() > deadline) {
      return unsettled.map(({ id, kind, status }) => `stuck: ${kind} ${id} is ${status}`);
    }
    await sleep(50);
  }
  const [left] = await rows<{ count: string }>(database, 'SELECT count(*) FROM unit_reservation');
  return Number(left?.count) > 0 ? [`stuck: ${left?.count} packs are reserved for nothing`] : [];
}

function linesOf(database: pg.Client, promised: readonly Accepted[]): Promise<Line[]> {
  return rows<Line>(
    database,
    `SELECT l.dispensing_id AS "dispensingId", l.operation_id AS operation, o.status,
            '0x' || encode(r.lot_key, 'hex') AS lot, l.idx AS index
     FROM dispense_line l JOIN run r ON r.id = l.run_id LEFT JOIN operation o ON o.id = l.operation_id
     WHERE l.dispensing_id = ANY($1::uuid[])`,
    [promised.map(({ dispensingId }) => dispensingId)],
  );
}

function lostOf(promised: readonly Accepted[], lines: readonly Line[]): string[] {
  const packs = new Map<string, number>();
  for (const { dispensingId } of lines) packs.set(dispensingId, (packs.get(dispensingId) ?? 0) + 1);
  const missing = promised
    .filter(({ dispensingId, codes }) => packs.get(dispensingId) !== codes.length)
    .map(({ dispensingId }) => `lost: supply ${dispensingId} is not in the database as it was accepted`);
  const unconfirmed = lines
    .filter(({ status }) => status !== 'CONFIRMED')
    .map(({ operation, status }) => `lost: ${operation} was accepted and is ${status}`);
  return [...missing, ...unconfirmed];
}

/** A pack that was supplied twice, or a supply that was written down twice: in the database and on the ledger. */
async function doubledOf(database: pg.Client): Promise<string[]> {
  const doubled = await rows<{ what: string }>(
    database,
    `SELECT 'pack ' || encode(lot_key, 'hex') || ' ' || idx_from AS what
     FROM ledger.event WHERE name = 'Dispensed' GROUP BY lot_key, idx_from HAVING count(*) > 1
     UNION ALL
     SELECT 'operation ' || operation_id FROM ledger.event
     WHERE name = 'Dispensed' GROUP BY operation_id HAVING count(*) > 1
     UNION ALL
     SELECT 'line of pack ' || run_id || ' ' || idx FROM dispense_line
     WHERE irregular_reason IS NULL AND undo_operation_id IS NULL GROUP BY run_id, idx HAVING count(*) > 1
     UNION ALL
     SELECT 'supply without an event: ' || o.id FROM operation o
     WHERE o.kind = 'dispense' AND o.status = 'CONFIRMED'
       AND NOT EXISTS (SELECT 1 FROM ledger.event e WHERE e.operation_id = o.id AND e.name = 'Dispensed')`,
  );
  return doubled.map(({ what }) =>
    what.startsWith('supply without') ? `lost: ${what}` : `doubled: ${what}`,
  );
}

async function contractsOf(database: pg.Client): Promise<{ chainId: number; addresses: LedgerAddresses }> {
  const found = await rows<{ chain: string; name: string; address: string }>(
    database,
    `SELECT chain_id AS chain, name, '0x' || encode(address, 'hex') AS address FROM ledger_contract`,
  );
  const addresses = Object.fromEntries(found.map(({ name, address }) => [name, address]));
  return { chainId: Number(found[0]?.chain), addresses: addresses as unknown as LedgerAddresses };
}

async function rows<T extends object>(
  database: pg.Client,
  sql: string,
  params: unknown[] = [],
): Promise<T[]> {
  return (await database.query<T>(sql, params)).rows;
}
