import { Injectable } from '@nestjs/common';
import { systemActor } from '../../platform/access/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { BackgroundJob, every, type WorkerJob } from '../../platform/worker/index.js';

const HOUR_MS = 3_600_000;

/** Forgets assertions that are too old to be used again. */
@Injectable()
@BackgroundJob()
export class AssertionHousekeeping implements WorkerJob {
  readonly name = 'assertion-housekeeping';

  constructor(private readonly work: UnitOfWork) {}

  run(signal: AbortSignal): Promise<void> {
    return every(HOUR_MS, signal, () => this.tidy());
  }

  async tidy(): Promise<void> {
    await this.work.run(systemActor(this.name), 'housekeeping.tidy', async (tx) => {
      await tx.sql('DELETE FROM machine_assertion WHERE expires_at < now()');
    });
  }
}
