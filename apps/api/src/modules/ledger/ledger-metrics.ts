import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Metrics, type Counter, type Histogram, type Sample } from '../../platform/metrics/index.js';
import type { PipelineWatch } from './pipeline-watch.js';
import type { SettledOperation } from './reading/verdicts.js';
import { sqlOf } from './sql.js';

const SIZES = [1, 2, 5, 10, 20, 50, 100, 150, 200];
const SECONDS = [0.1, 0.2, 0.5, 1, 2, 3, 5, 10, 30, 60, 300];

/** What operators see of the pipeline. Queues are the same whichever process is asked; the rest is what it did itself. */
@Injectable()
export class LedgerMetrics implements PipelineWatch {
  readonly #sizes: Histogram;
  readonly #latency: Histogram;
  readonly #refusals: Counter;
  readonly #rollbacks: Counter;

  constructor(
    private readonly database: DataSource,
    metrics: Metrics,
  ) {
    this.#sizes = metrics.histogram('custodia_batch_operations', 'Operations in one signed call.', SIZES);
    this.#latency = metrics.histogram(
      'custodia_operation_settle_seconds',
      'From the request to the word of the ledger.',
      SECONDS,
    );
    this.#refusals = metrics.counter(
      'custodia_operations_refused_total',
      'Refusals of the ledger by reason.',
    );
    this.#rollbacks = metrics.counter(
      'custodia_indexer_rollbacks_total',
      'How often the chain had gone back.',
    );
    metrics.gauge('custodia_operations', 'Operations that are not settled, by state.', () =>
      this.ask(
        `SELECT status AS label, count(*) AS value FROM operation
                WHERE status IN ('PENDING', 'SENT') GROUP BY status`,
        'state',
      ),
    );
    metrics.gauge(
      'custodia_operations_oldest_seconds',
      'Age of the oldest operation that is not settled.',
      () =>
        this
          .ask(`SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS value FROM operation
                WHERE status IN ('PENDING', 'SENT')`),
    );
    metrics.gauge('custodia_transactions', 'Transactions that are in no block yet, by state.', () =>
      this.ask(
        `SELECT status AS label, count(*) AS value FROM ledger_transaction
                WHERE status IN ('SIGNED', 'SENT') GROUP BY status`,
        'state',
      ),
    );
    metrics.gauge('custodia_indexed_block', 'The block up to which the chain was read.', () =>
      this.ask('SELECT block_number AS value FROM ledger.cursor'),
    );
  }

  /** The other half of the indexer's lag: registered by whoever has a chain to ask. */
  watchHead(metrics: Metrics, head: () => Promise<number>): void {
    metrics.gauge('custodia_chain_head_block', 'The newest block of the chain.', async () => [
      { value: await head() },
    ]);
    metrics.gauge(
      'custodia_indexer_lag_blocks',
      'Blocks that are on the chain and were not read yet.',
      async () => {
        const [here] = await this.ask('SELECT block_number AS value FROM ledger.cursor');
        return [{ value: Math.max(0, (await head()) - (here?.value ?? 0)) }];
      },
    );
  }

  signed(operations: number): void {
    this.#sizes.observe(operations);
  }

  rolledBack(): void {
    this.#rollbacks.add();
  }

  settled(operations: readonly SettledOperation[]): void {
    for (const { reason, seconds } of operations) {
      this.#latency.observe(seconds);
      if (reason !== null) this.#refusals.add({ reason });
    }
  }

  private async ask(text: string, label?: string): Promise<Sample[]> {
    const rows = await sqlOf(this.database)<{ label?: string; value: number }>(text);
    return rows.map((row) => ({
      ...(label && row.label && { labels: { [label]: row.label.toLowerCase() } }),
      value: Number(row.value),
    }));
  }
}
