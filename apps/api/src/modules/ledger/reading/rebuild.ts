import type { DataSource } from 'typeorm';
import type { Chain } from '../chain/chain.js';
import type { Consortium } from '../chain/consortium.js';
import { saveBlocks, saveEvents } from '../projection/event.store.js';
import { project } from '../projection/project.js';
import { lock } from '../locks.js';
import { transact, type Sql } from '../sql.js';
import { moveCursor } from './cursor.js';
import { SpanReader, type Position } from './span-reader.js';

/** Everything in the schema ledger but the cursor. */
export const PROJECTION_TABLES = [
  'block',
  'event',
  'party',
  'party_key',
  'lot',
  'recall_range',
  'segment',
  'status_word',
  'prescription_item',
  'anchor',
];

const BLOCKS_AT_ONCE = 200;

export interface Rebuilt {
  readonly blocks: number;
  readonly events: number;
}

/**
 * Drops the projections and builds them again from the first block of the contracts up to the newest, in one
 * transaction: readers see the old rows until all new ones are there. Verdicts on operations stay as they are.
 * @throws ChainMoved, ChainUnreachable: nothing happened
 */
export function rebuild(database: DataSource, chain: Chain, consortium: Consortium): Promise<Rebuilt> {
  return transact(database, async (sql) => {
    await lock(sql, 'cursor');
    for (const table of PROJECTION_TABLES) await sql(`DELETE FROM ledger.${table}`);
    return readAll(sql, chain, consortium);
  });
}

async function readAll(sql: Sql, chain: Chain, consortium: Consortium): Promise<Rebuilt> {
  const reader = new SpanReader(chain, consortium);
  const head = await chain.head();
  let position: Position = { number: consortium.fromBlock - 1, hash: '' };
  let events = 0;
  while (position.number < head.number) {
    const next = position.number + BLOCKS_AT_ONCE;
    const to = next >= head.number ? head : ((await chain.block(next)) ?? head);
    const span = await reader.read(position, to);
    await saveBlocks(sql, span.blocks);
    await saveEvents(sql, span.events);
    await project(sql, span.events);
    events += span.events.length;
    position = to;
  }
  await moveCursor(sql, position);
  return { blocks: head.number - consortium.fromBlock + 1, events };
}
