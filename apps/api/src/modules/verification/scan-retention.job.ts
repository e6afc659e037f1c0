import { Injectable } from '@nestjs/common';
import { systemActor } from '../../platform/access/index.js';
import { BackgroundJob, every, type WorkerJob } from '../../platform/worker/index.js';
import { UnitOfWork } from '../../platform/work/index.js';

const HOUR_MS = 3_600_000;
/** DSCSA 582(b)(1)(A)(ii) and (e): six years after the transaction. */
const KEPT = '6 years';
/** A moment's work, so that nothing waits for it and what it frees is used again before long. */
const AT_A_TIME = 10_000;

/** Deletes scans when their time is over, the oldest first. */
@Injectable()
@BackgroundJob()
export class ScanRetention implements WorkerJob {
  readonly name = 'scan-retention';

  constructor(private readonly work: UnitOfWork) {}

  run(signal: AbortSignal): Promise<void> {
    return every(HOUR_MS, signal, async () => {
      while (!signal.aborted && (await this.deleteSome()) === AT_A_TIME);
    });
  }

  /** @returns how many were deleted. */
  deleteSome(atATime = AT_A_TIME): Promise<number> {
    return this.work.run(systemActor(this.name), 'scan.forget', async (tx) => {
      // Ids grow with time: the oldest are found without reading what is kept.
      const gone = await tx.sql(
        `DELETE FROM scan_record WHERE id IN (
           SELECT id FROM (SELECT id, at FROM scan_record ORDER BY id LIMIT $2) oldest
           WHERE at < $1::timestamptz - interval '${KEPT}') RETURNING id`,
        [tx.now, atATime],
      );
      return gone.length;
    });
  }
}
