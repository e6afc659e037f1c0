import { Injectable } from '@nestjs/common';
import { systemActor } from '../access/index.js';
import { UnitOfWork } from '../work/index.js';
import { BackgroundJob, every, type WorkerJob } from './worker-job.js';

const HOUR_MS = 3_600_000;

/** Deletes what has served its purpose: old answers to repeated requests, and events that were delivered. */
@Injectable()
@BackgroundJob()
export class Housekeeping implements WorkerJob {
  readonly name = 'housekeeping';

  constructor(private readonly work: UnitOfWork) {}

  run(signal: AbortSignal): Promise<void> {
    return every(HOUR_MS, signal, () => this.tidy());
  }

  async tidy(): Promise<void> {
    await this.work.run(systemActor(this.name), 'housekeeping.tidy', async (tx) => {
      // A client that repeats a request after three months means a new one.
      await tx.sql(`DELETE FROM idempotency_key WHERE created_at < now() - interval '90 days'`);
      await tx.sql(`DELETE FROM domain_event WHERE dispatched_at < now() - interval '30 days'`);
    });
  }
}
