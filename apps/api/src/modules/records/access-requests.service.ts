import { Injectable } from '@nestjs/common';
import { NO_SITE, systemActor, type Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { isId, newId } from '../../platform/ids/index.js';
import { ColumnSeal } from '../../platform/secrets/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { ConsentRelay, type SignedConsent } from './consent-relay.js';
import './record.events.js';
import { mayAnswer, mayStop } from './mandates.service.js';
import { requestWords } from './record-words.js';
import { assertNotRefused, rememberRefusal } from './refusals.service.js';
import { checkAsked, type Asked, type RequestStatus } from './request.rules.js';

const MOST_OPENING = 4_000;
const MOST_WRAPS = 200;
const MOST_WRAP = 2_000;
/** Of one person, about one patient, in a day. Each of them wakes the patient's phone. */
const MOST_A_DAY = 20;

export interface AskedAccess extends Asked {
  readonly pairingId: string;
}

export interface Allowed {
  readonly requestId: string;
  readonly opening: string;
  readonly wraps: readonly string[];
  readonly notAfter: Date;
  readonly grant: SignedConsent;
  readonly lastDay: number;
}

/** Asking for a part of a record, and the patient's answer. Whether anything opens is not decided here. */
@Injectable()
export class AccessRequestsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly relay: ConsentRelay,
    private readonly seal: ColumnSeal,
  ) {}

  /** @returns the request's id. @throws DomainError BAD_INPUT, NOT_FOUND, NOT_SHARED, ASKED_TOO_OFTEN */
  async ask(actor: Actor, asked: AskedAccess): Promise<string> {
    return this.work.run(actor, 'record.ask', async (tx) => {
      checkAsked(asked, tx.now);
      const [pairing] = isId(asked.pairingId)
        ? await tx.sql('SELECT 1 FROM record_pairing WHERE id = $1 AND site_id = $2', [
            asked.pairingId,
            actor.siteId,
          ])
        : [];
      if (!pairing) throw notFound('patient');
      return this.insert(tx, actor, asked);
    });
  }

  /** Keeps a request that was checked, in the transaction of who takes it. @throws DomainError NOT_SHARED, ASKED_TOO_OFTEN, BAD_INPUT */
  async insert(tx: Tx, actor: Actor, asked: AskedAccess): Promise<string> {
    const id = newId();
    await assertNotRefused(tx, actor, asked);
    await assertFew(tx, actor, asked.pairingId);
    const keyId = await keyOf(tx, actor, asked);
    tx.audit({ type: 'access-request', id }, { categories: [...asked.categories], purpose: asked.purpose });
    await tx.sql(
      `INSERT INTO access_request (id, pairing_id, key_id, purpose, categories, until, words, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        asked.pairingId,
        keyId,
        asked.purpose,
        asked.categories,
        asked.until,
        await this.seal.sealWords(requestWords(id), asked.words.trim()),
        tx.now,
      ],
    );
    await tx.publish('record.asked', { requestId: id });
    return id;
  }

  /** @throws DomainError NOT_FOUND, REQUEST_ANSWERED */
  async withdraw(actor: Actor, id: string): Promise<void> {
    await this.work.run(actor, 'record.withdraw-request', async (tx) => {
      tx.audit({ type: 'access-request', id });
      const [own] = isId(id)
        ? await tx.sql(
            `SELECT 1 FROM access_request a JOIN record_pairing p ON p.id = a.pairing_id
             WHERE a.id = $1 AND p.site_id = $2`,
            [id, actor.siteId],
          )
        : [];
      if (!own) throw notFound('request');
      await answer(tx, id, 'WITHDRAWN');
    });
  }

  /** @param remember whether the reader is refused the same parts from now on. @throws DomainError NOT_FOUND, REQUEST_ANSWERED */
  async deny(actor: Actor, id: string, remember: boolean): Promise<void> {
    await this.work.run(actor, 'record.deny', async (tx) => {
      tx.audit({ type: 'access-request', id }, remember ? { remembered: true } : {});
      const { carer } = await mayAnswer(tx, actor, id);
      if (carer && remember)
        throw new DomainError('BAD_INPUT', 'To refuse for good is the patient’s own to say.');
      await answer(tx, id, 'DENIED', carer);
      if (remember) await rememberRefusal(tx, id);
    });
  }

  /**
   * Keeps what the patient's device made for the one who asked, and relays the grant. The ledger's operation is the
   * node's own, in a transaction of its own: no row names the patient beside it but the grant, which goes with the record.
   * @throws DomainError NOT_FOUND, REQUEST_ANSWERED, CONSENT_INVALID
   */
  async allow(actor: Actor, allowed: Allowed): Promise<void> {
    const { requestId, opening, wraps, notAfter } = allowed;
    if (opening.length > MOST_OPENING || wraps.length > MOST_WRAPS)
      throw new DomainError('CONSENT_INVALID', 'This consent is larger than one can be.');
    await this.work.run(systemActor('consent-relay'), 'record.relay', async (tx) => {
      const { carer } = await mayAnswer(tx, actor, requestId);
      await answer(tx, requestId, 'ALLOWED', carer);
      const operationId = await this.relay.grant(tx, actor, allowed.grant, allowed.lastDay);
      await tx.sql(
        `INSERT INTO record_grant (request_id, opening, wraps, not_after, operation_id, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [requestId, opening, wraps, notAfter, operationId, tx.now],
      );
    });
    await this.note(actor, 'record.allow', requestId);
  }

  /** Relays a revocation; what stops a release at once is that the nodes have it, too. @throws as `allow` */
  async revoke(actor: Actor, requestId: string, revocation: SignedConsent): Promise<void> {
    await this.work.run(systemActor('consent-relay'), 'record.relay', async (tx) => {
      await mayStop(tx, actor, requestId);
      const [grant] = await tx.sql<{ revokedAt: Date | null }>(
        'SELECT revoked_at AS "revokedAt" FROM record_grant WHERE request_id = $1 FOR UPDATE',
        [requestId],
      );
      if (!grant) throw notFound('consent');
      if (grant.revokedAt) return;
      const operationId = await this.relay.revoke(tx, actor, revocation);
      await tx.sql(
        'UPDATE record_grant SET revoked_at = $2, revoked_operation = $3, wraps = $4 WHERE request_id = $1',
        [requestId, tx.now, operationId, []],
      );
      // Who reads no more answers no more; the device has told the nodes of both.
      await tx.sql(
        `DELETE FROM record_mandate m USING access_request a, record_grant g
         WHERE a.id = $1 AND g.request_id = a.id AND m.pairing_id = a.pairing_id AND m.not_after = g.not_after`,
        [requestId],
      );
    });
    await this.note(actor, 'record.revoke', requestId);
  }

  /**
   * Adds keys of later epochs to an access that goes on: a rotation ends what one reader gets, not what the others do.
   * @throws DomainError NOT_FOUND where it is stopped, CONSENT_INVALID
   */
  async handOn(actor: Actor, requestId: string, wraps: readonly string[]): Promise<void> {
    await this.work.run(actor, 'record.keep', async (tx) => {
      tx.audit({ type: 'access-request', id: requestId }, { epochs: wraps.length });
      await ofPatient(tx, actor, requestId);
      const [kept] = await tx.sql<{ count: number }>(
        `UPDATE record_grant
         SET wraps = wraps || (SELECT coalesce(array_agg(w), '{}') FROM unnest($2::text[]) w WHERE w <> ALL (wraps))
         WHERE request_id = $1 AND revoked_at IS NULL RETURNING cardinality(wraps) AS count`,
        [requestId, wraps],
      );
      if (!kept) throw notFound('consent');
      if (kept.count > MOST_WRAPS || wraps.some((wrap) => wrap.length > MOST_WRAP))
        throw new DomainError('CONSENT_INVALID', 'This consent is larger than one can be.');
    });
  }

  private async note(actor: Actor, action: 'record.allow' | 'record.revoke', id: string): Promise<void> {
    await this.work.run(actor, action, async (tx) => {
      tx.audit({ type: 'access-request', id });
      await tx.publish('record.consent', { requestId: id, sessionId: actor.sessionId });
    });
  }
}

/** A patient is not worn down by asking again and again. @throws DomainError ASKED_TOO_OFTEN */
async function assertFew(tx: Tx, { userId }: Actor, pairingId: string): Promise<void> {
  // One after the other: two at once would pass together.
  await tx.sql('SELECT 1 FROM record_pairing WHERE id = $1 FOR NO KEY UPDATE', [pairingId]);
  const [asked] = await tx.sql<{ count: number }>(
    `SELECT count(*)::int AS count FROM access_request a JOIN reader_key k ON k.id = a.key_id
     WHERE a.pairing_id = $1 AND k.user_id = $2 AND a.created_at > $3::timestamptz - interval '1 day'`,
    [pairingId, userId, tx.now],
  );
  if (asked!.count < MOST_A_DAY) return;
  throw new DomainError(
    'ASKED_TOO_OFTEN',
    `You asked this patient ${MOST_A_DAY} times within a day. Talk with the patient, and ask tomorrow.`,
  );
}

/** The device at which somebody reads, or a carer’s own; a key serves one person at one site, or at none. @throws DomainError BAD_INPUT */
async function keyOf(tx: Tx, actor: Actor, { kemKey, signKey }: Asked): Promise<string> {
  const siteId = actor.siteId === NO_SITE ? null : actor.siteId;
  await tx.sql(
    `INSERT INTO reader_key (id, site_id, user_id, kem_key, sign_key, created_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (sign_key) DO NOTHING`,
    [newId(), siteId, actor.userId, kemKey, signKey, tx.now],
  );
  const [key] = await tx.sql<{ id: string }>(
    `SELECT id FROM reader_key
     WHERE sign_key = $1 AND kem_key = $2 AND user_id = $3 AND site_id IS NOT DISTINCT FROM $4`,
    [signKey, kemKey, actor.userId, siteId],
  );
  if (!key) throw new DomainError('BAD_INPUT', 'This key is somebody else’s.');
  return key.id;
}

async function ofPatient(tx: Tx, { userId }: Actor, requestId: string): Promise<void> {
  const [own] = isId(requestId)
    ? await tx.sql(
        `SELECT 1 FROM access_request a JOIN record_pairing p ON p.id = a.pairing_id
         WHERE a.id = $1 AND p.user_id = $2`,
        [requestId, userId],
      )
    : [];
  if (!own) throw notFound('request');
}

async function answer(tx: Tx, id: string, status: RequestStatus, carer: string | null = null): Promise<void> {
  const [answered] = await tx.sql(
    `UPDATE access_request SET status = $2, answered_at = $3, answered_by = $4 WHERE id = $1 AND status = 'OPEN' RETURNING id`,
    [id, status, tx.now, carer],
  );
  if (!answered) throw new DomainError('REQUEST_ANSWERED', 'This request was answered, or was taken back.');
}
