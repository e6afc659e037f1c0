import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { systemActor } from '../../platform/access/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { BackgroundJob, pause, type WorkerJob } from '../../platform/worker/index.js';
import { RegistrationService } from './registration.service.js';
import { interrupted } from './run-import.service.js';

/** An import says every few seconds that it is alive; after this it is not. */
const SILENT = '20 seconds';
const EVERY_MS = 5_000;

/** Goes on with imports that died with their process: what they had stored stays. */
@Injectable()
@BackgroundJob()
export class InterruptedImportsJob implements WorkerJob {
  readonly name = 'interrupted imports';
  readonly #logger = new Logger(this.name);

  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly registration: RegistrationService,
  ) {}

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.sweep();
      await pause(EVERY_MS, signal);
    }
  }

  async sweep(): Promise<void> {
    const runs: { id: number }[] = await this.database.query(
      `SELECT id FROM run WHERE status = 'IMPORTING' AND seen_at < now() - interval '${SILENT}' ORDER BY id`,
    );
    for (const { id } of runs) {
      const run = await this.registration.resume(id, SILENT);
      if (run) this.#logger.log(`Run ${id} was interrupted; it is ${run.status} now.`);
      else await this.giveUp(id);
    }
  }

  /** There is neither a list nor a number: its list never arrived. */
  private async giveUp(runId: number): Promise<void> {
    await this.work.run(systemActor('interrupted imports'), 'lot.register', async (tx) => {
      await tx.sql(
        `UPDATE run SET status = 'FAILED', failure = $2, finished_at = $3 WHERE id = $1 AND status = 'IMPORTING'`,
        [runId, JSON.stringify(interrupted), tx.now],
      );
      tx.audit({ type: 'run', id: String(runId) }, { failed: interrupted.code });
    });
  }
}
