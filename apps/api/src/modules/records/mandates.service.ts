import { Injectable } from '@nestjs/common';
import { systemActor, type Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { isId } from '../../platform/ids/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { ConsentRelay, type SignedConsent } from './consent-relay.js';
import './record.events.js';

const MOST_MANDATE = 4_000;
const MOST_HANDED = 8_000;

export interface NewMandate {
  readonly requestId: string;
  readonly mandate: string;
  readonly handed: string;
}

/** Mandates of patients for their carers. That one holds is checked by the nodes, by the patient's signature. */
@Injectable()
export class MandatesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly relay: ConsentRelay,
  ) {}

  /** Keeps a mandate for the parts, and the time, that the carer's own access has. @throws DomainError NOT_FOUND, BAD_INPUT */
  async let(actor: Actor, { requestId, mandate, handed }: NewMandate): Promise<void> {
    if (mandate.length > MOST_MANDATE || handed.length > MOST_HANDED)
      throw new DomainError('BAD_INPUT', 'This mandate is larger than one can be.');
    await this.work.run(actor, 'record.let-carer-answer', async (tx) => {
      tx.audit({ type: 'access-request', id: requestId });
      const [kept] = isId(requestId)
        ? await tx.sql(
            `INSERT INTO record_mandate (pairing_id, mandate, handed, categories, not_after, created_at)
             SELECT p.id, $3, $4, a.categories, g.not_after, $5
             FROM access_request a
             JOIN record_pairing p ON p.id = a.pairing_id AND p.user_id = $2 AND p.carer_id IS NOT NULL
             JOIN record_grant g ON g.request_id = a.id AND g.revoked_at IS NULL AND g.not_after > $5
             WHERE a.id = $1
             ON CONFLICT (pairing_id) DO UPDATE SET mandate = excluded.mandate, handed = excluded.handed,
               categories = excluded.categories, not_after = excluded.not_after, created_at = excluded.created_at
             RETURNING pairing_id`,
            [requestId, actor.userId, mandate, handed, tx.now],
          )
        : [];
      if (!kept) throw notFound('carer');
      await tx.publish('record.consent', { requestId, sessionId: actor.sessionId });
    });
  }

  /** @throws DomainError NOT_FOUND, CONSENT_INVALID, TOO_MANY */
  async end(actor: Actor, requestId: string, revocation: SignedConsent): Promise<void> {
    // As with every consent, no row names the patient beside the ledger's operation.
    await this.work.run(systemActor('consent-relay'), 'record.relay', async (tx) => {
      const [gone] = isId(requestId)
        ? await tx.sql(
            `DELETE FROM record_mandate m USING access_request a, record_pairing p
             WHERE a.id = $1 AND p.id = a.pairing_id AND p.user_id = $2 AND m.pairing_id = p.id RETURNING p.id`,
            [requestId, actor.userId],
          )
        : [];
      if (!gone) throw notFound('mandate');
      await this.relay.revoke(tx, actor, revocation);
    });
    await this.work.run(actor, 'record.end-carer-answers', async (tx) => {
      tx.audit({ type: 'access-request', id: requestId });
      await tx.publish('record.consent', { requestId, sessionId: actor.sessionId });
    });
  }
}

/** Who answers, or stops: the patient, or a carer by the pair of the two. */
export interface Answering {
  readonly carer: string | null;
}

/** @throws DomainError NOT_FOUND unless the request is the actor's to answer: as its patient, or under a mandate for its parts */
export async function mayAnswer(tx: Tx, { userId }: Actor, requestId: string): Promise<Answering> {
  return one(
    tx,
    requestId,
    `SELECT m.pairing_id AS carer
     FROM access_request a
     JOIN record_pairing p ON p.id = a.pairing_id
     LEFT JOIN record_pairing c ON c.user_id = p.user_id AND c.carer_id = $2
     LEFT JOIN record_mandate m ON m.pairing_id = c.id AND m.not_after > $3 AND p.site_id IS NOT NULL
                               AND a.categories <@ m.categories
     WHERE a.id = $1 AND (p.user_id = $2 OR m.pairing_id IS NOT NULL)`,
    [userId, tx.now],
  );
}

/** @throws DomainError NOT_FOUND unless the actor is its patient, or the carer who allowed it */
export async function mayStop(tx: Tx, { userId }: Actor, requestId: string): Promise<Answering> {
  return one(
    tx,
    requestId,
    `SELECT c.id AS carer
     FROM access_request a
     JOIN record_pairing p ON p.id = a.pairing_id
     LEFT JOIN record_pairing c ON c.id = a.answered_by AND c.carer_id = $2
     WHERE a.id = $1 AND (p.user_id = $2 OR c.id IS NOT NULL)`,
    [userId],
  );
}

async function one(tx: Tx, requestId: string, query: string, more: readonly unknown[]): Promise<Answering> {
  const [found] = isId(requestId) ? await tx.sql<Answering>(query, [requestId, ...more]) : [];
  if (!found) throw notFound('request');
  return found;
}
