import { EMERGENCY_ANCHOR } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { ColumnSeal } from '../../platform/secrets/index.js';
import { OperationReader } from '../../platform/work/index.js';
import { SiteReader, UserNames } from '../parties/index.js';
import type { EmergencyAccessType, EmergencyCountType, OwnEmergencyType } from './emergency.graphql.js';
import type { ReviewOutcome } from './emergency.rules.js';
import { emergencyWords } from './record-words.js';

interface Row {
  id: string;
  siteId: string;
  readerId: string;
  reason: string;
  words: Buffer | null;
  createdAt: Date;
  outcome: ReviewOutcome | null;
  reviewWords: Buffer | null;
  reviewerId: string | null;
  reviewedAt: Date | null;
  ownNumber: string | null;
}

const ACCESSES = `
  SELECT e.id, e.site_id AS "siteId", e.reader_id AS "readerId", e.reason, e.words, e.created_at AS "createdAt",
         e.outcome, e.review_words AS "reviewWords", e.reviewer_id AS "reviewerId", e.reviewed_at AS "reviewedAt",
         p.own_number AS "ownNumber"
  FROM emergency_access e LEFT JOIN record_pairing p ON p.site_id = e.site_id AND p.user_id = e.record_id`;
const NEWEST = 'ORDER BY e.reviewed_at IS NOT NULL, e.created_at DESC, e.id LIMIT 100';

/** Who read without asking, as the patient sees it, as the site's privacy officer does, and as everybody may count it. */
@Injectable()
export class EmergencyReader {
  constructor(
    private readonly database: DataSource,
    private readonly sites: SiteReader,
    private readonly names: UserNames,
    private readonly operations: OperationReader,
    private readonly seal: ColumnSeal,
  ) {}

  /** What the patient left for emergencies, and who used it. */
  async own({ userId }: Actor): Promise<OwnEmergencyType> {
    const [kept] = await this.database.query<
      { opening: string; notAfter: Date; operationId: string; keptAt: Date }[]
    >(
      `SELECT opening, not_after AS "notAfter", operation_id AS "operationId", kept_at AS "keptAt"
       FROM record_emergency WHERE user_id = $1`,
      [userId],
    );
    const [card] = await this.database.query<{ createdAt: Date }[]>(
      'SELECT created_at AS "createdAt" FROM emergency_card WHERE user_id = $1',
      [userId],
    );
    return {
      opening: kept?.opening ?? null,
      notAfter: kept?.notAfter ?? null,
      keptAt: kept?.keptAt ?? null,
      granting: kept ? await this.operations.byId(kept.operationId) : null,
      cardMadeAt: card?.createdAt ?? null,
      accesses: (await this.#read('e.record_id = $1', [userId])).map((one) => ({ ...one, ownNumber: '' })),
    };
  }

  /** Uses by people of the actor's site, what is unreviewed first. */
  ofSite({ siteId }: Actor): Promise<EmergencyAccessType[]> {
    return this.#read('e.site_id = $1', [siteId]);
  }

  /** How often each site used it, as the ledger says: no site can make it less. */
  async counts(): Promise<EmergencyCountType[]> {
    const rows = await this.database.query<{ siteId: string; count: number }[]>(
      `SELECT p.site_id AS "siteId", count(*)::int AS count
       FROM ledger.anchor a JOIN party p ON p.ledger_id = a.party WHERE a.kind = $1
       GROUP BY p.site_id ORDER BY 2 DESC, 1 LIMIT 100`,
      [EMERGENCY_ANCHOR],
    );
    return Promise.all(
      rows.map(async ({ siteId, count }) => {
        const site = await this.sites.byId(siteId);
        return { site: site?.name ?? '', count };
      }),
    );
  }

  async #read(condition: string, parameters: unknown[]): Promise<EmergencyAccessType[]> {
    const rows = await this.database.query<Row[]>(`${ACCESSES} WHERE ${condition} ${NEWEST}`, parameters);
    return Promise.all(
      rows.map(async ({ siteId, readerId, reviewerId, ownNumber, words, reviewWords, ...row }) => {
        const site = await this.sites.byId(siteId);
        if (!site) throw new Error(`An emergency names the site ${siteId}, which is gone`);
        return {
          ...row,
          words: (await this.seal.openWords(emergencyWords('words', row.id), words)) ?? '',
          reviewWords: await this.seal.openWords(emergencyWords('review_words', row.id), reviewWords),
          site,
          person: (await this.names.nameOf(readerId)) ?? '',
          reviewer: reviewerId && (await this.names.nameOf(reviewerId)),
          ownNumber: ownNumber ?? '',
        };
      }),
    );
  }
}
