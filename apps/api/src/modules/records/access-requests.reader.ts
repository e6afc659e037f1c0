import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { ColumnSeal } from '../../platform/secrets/index.js';
import { OperationReader } from '../../platform/work/index.js';
import { SiteReader } from '../parties/index.js';
import { nameOfCarer, requestWords } from './record-words.js';
import type { AccessRequestType } from './records.graphql.js';
import type { RequestStatus } from './request.rules.js';

interface Row {
  id: string;
  siteId: string | null;
  pairingId: string;
  carerWords: Buffer | null;
  person: string;
  kemKey: string;
  signKey: string;
  purpose: string;
  categories: string[];
  until: Date;
  words: Buffer | null;
  status: RequestStatus;
  createdAt: Date;
  opening: string | null;
  wraps: string[];
  notAfter: Date;
  revokedAt: Date | null;
  operationId: string;
  revokedOperation: string | null;
  answeredBy: string | null;
  answererWords: Buffer | null;
  mandate: string | null;
}

const ASKED = `
  SELECT a.id, p.site_id AS "siteId", p.id AS "pairingId", p.carer_words AS "carerWords", u.name AS person, k.kem_key AS "kemKey", k.sign_key AS "signKey", a.purpose,
         a.categories, a.until, a.words, a.status, a.created_at AS "createdAt", g.opening, g.wraps,
         g.not_after AS "notAfter", g.revoked_at AS "revokedAt", g.operation_id AS "operationId",
         g.revoked_operation AS "revokedOperation", c.id AS "answeredBy", c.carer_words AS "answererWords", m.mandate
  FROM access_request a
  JOIN record_pairing p ON p.id = a.pairing_id
  JOIN reader_key k ON k.id = a.key_id
  JOIN app_user u ON u.id = k.user_id
  LEFT JOIN record_grant g ON g.request_id = a.id
  LEFT JOIN record_pairing c ON c.id = a.answered_by
  LEFT JOIN record_mandate m ON m.pairing_id = p.id AND g.revoked_at IS NULL AND m.not_after = g.not_after`;
/** What is in force comes before what waits and what is over: nobody gets it out of sight by asking on and on. */
const RELEVANT = `ORDER BY coalesce(g.revoked_at IS NULL AND g.not_after > now(), false) DESC, a.status = 'OPEN' DESC,
  a.created_at DESC, a.id LIMIT 100`;

/** Requests as the patient sees them, and as the site that asked does. */
@Injectable()
export class AccessRequestsReader {
  constructor(
    private readonly database: DataSource,
    private readonly sites: SiteReader,
    private readonly operations: OperationReader,
    private readonly seal: ColumnSeal,
  ) {}

  /** What others asked of the patient, newest first. */
  ofPatient({ userId }: Actor): Promise<AccessRequestType[]> {
    return this.read('p.user_id = $1', [userId]);
  }

  /** What people of the actor's site asked of one patient. */
  ofSite({ siteId }: Actor, pairingId: string): Promise<AccessRequestType[]> {
    return this.read('p.site_id = $1 AND p.id::text = $2', [siteId, pairingId]);
  }

  /** What the actor asked of one whom the actor cares for. */
  ofCarer({ userId }: Actor, pairingId: string): Promise<AccessRequestType[]> {
    return this.read('p.carer_id = $1 AND p.id = $2', [userId, pairingId]);
  }

  /** What the actor, as a carer, may answer for the patient or did. */
  forCarer({ userId }: Actor, pairingId: string): Promise<AccessRequestType[]> {
    return this.read(
      `(a.answered_by = $2 AND EXISTS (SELECT 1 FROM record_pairing o WHERE o.id = $2 AND o.carer_id = $1)
        OR a.status = 'OPEN' AND p.site_id IS NOT NULL AND EXISTS (
             SELECT 1 FROM record_pairing o JOIN record_mandate om ON om.pairing_id = o.id
             WHERE o.id = $2 AND o.carer_id = $1 AND o.user_id = p.user_id AND om.not_after > now()
             AND a.categories <@ om.categories))`,
      [userId, pairingId],
    );
  }

  private async read(condition: string, parameters: unknown[]): Promise<AccessRequestType[]> {
    const rows = await this.database.query<Row[]>(
      `SELECT * FROM (${ASKED} WHERE ${condition} ${RELEVANT}) AS found ORDER BY "createdAt" DESC, id`,
      parameters,
    );
    return Promise.all(rows.map((row) => this.view(row)));
  }

  private async view(row: Row): Promise<AccessRequestType> {
    const {
      siteId,
      pairingId,
      carerWords: named,
      opening,
      wraps,
      notAfter,
      revokedAt,
      operationId,
      revokedOperation,
      answeredBy,
      answererWords,
      ...rest
    } = row;
    const words = (await this.seal.openWords(requestWords(row.id), row.words)) ?? '';
    const person = named ? await nameOfCarer(this.seal, pairingId, named) : rest.person;
    const answerer =
      answeredBy && answererWords ? await nameOfCarer(this.seal, answeredBy, answererWords) : null;
    const request = { ...rest, words, person, answeredBy: answerer };
    const site = siteId === null ? null : await this.sites.byId(siteId);
    if (siteId !== null && !site) throw new Error(`A request names the site ${siteId}, which is gone`);
    if (opening === null) return { ...request, site, consent: null };
    const [granting, revoking] = await Promise.all([
      this.operations.byId(operationId),
      revokedOperation ? this.operations.byId(revokedOperation) : null,
    ]);
    return { ...request, site, consent: { opening, wraps, notAfter, revokedAt, granting, revoking } };
  }
}
