import { LedgerReader, ledgerProvider, type Hex, type LedgerAddresses } from '@custodia/ledger';
import pg from 'pg';
import { expect, inject } from 'vitest';
import { until } from './client.js';

export interface LedgerSegment {
  readonly start: number;
  readonly end: number;
  readonly holder: number;
  readonly receiver: number | null;
  readonly state: 'HELD' | 'SHIPPED' | 'ORDERED';
}

export interface LedgerRun {
  readonly segments: readonly LedgerSegment[];
  /** `UnitStatus` of each pack in packing order. */
  readonly statuses: readonly number[];
}

/**
 * What the ledger holds of a run, once nothing of it is under way. Fails where the projection in the database says
 * otherwise than the contracts, or where a reservation was left behind.
 */
export async function agreedRun(runId: string): Promise<LedgerRun> {
  return connected(async (database, reader) => {
    await until(
      () => rowsOf(database, `SELECT id FROM operation WHERE run_id = $1 AND ${UNSETTLED}`, [runId]),
      (rows) => rows.length === 0,
    );
    const [run] = await rowsOf<{ lot: Hex; units: number }>(
      database,
      `SELECT '0x' || encode(lot_key, 'hex') AS lot, unit_count AS units FROM run WHERE id = $1`,
      [runId],
    );
    const { lot, units } = run!;
    const segments = await rowsOf<LedgerSegment>(
      database,
      `SELECT s.start::int, s."end"::int, s.holder::float8, s.receiver::float8, s.state
       FROM ledger.segment s JOIN run r ON r.lot_key = s.lot_key WHERE r.id = $1 ORDER BY s.start`,
      [runId],
    );
    for (const { start, ...segment } of segments) {
      const onChain = await reader.segment(lot, start);
      expect({
        end: onChain?.end,
        holder: onChain?.holder,
        receiver: onChain?.receiver || null,
        state: SEGMENT_STATES[onChain?.state ?? 0],
      }).toEqual(segment);
    }
    const rows = await rowsOf<{ word_no: number; word: Buffer }>(
      database,
      `SELECT w.word_no::int, w.word FROM ledger.status_word w JOIN run r ON r.lot_key = w.lot_key WHERE r.id = $1`,
      [runId],
    );
    // A word that was never written has only active packs.
    const words = Array.from({ length: Math.ceil(units / UNITS_IN_WORD) }, (_, at) => {
      const word = rows.find(({ word_no }) => word_no === at)?.word;
      return BigInt(`0x${word?.toString('hex') ?? '0'}`);
    });
    const onChain: bigint[] = [];
    while (onChain.length < words.length) {
      const few = words.slice(onChain.length, onChain.length + AT_ONCE).map((_, at) => onChain.length + at);
      onChain.push(...(await Promise.all(few.map((at) => reader.statusWord(lot, at)))));
    }
    expect(onChain).toEqual(words);
    const statuses = Array.from({ length: units }, (_, index) =>
      Number((words[Math.floor(index / UNITS_IN_WORD)]! >> BigInt((index % UNITS_IN_WORD) * 16)) & 15n),
    );
    expect(await rowsOf(database, 'SELECT idx FROM unit_reservation WHERE run_id = $1', [runId])).toEqual([]);
    return { segments, statuses };
  });
}

/** Everything that this node has registered and issued, for a look at the whole. */
export async function everything(): Promise<{ runIds: string[]; items: Hex[] }> {
  return connected(async (database) => {
    const runs = await rowsOf<{ id: number }>(
      database,
      `SELECT r.id FROM run r JOIN ledger.lot l ON l.lot_key = r.lot_key ORDER BY r.id`,
    );
    const items = await rowsOf<{ key: Hex }>(
      database,
      `SELECT '0x' || encode(item_key, 'hex') AS key FROM ledger.prescription_item`,
    );
    return { runIds: runs.map(({ id }) => String(id)), items: items.map(({ key }) => key) };
  });
}

/** What the ledger still allows on a prescription item; the projection says the same. */
export async function agreedItem(ledgerKey: Hex): Promise<{ remaining: number; used: number }> {
  return connected(async (database, reader) => {
    const key = Buffer.from(ledgerKey.slice(2), 'hex');
    await until(
      () => rowsOf(database, `SELECT id FROM operation WHERE item_id = $1 AND ${UNSETTLED}`, [key]),
      (rows) => rows.length === 0,
    );
    const [item] = await rowsOf<{ remaining: number; used: number }>(
      database,
      'SELECT remaining::float8 AS remaining, used::float8 AS used FROM ledger.prescription_item WHERE item_key = $1',
      [key],
    );
    expect(await reader.item(ledgerKey)).toMatchObject(item!);
    return item!;
  });
}

/** A running product's clock cannot be turned: while `act` lasts, the record says that the lot ran out on `day`. */
export function whileExpired(lotId: string, day: string, act: () => Promise<void>): Promise<void> {
  return connected(async (database) => {
    const [lot] = await rowsOf<{ expiry: string }>(database, 'SELECT expiry::text FROM lot WHERE id = $1', [
      lotId,
    ]);
    const put = (expiry: string) =>
      rowsOf(database, 'UPDATE lot SET expiry = $2 WHERE id = $1', [lotId, expiry]);
    await put(day);
    try {
      await act();
    } finally {
      await put(lot!.expiry);
    }
  });
}

/** `SegmentState` of the contracts, as the projection writes it. */
const SEGMENT_STATES = ['NONE', 'HELD', 'SHIPPED', 'ORDERED'];

const UNITS_IN_WORD = 16;
/** Words that are asked of the chain in one request: a run of the demo has thousands. */
const AT_ONCE = 250;

const UNSETTLED = `status IN ('PENDING', 'SENT')`;

async function connected<T>(read: (database: pg.Client, reader: LedgerReader) => Promise<T>): Promise<T> {
  const database = new pg.Client({ connectionString: inject('databaseUrl') });
  await database.connect();
  const contracts = await rowsOf<{ chain: number; name: keyof LedgerAddresses; address: Hex }>(
    database,
    `SELECT chain_id::float8 AS chain, name, '0x' || encode(address, 'hex') AS address FROM ledger_contract`,
  );
  const provider = ledgerProvider(inject('ledgerUrl'), contracts[0]!.chain, AT_ONCE);
  const addresses = Object.fromEntries(contracts.map(({ name, address }) => [name, address]));
  try {
    return await read(database, new LedgerReader(addresses as unknown as LedgerAddresses, provider));
  } finally {
    provider.destroy();
    await database.end();
  }
}

async function rowsOf<T extends object>(
  database: pg.Client,
  sql: string,
  params: unknown[] = [],
): Promise<T[]> {
  return (await database.query<T>(sql, params)).rows;
}
