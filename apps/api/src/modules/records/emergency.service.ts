import { createHash, randomInt } from 'node:crypto';
import { EMERGENCY_ANCHOR, type Hex } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { bytesToHex } from '../../database/columns.js';
import { systemActor, type Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { isId, newId } from '../../platform/ids/index.js';
import { ColumnSeal } from '../../platform/secrets/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { ConsentRelay, type SignedConsent } from './consent-relay.js';
import {
  checkEmergency,
  checkReview,
  readCard,
  type AskedEmergency,
  type ReviewedUse,
  type ReviewOutcome,
} from './emergency.rules.js';
import { emergencyWords } from './record-words.js';
import { countFailure, refuseGuessing } from './pairing.service.js';
import './record.events.js';
import { newCard } from './request.rules.js';

const MOST_OPENING = 4_000;

/** How somebody at work says who the patient is: known here already, or by the code on the emergency card. */
export interface EmergencyPatient {
  readonly pairingId?: string | undefined;
  readonly card?: string | undefined;
}

export interface KeptEmergency {
  readonly opening: string;
  readonly notAfter: Date;
  readonly grant: SignedConsent;
  readonly lastDay: number;
}

interface Found {
  readonly userId: string;
  readonly pseudonym: string;
  readonly hasSummary: boolean;
}

/** Reading without asking. Whether anything opens is not decided here: the release nodes wait for what this puts on the ledger. */
@Injectable()
export class EmergencyService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly relay: ConsentRelay,
    private readonly seal: ColumnSeal,
  ) {}

  /** The patient opts in, or renews it. As with every consent, no row of the outbox names the patient. @throws CONSENT_INVALID */
  async keep(actor: Actor, kept: KeptEmergency): Promise<void> {
    if (kept.opening.length > MOST_OPENING)
      throw new DomainError('CONSENT_INVALID', 'This consent is larger than one can be.');
    await this.work.run(systemActor('consent-relay'), 'record.relay', async (tx) => {
      await assertRecord(tx, actor);
      const operationId = await this.relay.grant(tx, actor, kept.grant, kept.lastDay);
      await tx.sql(
        `INSERT INTO record_emergency (user_id, opening, not_after, operation_id, kept_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (user_id) DO UPDATE SET opening = $2, not_after = $3, operation_id = $4, kept_at = $5`,
        [actor.userId, kept.opening, kept.notAfter, operationId, tx.now],
      );
    });
    await this.note(actor, 'record.allow-emergency');
  }

  /** Takes it back, or what was there before it was renewed. @throws DomainError CONSENT_INVALID */
  async stop(actor: Actor, revocation: SignedConsent, isOver: boolean): Promise<void> {
    await this.work.run(systemActor('consent-relay'), 'record.relay', async (tx) => {
      await assertRecord(tx, actor);
      await this.relay.revoke(tx, actor, revocation);
      if (isOver) await tx.sql('DELETE FROM record_emergency WHERE user_id = $1', [actor.userId]);
    });
    await this.note(actor, 'record.stop-emergency');
  }

  /** A code for a card; the one before it no longer counts. @throws DomainError NOT_FOUND without a record */
  async newCard(actor: Actor): Promise<string> {
    const code = newCard(randomInt);
    await this.work.run(actor, 'record.show-code', async (tx) => {
      tx.audit({ type: 'record', id: actor.userId });
      await assertRecord(tx, actor);
      await tx.sql(
        `INSERT INTO emergency_card (user_id, code_hash, created_at) VALUES ($1, $2, $3)
         ON CONFLICT (user_id) DO UPDATE SET code_hash = $2, created_at = $3`,
        [actor.userId, hashOfCard(code), tx.now],
      );
    });
    return code;
  }

  /** Whom a card or a pairing names. @throws DomainError RECORD_CODE_WRONG, TOO_MANY, NOT_FOUND, NO_EMERGENCY_SUMMARY */
  async find(actor: Actor, by: EmergencyPatient): Promise<string> {
    const found = await this.work.run(actor, 'record.find-for-emergency', async (tx) => {
      const patient = await findPatient(tx, actor, by);
      tx.audit({ type: 'site', id: actor.siteId }, patient ? {} : { wrongCode: true });
      return patient;
    });
    return meant(found).pseudonym;
  }

  /**
   * Records an emergency before anything is opened, and has its hash put on the ledger in the party's name.
   * @throws DomainError as `find`, BAD_INPUT
   */
  async record(
    actor: Actor,
    asked: AskedEmergency & EmergencyPatient,
  ): Promise<{ id: string; operationId: string }> {
    checkEmergency(asked);
    const id = newId();
    const recorded = await this.work.run(actor, 'record.break-glass', async (tx) => {
      const patient = await findPatient(tx, actor, asked);
      tx.audit({ type: 'emergency', id }, patient ? { reason: asked.reason } : { wrongCode: true });
      if (!patient?.hasSummary) return { patient, operationId: '' };
      const operationId = await tx.enqueue({
        call: { kind: 'anchor', of: EMERGENCY_ANCHOR, root: asked.requestHash as Hex, count: 1 },
        partyId: actor.partyId,
      });
      await tx.sql(
        `INSERT INTO emergency_access (id, site_id, reader_id, record_id, reason, words, operation_id, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          id,
          actor.siteId,
          actor.userId,
          patient.userId,
          asked.reason,
          await this.seal.sealWords(emergencyWords('words', id), asked.words.trim()),
          operationId,
          tx.now,
        ],
      );
      await tx.publish('record.emergency', { accessId: id });
      return { patient, operationId };
    });
    meant(recorded.patient);
    return { id, operationId: recorded.operationId };
  }

  /** A privacy officer closes a use. @throws DomainError NOT_FOUND, OWN_EMERGENCY, EMERGENCY_REVIEWED, BAD_INPUT */
  async review(
    actor: Actor,
    { id, outcome, words }: { id: string; outcome: ReviewOutcome; words: string },
  ): Promise<void> {
    await this.work.run(actor, 'emergency.review', async (tx) => {
      tx.audit({ type: 'emergency', id }, { outcome });
      const [use] = isId(id)
        ? await tx.sql<ReviewedUse>(
            `SELECT reader_id AS "readerId", outcome FROM emergency_access WHERE id = $1 AND site_id = $2 FOR UPDATE`,
            [id, actor.siteId],
          )
        : [];
      if (!use) throw notFound('emergency');
      checkReview(use, { reviewerId: actor.userId, outcome, words });
      await tx.sql(
        `UPDATE emergency_access SET outcome = $2, review_words = $3, reviewer_id = $4, reviewed_at = $5 WHERE id = $1`,
        [
          id,
          outcome,
          await this.seal.sealWords(emergencyWords('review_words', id), words.trim()),
          actor.userId,
          tx.now,
        ],
      );
    });
  }

  private async note(
    actor: Actor,
    action: 'record.allow-emergency' | 'record.stop-emergency',
  ): Promise<void> {
    await this.work.run(actor, action, async (tx) => tx.audit({ type: 'record', id: actor.userId }));
  }
}

/** Who is meant. A wrong card is counted in the same transaction, so it is no error there. @throws TOO_MANY, NOT_FOUND */
async function findPatient(tx: Tx, actor: Actor, by: EmergencyPatient): Promise<Found | undefined> {
  const select = `SELECT r.user_id AS "userId", r.pseudonym, e.user_id IS NOT NULL AS "hasSummary"
    FROM patient_record r LEFT JOIN record_emergency e USING (user_id)`;
  type Row = Omit<Found, 'pseudonym'> & { pseudonym: Buffer };
  const view = ({ pseudonym, ...rest }: Row): Found => ({ ...rest, pseudonym: bytesToHex(pseudonym) });
  if (by.pairingId !== undefined) {
    const [row] = isId(by.pairingId)
      ? await tx.sql<Row>(
          `${select} JOIN record_pairing p ON p.user_id = r.user_id WHERE p.id = $1 AND p.site_id = $2`,
          [by.pairingId, actor.siteId],
        )
      : [];
    if (!row) throw notFound('patient');
    return view(row);
  }
  await refuseGuessing(tx, actor);
  const card = readCard(by.card ?? '');
  const [row] = card
    ? await tx.sql<Row>(`${select} JOIN emergency_card c ON c.user_id = r.user_id WHERE c.code_hash = $1`, [
        hashOfCard(card),
      ])
    : [];
  if (!row) await countFailure(tx, actor);
  return row && view(row);
}

function meant(found: Found | undefined): Found {
  if (!found)
    throw new DomainError('RECORD_CODE_WRONG', 'There is no such emergency card, or a newer one was made.');
  if (!found.hasSummary)
    throw new DomainError(
      'NO_EMERGENCY_SUMMARY',
      'This patient left no emergency summary. Nothing of the record can be opened without asking.',
    );
  return found;
}

function hashOfCard(code: string): Buffer {
  return createHash('sha256').update(`custodia/emergency-card/v1/${code}`).digest();
}

async function assertRecord(tx: Tx, { userId }: Actor): Promise<void> {
  const [row] = await tx.sql('SELECT 1 FROM patient_record WHERE user_id = $1', [userId]);
  if (!row) throw notFound('record');
}
