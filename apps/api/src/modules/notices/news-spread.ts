import type { Duty } from '@custodia/access';
import { Injectable } from '@nestjs/common';
import { OnEvent, type DomainEvent } from '../../platform/events/index.js';
import { newId } from '../../platform/ids/index.js';
import type { Tx } from '../../platform/work/index.js';
import { RecallsReader } from '../recalls/index.js';
import { RecordOwners, ToldCarersService } from '../records/index.js';
import { Mailer } from './mailer.js';
import type { News } from './news.rules.js';
import { IS_SIGNED_IN } from './push-subscriptions.service.js';
import { Pusher } from './pusher.js';
import '../alerts/index.js';
import '../cases/index.js';
import '../parties/index.js';

/** Whom a notice is for, beyond the site and the topic. */
interface Only {
  readonly duty?: Duty;
  /** One person; the site's systems are told all the same. */
  readonly to?: string;
  /** Who caused it knows already. */
  readonly notTo?: string;
}

interface Receiver {
  readonly site_id: string | null;
  readonly webhook_id: string | null;
  readonly user_id: string | null;
  readonly push_id?: string;
}

/** Makes of what happened one delivery for each receiver outside, in the transaction that takes the event as done. */
@Injectable()
export class NewsSpread {
  constructor(
    private readonly mailer: Mailer,
    private readonly pusher: Pusher,
    private readonly recalls: RecallsReader,
    private readonly records: RecordOwners,
    private readonly carers: ToldCarersService,
  ) {}

  @OnEvent('case.noted')
  async onCase({ payload }: DomainEvent<'case.noted'>, tx: Tx): Promise<void> {
    const { caseId, number, kind, siteIds, userId } = payload;
    const type = `case.${kind.toLowerCase()}`;
    await this.spread(tx, { topic: 'CASE', type, subjectId: caseId, number }, siteIds, {
      ...(userId && { to: userId }),
    });
  }

  @OnEvent('recall.issued')
  async onRecall({ payload }: DomainEvent<'recall.issued'>, tx: Tx): Promise<void> {
    const { recallId } = payload;
    const siteIds = await this.recalls.concerned(recallId);
    await this.spread(
      tx,
      { topic: 'RECALL', type: 'recall.issued', subjectId: recallId, number: null },
      siteIds,
    );
  }

  @OnEvent('incident.opened')
  async onIncident({ payload }: DomainEvent<'incident.opened'>, tx: Tx): Promise<void> {
    const regulators = await tx.sql<{ id: string }>(`SELECT id FROM site WHERE 'REGULATOR' = ANY(roles)`);
    await this.spread(
      tx,
      { topic: 'INCIDENT', type: 'incident.opened', subjectId: payload.incidentId, number: null },
      regulators.map(({ id }) => id),
    );
  }

  @OnEvent('party.proposed')
  async onPartyProposed({ payload }: DomainEvent<'party.proposed'>, tx: Tx): Promise<void> {
    const { proposalId, regulatorSiteId, proposedBy } = payload;
    const news = { topic: 'PARTY', type: 'party.proposed', subjectId: proposalId, number: null } as const;
    await this.spread(tx, news, [regulatorSiteId], { duty: 'party.order', notTo: proposedBy });
  }

  @OnEvent('party.failed')
  async onPartyFailed({ payload }: DomainEvent<'party.failed'>, tx: Tx): Promise<void> {
    const { proposalId, regulatorSiteId } = payload;
    const news = { topic: 'PARTY', type: 'party.failed', subjectId: proposalId, number: null } as const;
    await this.spread(tx, news, [regulatorSiteId], { duty: 'party.order' });
  }

  @OnEvent('record.asked')
  async onAsked({ payload }: DomainEvent<'record.asked'>, tx: Tx): Promise<void> {
    const { requestId } = payload;
    await this.tellPatient(tx, 'record.asked', await this.records.ofRequest(requestId));
    for (const carer of await this.carers.ofRequest(requestId))
      await this.tellPatient(tx, 'care.asked', carer);
  }

  @OnEvent('record.emergency')
  async onEmergency({ payload }: DomainEvent<'record.emergency'>, tx: Tx): Promise<void> {
    const { accessId } = payload;
    await this.tellPatient(tx, 'record.emergency', await this.records.ofEmergency(accessId));
    for (const carer of await this.carers.ofEmergency(accessId))
      await this.tellPatient(tx, 'care.emergency', carer);
  }

  /** The patient's other devices alone: who has just done it needs no mail about it. */
  @OnEvent('record.consent')
  async onConsent({ payload }: DomainEvent<'record.consent'>, tx: Tx): Promise<void> {
    const userId = await this.records.ofRequest(payload.requestId);
    if (userId) await this.wakeDevices(tx, 'record.consent', userId, { butFor: payload.sessionId });
  }

  /**
   * By mail, and at the devices that the patient chose.
   * @param at not before this moment
   */
  async tellPatient(tx: Tx, type: string, userId: string | undefined, at?: Date): Promise<void> {
    if (!userId) return;
    if (this.mailer.isSet)
      await addDelivery(tx, aboutRecord(type), { site_id: null, webhook_id: null, user_id: userId }, at);
    await this.wakeDevices(tx, type, userId, { at });
  }

  /** Those that the patient chose, but for the one at which a session is. */
  private async wakeDevices(
    tx: Tx,
    type: string,
    userId: string,
    { butFor, at }: { readonly butFor?: string; readonly at?: Date | undefined },
  ): Promise<void> {
    if (!this.pusher.publicKey) return;
    const devices = await tx.sql<{ id: string }>(
      `SELECT p.id FROM push_subscription p WHERE p.user_id = $1 AND ${IS_SIGNED_IN}
         AND p.terminal_id IS DISTINCT FROM (SELECT terminal_id FROM session WHERE id = $2)`,
      [userId, butFor ?? null],
    );
    for (const { id } of devices)
      await addDelivery(
        tx,
        aboutRecord(type),
        { site_id: null, webhook_id: null, user_id: null, push_id: id },
        at,
      );
  }

  /** Nobody is written to who did not ask for it, or does not work at the site any more. */
  private async spread(tx: Tx, news: News, siteIds: readonly string[], only?: Only): Promise<void> {
    const receivers = await tx.sql<Receiver>(
      `SELECT site_id, id AS webhook_id, NULL::uuid AS user_id FROM webhook
       WHERE ended_at IS NULL AND site_id = ANY($1::uuid[]) AND $2 = ANY(topics)
       UNION ALL
       SELECT c.site_id, NULL, c.user_id FROM mail_choice c JOIN membership m USING (user_id, site_id)
       WHERE $3 AND c.site_id = ANY($1::uuid[]) AND $2 = ANY(c.topics)
         AND ($4::text IS NULL OR $4 = ANY(m.duties)) AND c.user_id IS DISTINCT FROM $5::uuid
         AND ($6::uuid IS NULL OR c.user_id = $6)`,
      [siteIds, news.topic, this.mailer.isSet, only?.duty ?? null, only?.notTo ?? null, only?.to ?? null],
    );
    for (const receiver of receivers) await addDelivery(tx, news, receiver);
  }
}

function aboutRecord(type: string): News {
  return { topic: 'RECORD', type, subjectId: null, number: null };
}

/**
 * @param at not before this moment
 * @returns its id, by which its receiver recognises it
 */
export async function addDelivery(tx: Tx, news: News, receiver: Receiver, at = tx.now): Promise<string> {
  const id = newId();
  await tx.sql(
    `INSERT INTO notice_delivery (id, site_id, webhook_id, user_id, push_id, topic, type, subject_id, number, at, state, next_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'WAITING', $11)`,
    [
      id,
      receiver.site_id,
      receiver.webhook_id,
      receiver.user_id,
      receiver.push_id ?? null,
      news.topic,
      news.type,
      news.subjectId,
      news.number,
      tx.now,
      at,
    ],
  );
  return id;
}
