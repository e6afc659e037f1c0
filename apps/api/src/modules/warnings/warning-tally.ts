import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import type { AnsweredWarning } from './warning.js';
import { MOST_WARNINGS, warningRatesOf, type WarningRate, type WarningSum } from './warning.rules.js';

export interface AskedCount {
  readonly idempotencyKey: string;
  readonly answers: readonly AnsweredWarning[];
}

const MOST_DAYS = 3_650;

/** What became of warnings: counted by site and day, without a word of which medicine or patient. */
@Injectable()
export class WarningTally {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
  ) {}

  /** Counts what was answered where nothing is dispensed: heeded warnings, and those of prescribers. */
  async countOnce(actor: Actor, { idempotencyKey, answers }: AskedCount): Promise<number> {
    if (answers.length === 0 || answers.length > MOST_WARNINGS)
      throw new DomainError('BAD_INPUT', `Count 1 to ${MOST_WARNINGS} warnings at once.`);
    return this.work.once(actor, 'warning.count', idempotencyKey, { answers }, async (tx) => {
      tx.audit({ type: 'site', id: actor.siteId }, { warnings: answers.length });
      await this.count(
        tx,
        answers.map((answer) => ({ ...answer, siteId: actor.siteId })),
      );
      return answers.length;
    });
  }

  async count(tx: Tx, answers: readonly (AnsweredWarning & { readonly siteId: string })[]): Promise<void> {
    if (answers.length === 0) return;
    // In the order of the key, so that two transactions never wait for each other.
    await tx.sql(
      `INSERT INTO warning_tally AS t (site_id, day, kind, heeded, overridden, unhelpful)
       SELECT a."siteId", ($2::timestamptz AT TIME ZONE 'UTC')::date, a.kind, count(*) FILTER (WHERE a.heeded),
              count(*) FILTER (WHERE NOT a.heeded), count(*) FILTER (WHERE a.unhelpful)
       FROM jsonb_to_recordset($1::jsonb) AS a ("siteId" uuid, kind text, heeded boolean, unhelpful boolean)
       GROUP BY a."siteId", a.kind ORDER BY a."siteId", a.kind
       ON CONFLICT (site_id, day, kind) DO UPDATE SET heeded = t.heeded + EXCLUDED.heeded,
         overridden = t.overridden + EXCLUDED.overridden, unhelpful = t.unhelpful + EXCLUDED.unhelpful`,
      [JSON.stringify(answers), tx.now],
    );
  }

  /** @throws DomainError BAD_INPUT for a time that makes no sense. */
  async rates(days: number): Promise<WarningRate[]> {
    if (days < 1 || days > MOST_DAYS)
      throw new DomainError('BAD_INPUT', `The time is 1 to ${MOST_DAYS} days.`);
    const sums = await this.database.query<WarningSum[]>(
      `SELECT kind, site_id AS "siteId", sum(heeded)::int AS heeded, sum(overridden)::int AS overridden,
              sum(unhelpful)::int AS unhelpful
       FROM warning_tally WHERE day > (now() AT TIME ZONE 'UTC')::date - $1::int
       GROUP BY GROUPING SETS ((kind), (kind, site_id))`,
      [days],
    );
    return warningRatesOf(sums);
  }
}
