import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../../config.js';
import { OutboxListener } from '../../platform/work/index.js';
import { BackgroundJob, type WorkerJob } from '../../platform/worker/index.js';
import { ChainOutage } from './chain-outage.js';
import { LedgerNode } from './ledger-node.js';
import type { Pipeline } from './pipeline.js';

/** How long to wait for the bell where there is nothing to do. */
const IDLE_MS = 1_000;
/** How long to wait where operations wait for others to settle first. */
const BLOCKED_MS = 20;
/** A transaction that is in no block after so long may be lost to the chain. */
const OVERDUE_MS = 5_000;
/** One that waits for so long may offer too little for its gas. */
const STUCK_MS = 15_000;

/** Signs what is in the outbox and hands it to the chain. */
@Injectable()
@BackgroundJob()
export class SubmitJob implements WorkerJob {
  readonly name = 'ledger-submitter';
  readonly #logger = new Logger(this.name);
  readonly #missing = new Set<string>();
  #lastRescue = 0;

  constructor(
    private readonly node: LedgerNode,
    private readonly config: Config,
  ) {}

  async run(signal: AbortSignal): Promise<void> {
    const outbox = new OutboxListener(this.config.databaseUrl, 'custodia-submitter');
    const outage = new ChainOutage(this.name);
    try {
      while (!signal.aborted) {
        let busy = false;
        await outage.bridge(async () => {
          busy = await this.round(await this.node.pipeline());
        }, signal);
        await outbox.wait(busy ? BLOCKED_MS : IDLE_MS, signal);
      }
    } finally {
      await outbox.close();
    }
  }

  /** @returns whether there was something to do. */
  private async round({ accounts, submitter, broadcaster, rescuer }: Pipeline): Promise<boolean> {
    let done = 0;
    await submitter.open(accounts);
    const waiting = await submitter.waiting();
    for (const account of accounts) {
      if (waiting.has(account.name)) done += await submitter.signPending(account);
    }
    for (const { name } of accounts) waiting.delete(name);
    this.warnOfMissingKeys(waiting);
    if (Date.now() - this.#lastRescue > OVERDUE_MS) {
      this.#lastRescue = Date.now();
      await broadcaster.resendOverdue(OVERDUE_MS);
      for (const account of accounts) done += await rescuer.rescue(account, STUCK_MS);
    }
    done += await broadcaster.broadcast();
    return done > 0;
  }

  /** Another worker may hold them; if none does, these operations wait for ever, and others behind them. */
  private warnOfMissingKeys(signers: Iterable<string>): void {
    for (const signer of signers) {
      if (this.#missing.has(signer)) continue;
      this.#missing.add(signer);
      this.#logger.warn(`Operations wait for the key "${signer}", which this worker does not hold.`);
    }
  }
}
