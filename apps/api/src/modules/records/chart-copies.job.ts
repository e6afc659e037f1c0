import { Injectable } from '@nestjs/common';
import { systemActor } from '../../platform/access/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { BackgroundJob, every, type WorkerJob } from '../../platform/worker/index.js';

const DAY_MS = 86_400_000;

/** Deletes copies whose time is over. */
@Injectable()
@BackgroundJob()
export class ChartCopiesJob implements WorkerJob {
  readonly name = 'chart-copies';

  constructor(private readonly work: UnitOfWork) {}

  run(signal: AbortSignal): Promise<void> {
    return every(DAY_MS, signal, () => this.tidy());
  }

  async tidy(): Promise<void> {
    await this.work.run(systemActor(this.name), 'record.tidy-copies', async (tx) => {
      await tx.sql('DELETE FROM chart_copy WHERE keep_until < $1', [tx.now]);
    });
  }
}
