import { Injectable, Logger } from '@nestjs/common';
import { BackgroundJob, pause, type WorkerJob } from '../../platform/worker/index.js';
import { ChainOutage } from './chain-outage.js';
import { LedgerNode } from './ledger-node.js';

/** How long to wait for the next block. */
const PAUSE_MS = 50;

/** Reads the chain block by block. */
@Injectable()
@BackgroundJob()
export class IndexJob implements WorkerJob {
  readonly name = 'ledger-indexer';
  readonly #logger = new Logger(this.name);

  constructor(private readonly node: LedgerNode) {}

  async run(signal: AbortSignal): Promise<void> {
    const outage = new ChainOutage(this.name);
    while (!signal.aborted) {
      let behind = false;
      await outage.bridge(async () => {
        const { indexer } = await this.node.pipeline();
        const progress = await indexer.round();
        if (progress === 'rolled-back') this.#logger.warn('The chain went back; what it lost is sent again.');
        behind = progress === 'behind' || progress === 'rolled-back';
      }, signal);
      if (!behind) await pause(PAUSE_MS, signal);
    }
  }
}
