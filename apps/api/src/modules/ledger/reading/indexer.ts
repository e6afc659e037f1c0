import { RpcError } from '@custodia/ledger';
import type { DataSource } from 'typeorm';
import type { BlockHeader, Chain } from '../chain/chain.js';
import type { Consortium } from '../chain/consortium.js';
import { saveBlocks, saveEvents } from '../projection/event.store.js';
import { project } from '../projection/project.js';
import { sqlOf, transact, type Sql } from '../sql.js';
import { createCursor, moveCursor, takeCursor } from './cursor.js';
import { markMinedByHash } from './mined.js';
import { rollBack } from './rollback.js';
import { settleByEvents } from './settle.js';
import { settleSilent } from './silent.js';
import { SpanReader, type Position, type Span } from './span-reader.js';

/** What a round came to. `behind`: there is more to read at once. `elsewhere`: another worker reads. */
export type Progress = 'current' | 'behind' | 'rolled-back' | 'elsewhere';

const MOST_BLOCKS = 2_000;
const MANY_EVENTS = 10_000;

/** Follows the chain: projections, verdicts and the cursor move together, in one transaction a round. */
export class Indexer {
  readonly #reader: SpanReader;
  #blocksAtOnce = 100;

  constructor(
    private readonly database: DataSource,
    private readonly chain: Chain,
    private readonly consortium: Consortium,
  ) {
    this.#reader = new SpanReader(chain, consortium);
  }

  open(): Promise<void> {
    return createCursor(sqlOf(this.database), this.consortium);
  }

  /** @throws ChainMoved, ChainUnreachable: nothing happened, try again */
  round(): Promise<Progress> {
    return transact(this.database, async (sql) => {
      const cursor = await takeCursor(sql);
      if (!cursor) return 'elsewhere';
      const head = await this.chain.head();
      if (await this.hasLeft(cursor, head)) {
        await rollBack(sql, this.chain, this.consortium);
        return 'rolled-back';
      }
      const to = await this.nextStop(cursor, head);
      if (to.number > cursor.number) await this.apply(sql, await this.read(cursor, to));
      if (to.number < head.number) return 'behind';
      await settleSilent(sql, this.chain, this.consortium.chainId, to.number);
      return 'current';
    });
  }

  /** Whether the chain no longer has the block that was read last. */
  private async hasLeft(cursor: Position, head: BlockHeader): Promise<boolean> {
    if (!cursor.hash) return false;
    if (head.number === cursor.number) return head.hash !== cursor.hash;
    if (head.number === cursor.number + 1) return head.parentHash !== cursor.hash;
    return (await this.chain.block(cursor.number))?.hash !== cursor.hash;
  }

  private async nextStop(cursor: Position, head: BlockHeader): Promise<BlockHeader> {
    const number = cursor.number + this.#blocksAtOnce;
    return number >= head.number ? head : ((await this.chain.block(number)) ?? head);
  }

  /** Reads fewer blocks at once where they are full, or where the node finds the answer too large. */
  private async read(cursor: Position, to: BlockHeader): Promise<Span> {
    try {
      const span = await this.#reader.read(cursor, to);
      if (span.events.length > MANY_EVENTS) this.#blocksAtOnce = Math.ceil(this.#blocksAtOnce / 2);
      else if (span.events.length < MANY_EVENTS / 4)
        this.#blocksAtOnce = Math.min(this.#blocksAtOnce * 2, MOST_BLOCKS);
      return span;
    } catch (error) {
      if (error instanceof RpcError) this.#blocksAtOnce = Math.ceil(this.#blocksAtOnce / 2);
      throw error;
    }
  }

  private async apply(sql: Sql, { to, blocks, events }: Span): Promise<void> {
    await saveBlocks(sql, blocks);
    await saveEvents(sql, events);
    await project(sql, events);
    await markMinedByHash(sql, new Map(events.map(({ txHash, blockNumber }) => [txHash, blockNumber])));
    await settleByEvents(sql, events);
    await moveCursor(sql, to);
  }
}
