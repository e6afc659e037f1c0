import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { BlockHeader, Chain } from '../chain/chain.js';
import type { Consortium } from '../chain/consortium.js';
import type { Accounts } from '../chain/signers.js';
import { saveBlocks, saveEvents } from '../projection/event.store.js';
import { project } from '../projection/project.js';
import { sqlOf, transact, type Sql } from '../sql.js';
import { adoptForgotten } from './adopt.js';
import { createCursor, moveCursor, takeCursor } from './cursor.js';
import { markMinedByHash } from './mined.js';
import { rollBack } from './rollback.js';
import { settleByEvents } from './settle.js';
import { findMisread, settleSilent } from './silent.js';
import { SpanReader, type Position, type Span } from './span-reader.js';
import { Strides } from './strides.js';
import type { SettledOperation } from './verdicts.js';
import type { PipelineWatch } from '../pipeline-watch.js';

/** What a round came to. `behind`: there is more to read at once. `elsewhere`: another worker reads. */
export type Progress = 'current' | 'behind' | 'rolled-back' | 'elsewhere';

/** Follows the chain: projections, verdicts and the cursor move together, in one transaction a round. */
export class Indexer {
  readonly #logger = new Logger(Indexer.name);
  readonly #strides: Strides;

  constructor(
    private readonly database: DataSource,
    private readonly chain: Chain,
    private readonly consortium: Consortium,
    private readonly held: Accounts,
    private readonly confirmations: number,
    private readonly watch: PipelineWatch,
  ) {
    this.#strides = new Strides(chain, new SpanReader(chain, consortium));
  }

  open(): Promise<void> {
    return createCursor(sqlOf(this.database), this.consortium);
  }

  /** @throws ChainMoved, ChainUnreachable: nothing happened, try again */
  async round(): Promise<Progress> {
    const settled: SettledOperation[] = [];
    const progress = await transact(this.database, (sql) => this.go(sql, settled));
    this.watch.settled(settled);
    this.log(settled);
    return progress;
  }

  /** Under the ids with which the requests asked for them. */
  private log(settled: readonly SettledOperation[]): void {
    const confirmed = settled.filter(({ reason }) => reason === null).map(({ id }) => id);
    if (confirmed.length > 0) this.#logger.log(`The ledger confirms ${confirmed.join(' ')}`);
    for (const { id, reason } of settled)
      if (reason !== null) this.#logger.warn(`The ledger refuses ${id}: ${reason}`);
  }

  private async go(sql: Sql, settled: SettledOperation[]): Promise<Progress> {
    const cursor = await takeCursor(sql);
    if (!cursor) return 'elsewhere';
    const head = await this.chain.head();
    if (await this.hasLeft(cursor, head)) {
      await rollBack(sql, this.chain, this.consortium);
      return 'rolled-back';
    }
    const top = await this.topOf(head);
    if (!top) return 'current';
    if (top.number > cursor.number) {
      const span = await this.#strides.next(cursor, top);
      await this.apply(sql, span, settled);
      if (span.to.number < top.number) return 'behind';
    }
    const misread = await findMisread(sql, this.chain, this.consortium.chainId, top.number);
    if (misread !== undefined) {
      await rollBack(sql, this.chain, this.consortium, misread);
      return 'rolled-back';
    }
    await settleSilent(sql, this.chain, this.consortium.chainId, top.number, settled);
    return 'current';
  }

  /** The newest block that lies deep enough. */
  private async topOf(head: BlockHeader): Promise<BlockHeader | undefined> {
    const above = this.confirmations - 1;
    return above === 0 ? head : head.number < above ? undefined : this.chain.block(head.number - above);
  }

  /** Whether the chain no longer has the block that was read last. */
  private async hasLeft(cursor: Position, head: BlockHeader): Promise<boolean> {
    if (!cursor.hash) return false;
    if (head.number === cursor.number) return head.hash !== cursor.hash;
    if (head.number === cursor.number + 1) return head.parentHash !== cursor.hash;
    return (await this.chain.block(cursor.number))?.hash !== cursor.hash;
  }

  private async apply(sql: Sql, { to, blocks, events }: Span, settled: SettledOperation[]): Promise<void> {
    await saveBlocks(sql, blocks);
    await saveEvents(sql, events);
    await project(sql, events);
    await adoptForgotten(sql, this.chain, this.consortium.chainId, this.held.accounts, events);
    await markMinedByHash(sql, new Map(events.map(({ txHash, blockNumber }) => [txHash, blockNumber])));
    await settleByEvents(sql, events, settled);
    await moveCursor(sql, to);
  }
}
