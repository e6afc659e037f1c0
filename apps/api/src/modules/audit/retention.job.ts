import { Injectable } from '@nestjs/common';
import { systemActor } from '../../platform/access/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { BackgroundJob, every, type WorkerJob } from '../../platform/worker/index.js';

const DAY_MS = 86_400_000;

/**
 * Deletes what is older than six years (US DSCSA, 21 USC 360eee-1; EU FMD asks for less). The beginning of a chain goes
 * up to an anchor, so that what is left starts from a hash that the ledger holds; the month more is for anchors that came
 * late: a younger one is no place to cut.
 */
@Injectable()
@BackgroundJob()
export class RetentionJob implements WorkerJob {
  readonly name = 'audit retention';

  constructor(private readonly work: UnitOfWork) {}

  run(signal: AbortSignal): Promise<void> {
    return every(DAY_MS, signal, async () => {
      await this.tidy();
    });
  }

  /** @returns how many entries were deleted. */
  tidy(): Promise<number> {
    return this.work.run(systemActor(this.name), 'audit.tidy', async (tx) => {
      const gone = await tx.sql<{ id: number }>(
        `DELETE FROM audit_entry e USING audit_link l, (
           SELECT t.chain, max(t.seq) AS upto FROM audit_link t
           JOIN audit_entry o ON o.id = t.entry_id JOIN ledger.anchor n ON n.root = t.hash
           WHERE o.at < now() - interval '6 years 1 month' GROUP BY t.chain) old
         WHERE l.entry_id = e.id AND l.chain = old.chain AND l.seq <= old.upto
         RETURNING e.id`,
      );
      await tx.sql('DELETE FROM audit_link WHERE entry_id = ANY($1)', [gone.map(({ id }) => id)]);
      return gone.length;
    });
  }
}
