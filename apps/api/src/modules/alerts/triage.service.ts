import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { isId } from '../../platform/ids/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { AlertsService, type ClosingCode } from './alerts.service.js';
import { triageRefusals, type TriageAct, type TriagedIncident } from './triage.rules.js';

const MOST_AT_ONCE = 100;

export interface AskedTriage {
  readonly idempotencyKey: string;
  readonly incidentIds: readonly string[];
}

/** Many incidents by one decision: all of them, or none with the reason of each that stands in the way. */
@Injectable()
export class TriageService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly alerts: AlertsService,
  ) {}

  /** The actor looks into all of them from now on; what is his already stays so. */
  take(actor: Actor, { idempotencyKey, ...asked }: AskedTriage): Promise<string[]> {
    return this.work.once(actor, 'incident.take', idempotencyKey, asked, async (tx) => {
      const ids = await this.allowed(tx, actor, 'TAKE', asked.incidentIds);
      await tx.sql(
        `UPDATE alert SET status = 'INVESTIGATING', assignee_id = $2
         WHERE incident_id = ANY ($1::uuid[]) AND status <> 'CLOSED'`,
        [ids, actor.userId],
      );
      await tx.sql(`UPDATE incident SET status = 'INVESTIGATING' WHERE id = ANY ($1::uuid[])`, [ids]);
      for (const id of ids) tx.audit({ type: 'incident', id });
      return ids;
    });
  }

  /** Closes them with one code and one sentence. */
  close(
    actor: Actor,
    { idempotencyKey, ...asked }: AskedTriage & { readonly code: ClosingCode; readonly note: string },
  ): Promise<string[]> {
    return this.work.once(actor, 'incident.close', idempotencyKey, asked, async (tx) => {
      const ids = await this.allowed(tx, actor, 'CLOSE', asked.incidentIds);
      const { code, note } = asked;
      for (const incidentId of ids) await this.alerts.closeIn(tx, actor, { incidentId, code, note });
      return ids;
    });
  }

  /** Takes a closing back that was a slip. */
  reopen(actor: Actor, { idempotencyKey, ...asked }: AskedTriage): Promise<string[]> {
    return this.work.once(actor, 'incident.reopen', idempotencyKey, asked, async (tx) => {
      const ids = await this.allowed(tx, actor, 'REOPEN', asked.incidentIds);
      await tx.sql(
        `UPDATE alert SET status = CASE WHEN assignee_id IS NULL THEN 'SEEN' ELSE 'INVESTIGATING' END
         WHERE incident_id = ANY ($1::uuid[])`,
        [ids],
      );
      await tx.sql(
        `UPDATE incident i SET closing_code = NULL, closing_note = NULL, closed_by = NULL, closed_at = NULL,
           status = CASE WHEN EXISTS (SELECT 1 FROM alert a WHERE a.incident_id = i.id AND a.assignee_id IS NOT NULL)
                         THEN 'INVESTIGATING' ELSE 'OPEN' END
         WHERE id = ANY ($1::uuid[])`,
        [ids],
      );
      for (const id of ids) tx.audit({ type: 'incident', id });
      return ids;
    });
  }

  private async allowed(tx: Tx, actor: Actor, act: TriageAct, asked: readonly string[]): Promise<string[]> {
    const ids = [...new Set(asked)];
    if (ids.length === 0 || ids.length > MOST_AT_ONCE)
      throw new DomainError('BAD_INPUT', `Choose 1 to ${MOST_AT_ONCE} incidents.`);
    // In the order of their ids, so that two of these never wait for each other.
    const found = await tx.sql<TriagedIncident>(
      `SELECT i.id, i.status, i.rule, i.closed_by AS "closedBy", i.closed_at AS "closedAt",
         EXISTS (SELECT 1 FROM case_file c WHERE c.incident_id = i.id) AS "hasCase",
         EXISTS (SELECT 1 FROM case_file c WHERE c.incident_id = i.id AND c.status <> 'CLOSED') AS "hasOpenCase",
         EXISTS (SELECT 1 FROM incident n WHERE n.cause = i.cause AND n.id <> i.id AND n.first_at >= i.first_at
                   AND n.status <> 'CLOSED') AS followed
       FROM incident i WHERE i.id = ANY ($1::uuid[]) ORDER BY i.id FOR UPDATE OF i`,
      [ids.filter((id) => isId(id))],
    );
    const incidents = triageRefusals(act, ids, found, { userId: actor.userId, now: tx.now });
    if (incidents.length > 0)
      throw new DomainError(
        'INCIDENTS_UNCHANGED',
        `${incidents.length} of ${ids.length} incidents cannot be changed like this, so none was. Look at those by themselves.`,
        { incidents },
      );
    return ids;
  }
}
