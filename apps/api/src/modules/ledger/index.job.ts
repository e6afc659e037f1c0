import { Injectable, Logger } from '@nestjs/common';
import { BackgroundJob, pause, type WorkerJob } from '../../platform/worker/index.js';
import { ChainOutage } from './chain-outage.js';
import { LedgerMetrics } from './ledger-metrics.js';
import { LedgerNode } from './ledger-node.js';

/** How long to wait for the next block. */
const PAUSE_MS = 50;
/** While the chain stands still, the database is looked at so often. */
const STILL_MS = 1_000;

/** Reads the chain block by block. */
@Injectable()
@BackgroundJob()
export class IndexJob implements WorkerJob {
  readonly name = 'ledger-indexer';
  readonly #logger = new Logger(this.name);

  constructor(
    private readonly node: LedgerNode,
    private readonly metrics: LedgerMetrics,
  ) {}

  async run(signal: AbortSignal): Promise<void> {
    const outage = new ChainOutage(this.name);
    let seen = { block: '', at: 0 };
    while (!signal.aborted) {
      let behind = false;
      await outage.bridge(async () => {
        const { indexer } = await this.node.pipeline();
        const { hash: block } = await this.node.chain.head();
        if (block === seen.block && Date.now() - seen.at < STILL_MS) return;
        seen = { block: '', at: 0 };
        const progress = await indexer.round();
        if (progress === 'rolled-back') this.tellRollback();
        behind = progress === 'behind' || progress === 'rolled-back';
        if (progress === 'current') seen = { block, at: Date.now() };
      }, signal);
      if (!behind) await pause(PAUSE_MS, signal);
    }
  }

  private tellRollback(): void {
    this.metrics.rolledBack();
    this.#logger.warn('The chain went back; what it lost is sent again.');
  }
}
