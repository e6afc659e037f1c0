import { Injectable } from '@nestjs/common';
import { systemActor } from '../../platform/access/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { BackgroundJob, every, type WorkerJob } from '../../platform/worker/index.js';
import { UNFINISHED_DAYS } from './record-files.rules.js';

const HOUR_MS = 3_600_000;

/** Deletes files that were begun and that no entry came to name. */
@Injectable()
@BackgroundJob()
export class RecordFilesJob implements WorkerJob {
  readonly name = 'record-files';

  constructor(private readonly work: UnitOfWork) {}

  run(signal: AbortSignal): Promise<void> {
    return every(HOUR_MS, signal, () => this.tidy());
  }

  async tidy(): Promise<void> {
    await this.work.run(systemActor(this.name), 'record.tidy-files', async (tx) => {
      await tx.sql(
        `DELETE FROM record_file
         WHERE kept_at IS NULL AND created_at < $1::timestamptz - make_interval(days => ${UNFINISHED_DAYS})`,
        [tx.now],
      );
    });
  }
}
