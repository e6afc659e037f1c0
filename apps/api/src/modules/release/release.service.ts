import type { Hash } from '@custodia/merkle';
import {
  decideRelease,
  holderHash,
  readEnvelope,
  readOpening,
  readRequest,
  releaseShares,
  signReceipt,
  type Envelope,
  type Json,
  type Opening,
  type Realm,
  type ReleaseFacts,
  type ReleaseRefusal,
  type ReleaseRequest,
} from '@custodia/vault';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccessLogWriter, holdPatient, takesDenial, type HeldPatient } from './access-log.js';
import { isNew, now } from './calls.js';
import { emergencyUntil } from './emergency.service.js';
import { Limits } from './limits.js';
import { NodeKeys } from './node-keys.js';
import { NodeError, refused } from './node.errors.js';
import { SHOWN_UNTIL, bindSession, sessionOf } from './once.js';
import { OwnLedger, type LedgerView } from './own-ledger.js';
import { findOpening, isStopped } from './patients.service.js';
import { inTransaction, sqlOf, type Sql } from './sql.js';

/** What a reader gets: the shares, sealed to the request's session, and the node's word that it logged them. */
export interface ReleaseAnswer {
  readonly released: Json;
  readonly missing: readonly string[];
  readonly receipt: Json;
}

/** A decision as it was logged: nothing is given out before its line is durable. */
type Logged =
  | { readonly kind: 'release'; readonly leaf: Hash; readonly place: number }
  | { readonly kind: 'refuse'; readonly reason: ReleaseRefusal | 'LEDGER_UNREACHABLE'; readonly leaf?: Hash };

/** What anybody who saw a request could send again: none of it is the grantee's doing, nor the patient's to read. */
const NOT_LOGGED: readonly string[] = ['OTHER_NODE', 'REQUEST_TOO_OLD', 'REQUEST_REPEATED'];

/** In which the entries released to one grantee are counted. */
const WINDOW = '1 hour';

/** Decides, logs, and only then releases. */
@Injectable()
export class ReleaseService {
  constructor(
    private readonly database: DataSource,
    private readonly keys: NodeKeys,
    private readonly ledger: OwnLedger,
    private readonly limits: Limits,
  ) {}

  /** @throws NodeError with the refusal, in words */
  async release(body: Buffer): Promise<ReleaseAnswer> {
    const request = await readRequest(body);
    const realm = await this.ledger.realm();
    const sql = sqlOf(this.database);
    const known = await findOpening(sql, request.consent);
    if (!known) throw refused('CONSENT_UNKNOWN');
    const opening = await readOpening(known.opening, realm, known.pseudonym);
    const envelopes = await this.#entries(sql, opening, request);
    const view = await this.ledger.consentIfReached(opening, now());
    const logged = await this.#log(realm, request, opening, envelopes, view);
    const receipt = logged.leaf && (await this.#receipt(request, logged.leaf));
    if (logged.kind === 'refuse') {
      const extra = receipt ? { receipt } : {};
      if (logged.reason !== 'LEDGER_UNREACHABLE') throw refused(logged.reason, extra);
      throw new NodeError('LEDGER_UNREACHABLE', (view as NodeError).message, extra);
    }
    const node = { id: this.keys.id, place: logged.place, kemPrivateKey: this.keys.kem.privateKey };
    const released = await releaseShares(node, envelopes, request);
    const found = new Set(envelopes.map(({ header }) => header.entryId));
    return {
      released: jsonOf(released),
      missing: request.entryIds.filter((id) => !found.has(id)),
      receipt: receipt ?? null,
    };
  }

  /** Those of the request that are here and this patient's. What is another's is missing like what is nowhere. */
  async #entries(
    sql: Sql,
    { consent, pseudonym }: Opening,
    { entryIds }: ReleaseRequest,
  ): Promise<Envelope[]> {
    const rows = await sql<{ envelope: Buffer }>(
      `SELECT envelope FROM entry
       WHERE pseudonym = $2 AND entry_id = ANY($3) AND position <= ${SHOWN_UNTIL} ORDER BY position`,
      [consent, pseudonym, entryIds],
    );
    return rows.map(({ envelope }) => readEnvelope(envelope));
  }

  async #log(
    realm: Realm,
    request: ReleaseRequest,
    opening: Opening,
    envelopes: readonly Envelope[],
    view: LedgerView | NodeError,
  ): Promise<Logged> {
    const granteeKeyHash = await holderHash(request.grantee);
    return inTransaction(this.database, async (sql) => {
      const patient = await holdPatient(sql, opening.pseudonym);
      const time = now();
      const facts = {
        node: this.keys.id,
        now: time,
        request,
        granteeKeyHash,
        isRepeated: !(await isNew(sql, request.nonce)),
        opening,
        emergencyUntil: await emergencyUntil(sql, opening.consent, granteeKeyHash),
        isStopped: await isStopped(sql, opening),
        headers: envelopes.map(({ header }) => header),
        usedBy: await sessionOf(sql, opening),
        released: await releasedTo(sql, granteeKeyHash),
      };
      // Without the ledger nothing is released, but what else is wrong with the request still comes first.
      const unread = {
        record: { standing: 1, lastDay: 65_535 },
        mandateRecord: { standing: 0, lastDay: 0 },
        headTime: time,
      } as const;
      const isRead = !(view instanceof NodeError);
      const decision = decideRelease({ ...facts, ...(isRead ? view : unread) }, this.limits);
      const refusal =
        decision.kind === 'refuse' ? decision.reason : isRead ? undefined : ('LEDGER_UNREACHABLE' as const);
      if (refusal) {
        if (NOT_LOGGED.includes(refusal) || !(await takesDenial(sql, patient, granteeKeyHash)))
          return { kind: 'refuse', reason: refusal };
        return {
          kind: 'refuse',
          reason: refusal,
          leaf: await this.#append(sql, realm, patient, facts, refusal),
        };
      }
      const leaf = await this.#append(sql, realm, patient, { ...facts, isAway: isRead && view.isAway });
      await bindSession(sql, opening, request.sessionKey);
      await sql('INSERT INTO delivery (grantee, pseudonym, entries) VALUES ($1, $2, $3)', [
        granteeKeyHash,
        opening.pseudonym,
        envelopes.length,
      ]);
      return { kind: 'release', leaf, place: patient.place };
    });
  }

  #append(
    sql: Sql,
    realm: Realm,
    patient: HeldPatient,
    {
      request,
      opening,
      headers,
      now: time,
      isAway,
    }: Pick<ReleaseFacts, 'request' | 'opening' | 'now' | 'isAway'> & {
      readonly headers: readonly Envelope['header'][];
    },
    reason = '',
  ): Promise<Hash> {
    return new AccessLogWriter(this.keys.id, realm).append(sql, patient, {
      event: reason ? 'denial' : request.purpose === 'BTG' ? 'break-glass' : 'release',
      time,
      organisation: request.organisation,
      person: request.person,
      // Of a request for nothing that is here, what could have been asked for.
      categories:
        headers.length > 0 ? [...new Set(headers.map(({ category }) => category))] : opening.categories,
      entryIds: headers.map(({ entryId }) => entryId),
      purpose: request.purpose,
      reason,
      requestHash: request.requestHash,
      ...(isAway && { away: true }),
    });
  }

  async #receipt({ requestHash }: ReleaseRequest, leaf: Hash): Promise<Json> {
    return jsonOf(await signReceipt(this.keys.sign, { node: this.keys.id, requestHash, leaf }));
  }
}

async function releasedTo(sql: Sql, grantee: string): Promise<number> {
  const [row] = await sql<{ entries: number }>(
    `SELECT coalesce(sum(entries), 0)::int AS entries FROM delivery
     WHERE grantee = $1 AND delivered_at > now() - $2::interval`,
    [grantee, WINDOW],
  );
  return row?.entries ?? 0;
}

function jsonOf(canonical: Uint8Array): Json {
  return JSON.parse(new TextDecoder().decode(canonical)) as Json;
}
