import { Injectable } from '@nestjs/common';
import { systemActor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { BackgroundJob, every, type WorkerJob } from '../../platform/worker/index.js';
import { CaseEntry } from './case-entry.entity.js';
import { CaseFile } from './case-file.entity.js';
import { REMIND_AFTER_MS, reminded, remindersDue, type Person } from './case.rules.js';
import { notify, notifyPerson } from './notices.js';

const EVERY_MS = 60_000;

/** Reminds who was asked and has not answered, who took a case up and left it, and the regulator of what nobody took up. */
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
      const waiting = await tx.sql<{ id: string; since: Date }>(
        // Escalated, it lies with others.
        `SELECT id, left_since AS since FROM case_file
         WHERE reminders < ${REMIND_AFTER_MS.length} AND status <> 'CLOSED'
           AND left_since <= ($1::timestamptz[])[reminders + 1] AND (asked IS NOT NULL OR status <> 'ESCALATED')
         ORDER BY left_since LIMIT 100 FOR UPDATE SKIP LOCKED`,
        [REMIND_AFTER_MS.map((after) => new Date(now.getTime() - after))],
      );
      for (const { id, since } of waiting) {
        const due = remindersDue(since, now);
        const file = await tx.manager.findOneByOrFail(CaseFile, { id });
        const taker = file.assigneeId && (await this.takerOf(tx, file));
        const { side, person, regulator } = reminded(file.asked, taker || null, due);
        const to = side ? [side] : [];
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
        if (person) await notifyPerson(tx, file, 'REMINDER', person);
        await notify(tx, file, 'REMINDER', [...to, ...(regulator ? (['REGULATOR'] as const) : [])], null);
      }
      return waiting.length;
    });
  }

  /** Who took it up, where they still work at the place at which they did. */
  private async takerOf(tx: Tx, { id, assigneeId }: CaseFile): Promise<Person | null> {
    const [taker] = await tx.sql<Person>(
      `SELECT e.author_id AS "userId", e.site_id AS "siteId" FROM case_entry e
       JOIN membership m ON m.user_id = e.author_id AND m.site_id = e.site_id
       WHERE e.case_id = $1 AND e.kind = 'TAKEN' AND e.author_id = $2 ORDER BY e.id DESC LIMIT 1`,
      [id, assigneeId],
    );
    return taker ?? null;
  }
}
