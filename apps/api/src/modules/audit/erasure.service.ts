import { Injectable } from '@nestjs/common';
import { systemActor } from '../../platform/access/index.js';
import { UnitOfWork } from '../../platform/work/index.js';

/** Forgets a person in the trail: what named the person goes, that something was done stays, and the chain holds. */
@Injectable()
export class ErasureService {
  constructor(private readonly work: UnitOfWork) {}

  /** @returns how many entries were changed. */
  forget(userId: string): Promise<number> {
    return this.work.run(systemActor('erasure'), 'audit.erase', async (tx) => {
      const rows = await tx.sql<{ id: number }>(
        `UPDATE audit_entry e SET user_id = NULL, subject_id = '', details = NULL, salt = NULL
         WHERE salt IS NOT NULL AND (user_id = $1 OR (subject_type = 'user' AND subject_id = $1::text))
           AND NOT EXISTS (SELECT 1 FROM audit_queue q WHERE q.entry_id = e.id)
         RETURNING id`,
        [userId],
      );
      const ids = rows.map(({ id }) => id).sort((a, b) => a - b);
      if (ids.length > 0) tx.audit({ type: 'erasure', id: String(ids.length) }, { entries: ids });
      return ids.length;
    });
  }
}
