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
}

const REQUESTS = `
  SELECT a.id, p.site_id AS "siteId", p.id AS "pairingId", p.carer_words AS "carerWords", u.name AS person, k.kem_key AS "kemKey", k.sign_key AS "signKey", a.purpose,
         a.categories, a.until, a.words, a.status, a.created_at AS "createdAt", g.opening, g.wraps,
         g.not_after AS "notAfter", g.revoked_at AS "revokedAt", g.operation_id AS "operationId",
         g.revoked_operation AS "revokedOperation"
  FROM access_request a
  JOIN record_pairing p ON p.id = a.pairing_id
  JOIN reader_key k ON k.id = a.key_id
  JOIN app_user u ON u.id = k.user_id
  LEFT JOIN record_grant g ON g.request_id = a.id`;
const NEWEST = 'ORDER BY a.created_at DESC, a.id LIMIT 100';

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

  private async read(condition: string, parameters: unknown[]): Promise<AccessRequestType[]> {
    const rows = await this.database.query<Row[]>(`${REQUESTS} WHERE ${condition} ${NEWEST}`, parameters);
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
      ...rest
    } = row;
    const words = (await this.seal.openWords(requestWords(row.id), row.words)) ?? '';
    const person = named ? await nameOfCarer(this.seal, pairingId, named) : rest.person;
    const request = { ...rest, words, person };
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
