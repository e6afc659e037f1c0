import type { Chain } from '../chain/chain.js';
import type { Sql } from '../sql.js';
import type { Position } from './span-reader.js';

const PAGE = 1_000;

/** The highest stored block that is still on the chain; a chain may lose any number of blocks, or all. */
export async function findFork(sql: Sql, chain: Chain): Promise<Position> {
  const shared = async ({ number, hash }: Position) => (await chain.block(number))?.hash === hash;
  for (let below = Number.MAX_SAFE_INTEGER; ;) {
    const page = await newestBlocks(sql, below);
    const oldest = page.at(-1);
    // Another chain altogether: our transactions may come to lie in any of its blocks.
    if (!oldest) return { number: -1, hash: '' };
    if (await shared(oldest)) return firstShared(page, shared);
    below = oldest.number;
  }
}

/** @param page newest first; all blocks below a shared one are shared, and its last one is */
async function firstShared(
  page: readonly Position[],
  shared: (block: Position) => Promise<boolean>,
): Promise<Position> {
  let low = 0;
  let high = page.length - 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (await shared(blockAt(page, middle))) high = middle;
    else low = middle + 1;
  }
  return blockAt(page, low);
}

function blockAt(page: readonly Position[], index: number): Position {
  const block = page[index];
  if (!block) throw new RangeError(`The page has no block ${index}`);
  return block;
}

function newestBlocks(sql: Sql, below: number): Promise<Position[]> {
  return sql<Position>(
    `SELECT number, '0x' || encode(hash, 'hex') AS hash FROM ledger.block
     WHERE number < $1 ORDER BY number DESC LIMIT ${PAGE}`,
    [below],
  );
}
