import type { Chain } from '../chain/chain.js';
import type { Consortium } from '../chain/consortium.js';
import { forgetAnchors } from '../projection/anchor.store.js';
import { dropBlocksAbove, readEvents } from '../projection/event.store.js';
import { isItemEvent } from '../projection/item.fold.js';
import { forgetItems } from '../projection/item.store.js';
import { isLotEvent } from '../projection/lot.fold.js';
import { forgetLots } from '../projection/lot.store.js';
import { isPartyEvent } from '../projection/party.fold.js';
import { forgetParties } from '../projection/party.store.js';
import { projectItems, projectLots, projectParties } from '../projection/project.js';
import { bytea } from '../projection/rows.js';
import type { Sql } from '../sql.js';
import { moveCursor } from './cursor.js';
import { findFork } from './fork.js';
import { reopenAbove } from './reopen.js';
import type { Position } from './span-reader.js';

/**
 * Takes back what was read from a branch that the chain has left: events and blocks go, the projections that they
 * touched are folded anew from the events that stay, operations that they settled are open again, and their
 * transactions wait to be sent again.
 * @param below a block that is known to be read wrongly: it goes, too
 * @returns the last block that is known of both branches
 */
export async function rollBack(
  sql: Sql,
  chain: Chain,
  { chainId, fromBlock }: Consortium,
  below?: number,
): Promise<Position> {
  const found = await findFork(sql, chain);
  const fork = below === undefined || found.number < below ? found : await blockBefore(chain, below);
  const touched = await touchedAbove(sql, fork.number);
  await dropBlocksAbove(sql, fork.number);
  await refold(sql, touched);
  await reopenAbove(sql, chainId, fork.number);
  if (fork.number < fromBlock - 1) {
    await sql('UPDATE ledger_contract SET block_number = 0 WHERE chain_id = $1', [chainId]);
  }
  await moveCursor(sql, fork);
  return fork;
}

async function blockBefore(chain: Chain, block: number): Promise<Position> {
  const number = block - 1;
  return { number, hash: (await chain.block(number))?.hash ?? '' };
}

interface Touched {
  readonly lots: Set<string>;
  readonly items: Set<string>;
  readonly parties: Set<number>;
}

async function touchedAbove(sql: Sql, blockNumber: number): Promise<Touched> {
  const touched: Touched = { lots: new Set(), items: new Set(), parties: new Set() };
  for await (const page of readEvents(sql, { where: 'e.block_number > $1', parameter: blockNumber })) {
    for (const { event } of page) {
      if (isLotEvent(event)) touched.lots.add(event.args.lot);
      if (isItemEvent(event)) touched.items.add(event.args.item);
      if (isPartyEvent(event)) touched.parties.add(event.args.party);
    }
    await forgetAnchors(sql, page);
  }
  return touched;
}

async function refold(sql: Sql, { lots, items, parties }: Touched): Promise<void> {
  const lotKeys = [...lots];
  const itemKeys = [...items];
  const partyIds = [...parties];
  await forgetLots(sql, lotKeys);
  await forgetItems(sql, itemKeys);
  await forgetParties(sql, partyIds);
  const ofLots = { where: 'e.lot_key = ANY($1::bytea[])', parameter: lotKeys.map(bytea) };
  for await (const page of readEvents(sql, ofLots)) await projectLots(sql, page);
  const ofItems = { where: 'e.item_key = ANY($1::bytea[])', parameter: itemKeys.map(bytea) };
  for await (const page of readEvents(sql, ofItems)) await projectItems(sql, page);
  const ofParties = {
    where: 'e.lot_key IS NULL AND e.item_key IS NULL AND e.party = ANY($1::bigint[])',
    parameter: partyIds,
  };
  for await (const page of readEvents(sql, ofParties)) await projectParties(sql, page);
}
