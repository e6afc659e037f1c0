import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Config } from '../../config.js';
import { DomainError } from '../errors/index.js';
import { Metrics, type Counter } from '../metrics/index.js';

/** How long a look at the queues counts. A party may go over its bound by what it asks for in this time. */
const COUNTS_MS = 1_000;
/** What the ledger works off in a second, at the least: by this a caller is told when to come back. */
const PER_SECOND = 1_000;
const LONGEST_SECONDS = 60;

/**
 * Back-pressure: a party whose operations wait in a long queue is asked to come back later, instead of being told yes
 * to what will be done in an hour. Other parties do not notice.
 */
@Injectable()
export class QueueLimit {
  readonly #most: number;
  readonly #refusals: Counter;
  #full: ReadonlyMap<number, number> = new Map();
  #lookedAt = 0;

  constructor(config: Config, metrics: Metrics) {
    this.#most = config.ledger.queueMost;
    this.#refusals = metrics.counter(
      'custodia_queue_refusals_total',
      'Requests refused because the queue of their party was full.',
    );
  }

  /** @throws DomainError QUEUE_FULL */
  async check(parties: ReadonlySet<number>, manager: EntityManager): Promise<void> {
    if (parties.size === 0) return;
    if (Date.now() - this.#lookedAt >= COUNTS_MS) {
      this.#lookedAt = Date.now(); // before the answer is there: one asks, the others go by the last one
      this.#full = await this.look(manager);
    }
    for (const party of parties) {
      const waiting = this.#full.get(party);
      if (waiting === undefined) continue;
      this.#refusals.add();
      const seconds = 1 + Math.ceil((waiting - this.#most) / PER_SECOND);
      const retryAfterSeconds = Math.min(seconds, LONGEST_SECONDS);
      throw new DomainError(
        'QUEUE_FULL',
        `${waiting.toLocaleString('en')} changes of your site are still waiting for the ledger. ` +
          `Nothing was done. Please repeat this in ${retryAfterSeconds} seconds.`,
        { retryAfterSeconds },
      );
    }
  }

  private async look(manager: EntityManager): Promise<Map<number, number>> {
    const rows: { party: number; waiting: number }[] = await manager.query(
      `SELECT party_id AS party, count(*) AS waiting FROM operation
       WHERE status = 'PENDING' GROUP BY party_id HAVING count(*) >= $1`,
      [this.#most],
    );
    return new Map(rows.map(({ party, waiting }) => [party, waiting]));
  }
}
