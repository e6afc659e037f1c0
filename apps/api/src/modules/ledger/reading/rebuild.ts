import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { Chain } from '../chain/chain.js';
import type { Consortium } from '../chain/consortium.js';
import { lock, tryLock } from '../locks.js';
import { saveBlocks, saveEvents } from '../projection/event.store.js';
import { project } from '../projection/project.js';
import { sqlOf, transact, type Sql } from '../sql.js';
import { createCursor, moveCursor, readCursor } from './cursor.js';
import { compare, dropShadow, onNext, openShadow, swap, type Comparison } from './shadow.js';
import { ChainMoved, SpanReader, type Position } from './span-reader.js';
import { Strides } from './strides.js';

export interface RebuildProgress {
  readonly block: number;
  /** The block up to which the projections in use are read. */
  readonly of: number;
  /** Events read by this call. */
  readonly events: number;
}

export interface Rebuilt extends RebuildProgress {
  readonly tables: readonly Comparison[];
}

/** Somebody else is at it. */
export class RebuildUnderWay extends Error {
  override readonly name = 'RebuildUnderWay';

  constructor() {
    super('Another rebuild is under way.');
  }
}

/**
 * Builds the projections again from the first block of the contracts, beside those in use, and puts them in their
 * place when they stand at the same block. Reading and writing go on meanwhile; only while the tables are compared do
 * new blocks wait. Ended half-way, it goes on there the next time. Verdicts on operations stay as they are.
 * @throws ChainMoved, ChainUnreachable, RebuildUnderWay: nothing has changed, try again
 */
export async function rebuild(
  database: DataSource,
  chain: Chain,
  consortium: Consortium,
  onProgress: (progress: RebuildProgress) => void = () => undefined,
): Promise<Rebuilt> {
  const { chainId, fromBlock, addresses } = consortium;
  await openShadow(database, `${chainId} ${fromBlock} ${Object.values(addresses).join(' ')}`, (next) =>
    createCursor(next, consortium),
  );
  const walk = new Walk(database, chain, consortium);
  try {
    for (let behind = true; behind;) {
      behind = await walk.step();
      onProgress(walk.progress);
    }
    const tables = await walk.finish();
    return { ...walk.progress, tables };
  } catch (error) {
    // What was built is of a branch that the chain has left.
    if (error instanceof ChainMoved) await transact(database, dropShadow);
    throw error;
  }
}

/** The way of the new projections to where those in use are. */
class Walk {
  readonly #strides: Strides;
  #events = 0;
  #position: Position = { number: -1, hash: '' };
  #goal = 0;

  constructor(
    private readonly database: DataSource,
    private readonly chain: Chain,
    consortium: Consortium,
  ) {
    this.#strides = new Strides(chain, new SpanReader(chain, consortium));
  }

  get progress(): RebuildProgress {
    return { block: this.#position.number, of: this.#goal, events: this.#events };
  }

  /** @returns whether there is more to do */
  step(): Promise<boolean> {
    return transact(this.database, async (sql) => {
      if (!(await tryLock(sql, 'rebuild'))) throw new RebuildUnderWay();
      return this.forward(sql);
    });
  }

  /** With the indexer kept waiting: the last blocks, the comparison, the change of places. */
  finish(): Promise<Comparison[]> {
    return transact(this.database, async (sql) => {
      if (!(await tryLock(sql, 'rebuild'))) throw new RebuildUnderWay();
      await sql('SET LOCAL statement_timeout = 0');
      await lock(sql, 'cursor');
      while (await this.forward(sql));
      const tables = await compare(sql);
      await swap(sql, () => sleep(50));
      return tables;
    });
  }

  /** Never beyond what the indexer has applied: what it has not seen yet, it has to settle first. */
  private async forward(sql: Sql): Promise<boolean> {
    const next = onNext(sql);
    const goal = await readCursor(sqlOf(this.database));
    const at = await readCursor(next);
    if (!goal || !at) throw new Error('The schema ledger has no cursor: start the worker once.');
    this.#position = at;
    this.#goal = goal.number;
    if (at.number > goal.number) throw new ChainMoved();
    if (at.number === goal.number) {
      if (at.hash !== goal.hash) throw new ChainMoved();
      return false;
    }
    const top = await this.chain.block(goal.number);
    if (top?.hash !== goal.hash) throw new ChainMoved();
    const span = await this.#strides.next(at, top);
    await saveBlocks(next, span.blocks);
    await saveEvents(next, span.events);
    await project(next, span.events);
    await moveCursor(next, span.to);
    this.#events += span.events.length;
    this.#position = span.to;
    return span.to.number < goal.number;
  }
}
