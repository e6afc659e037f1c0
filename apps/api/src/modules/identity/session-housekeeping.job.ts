import { Injectable } from '@nestjs/common';
import { systemActor } from '../../platform/access/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { BackgroundJob, every, type WorkerJob } from '../../platform/worker/index.js';

const HOUR_MS = 3_600_000;

/** Forgets sessions and failed attempts that no longer matter; the audit trail keeps who signed in when. */
@Injectable()
@BackgroundJob()
export class SessionHousekeeping implements WorkerJob {
  readonly name = 'session-housekeeping';

  constructor(private readonly work: UnitOfWork) {}

  run(signal: AbortSignal): Promise<void> {
    return every(HOUR_MS, signal, () => this.tidy());
  }

  async tidy(): Promise<void> {
    await this.work.run(systemActor(this.name), 'housekeeping.tidy', async (tx) => {
      await tx.sql(`DELETE FROM sign_in_failure WHERE at < now() - interval '1 day'`);
      await tx.sql(`DELETE FROM invitation WHERE expires_at < now() - interval '30 days'`);
      await tx.sql(`DELETE FROM session WHERE expires_at < now() - interval '30 days'`);
    });
  }
}
