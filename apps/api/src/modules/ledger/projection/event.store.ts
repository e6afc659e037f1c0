import { operationIdOf, type LedgerEvent } from '@custodia/ledger';
import type { BlockHeader } from '../chain/chain.js';
import type { Sql } from '../sql.js';
import { isItemEvent } from './item.fold.js';
import { isLotEvent, unitsOf } from './lot.fold.js';
import type { PlacedEvent } from './placed-event.js';
import { bytea, upsertRows, type Row, type Table } from './rows.js';

const BLOCK: Table = {
  name: 'ledger.block',
  key: ['number'],
  columns: { number: 'bigint', hash: 'bytea', parent_hash: 'bytea', at: 'timestamptz' },
};
const EVENT: Table = {
  name: 'ledger.event',
  key: ['block_number', 'log_index'],
  columns: {
    block_number: 'bigint',
    log_index: 'integer',
    tx_hash: 'bytea',
    name: 'text',
    operation_id: 'uuid',
    party: 'bigint',
    lot_key: 'bytea',
    item_key: 'bytea',
    idx_from: 'bigint',
    idx_to: 'bigint',
    args: 'jsonb',
  },
};

export async function saveBlocks(sql: Sql, blocks: readonly BlockHeader[]): Promise<void> {
  const rows = blocks.map(({ number, hash, parentHash, at }) => ({
    number,
    hash: bytea(hash),
    parent_hash: bytea(parentHash),
    at,
  }));
  await upsertRows(sql, BLOCK, rows);
}

export function saveEvents(sql: Sql, events: readonly PlacedEvent[]): Promise<void> {
  return upsertRows(sql, EVENT, events.map(rowOf));
}

/** Which events: the condition on `e`, and its parameter as $1. */
export interface EventFilter {
  readonly where: string;
  readonly parameter: unknown;
}

const PAGE = 5_000;

/** Stored events in the order of the chain, some thousand at a time. */
export async function* readEvents(sql: Sql, { where, parameter }: EventFilter): AsyncIterable<PlacedEvent[]> {
  let after: [number, number] = [-1, -1];
  for (;;) {
    const rows = await sql<EventRow>(
      `SELECT e.block_number, e.log_index, '0x' || encode(e.tx_hash, 'hex') AS tx_hash, e.name, e.operation_id,
              '0x' || encode(e.lot_key, 'hex') AS lot, e.args, b.at
       FROM ledger.event e JOIN ledger.block b ON b.number = e.block_number
       WHERE ${where} AND (e.block_number, e.log_index) > ($2, $3)
       ORDER BY e.block_number, e.log_index LIMIT ${PAGE}`,
      [parameter, ...after],
    );
    if (rows.length > 0) yield rows.map(placedEvent);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = [last.block_number, last.log_index];
  }
}

interface EventRow {
  readonly block_number: number;
  readonly log_index: number;
  readonly tx_hash: string;
  readonly name: string;
  readonly operation_id: string;
  readonly lot: string | null;
  readonly args: Record<string, unknown>;
  readonly at: Date;
}

/** The operation id and the lot have columns of their own. JSON has no integers of 64 bits: they are text there. */
function rowOf({ event, operationId, blockNumber, logIndex, txHash }: PlacedEvent): Row {
  const { operation: _, lot, ...args } = event.args as Readonly<Record<string, unknown>>;
  const units = isLotEvent(event) ? unitsOf(event) : undefined;
  return {
    block_number: blockNumber,
    log_index: logIndex,
    tx_hash: bytea(txHash),
    name: event.name,
    operation_id: operationId,
    party: args['party'] ?? args['maker'] ?? args['prescriber'] ?? args['regulator'],
    lot_key: typeof lot === 'string' ? bytea(lot) : null,
    item_key: isItemEvent(event) ? bytea(event.args.item) : null,
    idx_from: units?.start,
    idx_to: units?.end,
    args: JSON.stringify(args, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  };
}

const WIDE = ['gln', 'count', 'before'];

function placedEvent(row: EventRow): PlacedEvent {
  const args: Record<string, unknown> = { ...row.args, operation: operationIdOf(row.operation_id) };
  if (row.lot) args['lot'] = row.lot;
  for (const name of WIDE) if (typeof args[name] === 'string') args[name] = BigInt(args[name]);
  return {
    event: { name: row.name, args } as unknown as LedgerEvent,
    operationId: row.operation_id,
    blockNumber: row.block_number,
    logIndex: row.log_index,
    txHash: row.tx_hash,
    at: row.at,
  };
}

export async function dropBlocksAbove(sql: Sql, blockNumber: number): Promise<void> {
  await sql('DELETE FROM ledger.event WHERE block_number > $1', [blockNumber]);
  await sql('DELETE FROM ledger.block WHERE number > $1', [blockNumber]);
}
