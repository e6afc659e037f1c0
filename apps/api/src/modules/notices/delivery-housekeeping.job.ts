import { Injectable } from '@nestjs/common';
import { systemActor } from '../../platform/access/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { BackgroundJob, every, type WorkerJob } from '../../platform/worker/index.js';
import { IS_SIGNED_IN } from './push-subscriptions.service.js';

const HOUR_MS = 3_600_000;

/** Forgets what was sent, or given up, after a month, secrets that sign no more, and devices that were signed out. */
@Injectable()
@BackgroundJob()
export class DeliveryHousekeeping implements WorkerJob {
  readonly name = 'delivery-housekeeping';

  constructor(private readonly work: UnitOfWork) {}

  run(signal: AbortSignal): Promise<void> {
    return every(HOUR_MS, signal, () => this.tidy());
  }

  async tidy(): Promise<void> {
    await this.work.run(systemActor(this.name), 'notice.tidy', async (tx) => {
      await tx.sql(
        `DELETE FROM notice_delivery WHERE state <> 'WAITING' AND at < $1::timestamptz - interval '30 days'`,
        [tx.now],
      );
      await tx.sql(`DELETE FROM push_subscription p WHERE NOT ${IS_SIGNED_IN}`);
      await tx.sql(
        `UPDATE webhook SET former_secret = NULL, former_until = NULL
         WHERE former_until <= $1 OR (former_until IS NOT NULL AND ended_at IS NOT NULL)`,
        [tx.now],
      );
    });
  }
}
