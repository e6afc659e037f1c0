import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { isId } from '../../platform/ids/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { Alert } from './alert.entity.js';
import { Incident } from './incident.entity.js';

/** What an incident turned out to be: it measures how often each rule is right. */
export const CLOSING_CODES = [
  'CONFIRMED_FALSIFIED',
  'THEFT_OR_DIVERSION',
  'MAKER_DATA_ERROR',
  'PHARMACY_PROCEDURE',
  'SCANNER_OR_SOFTWARE',
  'OUT_OF_SCOPE',
  'TEST',
] as const;
export type ClosingCode = (typeof CLOSING_CODES)[number];

export interface AskedClosing {
  readonly idempotencyKey: string;
  readonly incidentId: string;
  readonly code: ClosingCode;
  readonly note: string;
}

@Injectable()
export class AlertsService {
  constructor(private readonly work: UnitOfWork) {}

  /** The actor looks into it from now on; taking it twice changes nothing. */
  take(actor: Actor, id: string): Promise<string> {
    return this.work.run(actor, 'alert.take', async (tx) => {
      const alert = isId(id) ? await tx.manager.findOneBy(Alert, { id }) : null;
      if (!alert) throw notFound('alert');
      if (alert.status === 'CLOSED')
        throw new DomainError('INCIDENT_CLOSED', 'This alert is closed already.');
      await tx.manager.update(Alert, id, { status: 'INVESTIGATING', assigneeId: actor.userId });
      await tx.sql(`UPDATE incident SET status = 'INVESTIGATING' WHERE id = $1 AND status = 'OPEN'`, [
        alert.incidentId,
      ]);
      tx.audit({ type: 'alert', id });
      return id;
    });
  }

  /** Closes it with all of its alerts. What happens again afterwards opens a new one. */
  close(actor: Actor, { idempotencyKey, ...input }: AskedClosing): Promise<string> {
    return this.work.once(actor, 'incident.close', idempotencyKey, input, async (tx) => {
      const [open] = await tx.sql(`SELECT 1 FROM case_file WHERE incident_id = $1 AND status <> 'CLOSED'`, [
        isId(input.incidentId) ? input.incidentId : null,
      ]);
      if (open) throw new DomainError('CASE_OPEN', 'This incident has an open case. Close the case instead.');
      return this.closeIn(tx, actor, input);
    });
  }

  /** The same as a part of something larger. */
  async closeIn(tx: Tx, actor: Actor, input: Omit<AskedClosing, 'idempotencyKey'>): Promise<string> {
    const { incidentId, code } = input;
    const note = input.note.trim();
    if (!note) throw new DomainError('BAD_INPUT', 'Say in a sentence what was found.');
    const incident =
      isId(incidentId) &&
      (await tx.manager.findOne(Incident, {
        where: { id: incidentId },
        lock: { mode: 'pessimistic_write' },
      }));
    if (!incident) throw notFound('incident');
    if (incident.status === 'CLOSED')
      throw new DomainError('INCIDENT_CLOSED', 'This incident is closed already.');
    await tx.manager.update(Incident, incidentId, {
      status: 'CLOSED',
      closingCode: code,
      closingNote: note,
      closedBy: actor.userId,
      closedAt: tx.now,
    });
    await tx.manager.update(Alert, { incidentId }, { status: 'CLOSED' });
    tx.audit({ type: 'incident', id: incidentId }, { code });
    return incidentId;
  }
}
