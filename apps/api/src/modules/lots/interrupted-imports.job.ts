import { Injectable } from '@nestjs/common';
import { systemActor } from '../../platform/access/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { BackgroundJob, pause, type WorkerJob } from '../../platform/worker/index.js';
import { interrupted } from './run-import.service.js';

/** An import says every few seconds that it is alive; after this it is not. */
const SILENT = '1 minute';
const EVERY_MS = 30_000;

/** Marks the runs of imports that died with their process: PostgreSQL has undone what they wrote. */
@Injectable()
@BackgroundJob()
export class InterruptedImportsJob implements WorkerJob {
  readonly name = 'interrupted imports';

  constructor(private readonly work: UnitOfWork) {}

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.sweep();
      await pause(EVERY_MS, signal);
    }
  }

  async sweep(): Promise<void> {
    await this.work.run(systemActor('interrupted imports'), 'lot.register', async (tx) => {
      const runs = await tx.sql<{ id: number }>(
        `UPDATE run SET status = 'FAILED', failure = $1, finished_at = $2
         WHERE status = 'IMPORTING' AND seen_at < $2::timestamptz - interval '${SILENT}' RETURNING id`,
        [JSON.stringify(interrupted), tx.now],
      );
      for (const { id } of runs) tx.audit({ type: 'run', id: String(id) }, { failed: interrupted.code });
    });
  }
}
