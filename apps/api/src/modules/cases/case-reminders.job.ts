import { Injectable } from '@nestjs/common';
import { systemActor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { BackgroundJob, every, type WorkerJob } from '../../platform/worker/index.js';
import { CaseEntry } from './case-entry.entity.js';
import { CaseFile } from './case-file.entity.js';
import { REMIND_AFTER_MS, remindersDue } from './case.rules.js';
import { notify } from './notices.js';

const EVERY_MS = 60_000;

/** Reminds those who were asked and have not answered. */
@Injectable()
@BackgroundJob()
export class CaseRemindersJob implements WorkerJob {
  readonly name = 'case-reminders';

  constructor(private readonly work: UnitOfWork) {}

  run(signal: AbortSignal): Promise<void> {
    return every(EVERY_MS, signal, async () => {
      await this.remind(new Date());
    });
  }

  /** @returns how many were reminded. */
  remind(now: Date): Promise<number> {
    return this.work.run(systemActor(this.name), 'case.remind', async (tx) => {
      const waiting = await tx.sql<{ id: string; asked_at: Date; reminders: number }>(
        `SELECT id, asked_at, reminders FROM case_file
         WHERE asked_at <= $1 AND reminders < $2 AND status <> 'CLOSED' ORDER BY asked_at LIMIT 100
         FOR UPDATE SKIP LOCKED`,
        [new Date(now.getTime() - REMIND_AFTER_MS[0]), REMIND_AFTER_MS.length],
      );
      let reminded = 0;
      for (const { id, asked_at, reminders } of waiting) {
        const due = remindersDue(asked_at, now);
        if (due <= reminders) continue;
        const file = await tx.manager.findOneByOrFail(CaseFile, { id });
        const to = file.asked ? [file.asked] : [];
        await tx.manager.update(CaseFile, id, { reminders: due });
        await tx.manager.insert(CaseEntry, {
          id: newId(),
          caseId: id,
          at: tx.now,
          kind: 'REMINDER',
          side: 'SYSTEM',
          to,
          text: null,
        });
        await notify(tx, file, 'REMINDER', [...to, 'REGULATOR'], null);
        reminded++;
      }
      return reminded;
    });
  }
}
