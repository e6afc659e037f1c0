import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { isId, newId } from '../../platform/ids/index.js';
import { ColumnSeal } from '../../platform/secrets/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { SiteReader, UserNames } from '../parties/index.js';
import { nameOfCarer } from './record-words.js';
import type { RefusalType } from './refusals.graphql.js';

interface Row {
  id: string;
  siteId: string | null;
  pairingId: string;
  carerWords: Buffer | null;
  readerId: string;
  category: string;
  createdAt: Date;
}

/** Whom a patient has told "not again": one reader, one part of the record. What was not asked for is closed anyway. */
@Injectable()
export class RefusalsService {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly sites: SiteReader,
    private readonly names: UserNames,
    private readonly seal: ColumnSeal,
  ) {}

  /** The patient's own refusals, newest first. */
  async ofPatient({ userId }: Actor): Promise<RefusalType[]> {
    const rows = await this.database.query<Row[]>(
      `SELECT f.id, p.site_id AS "siteId", p.id AS "pairingId", p.carer_words AS "carerWords", f.reader_id AS "readerId", f.category, f.created_at AS "createdAt"
       FROM record_refusal f JOIN record_pairing p ON p.id = f.pairing_id
       WHERE p.user_id = $1 ORDER BY f.created_at DESC, f.id LIMIT 500`,
      [userId],
    );
    return Promise.all(
      rows.map(async ({ siteId, pairingId, carerWords, readerId, ...row }) => {
        if (carerWords)
          return { ...row, site: null, person: await nameOfCarer(this.seal, pairingId, carerWords) };
        const site = siteId && (await this.sites.byId(siteId));
        if (!site) throw new Error(`A refusal names the site ${siteId}, which is gone`);
        return { ...row, site, person: (await this.names.nameOf(readerId)) ?? '' };
      }),
    );
  }

  /** From now on the reader may ask for that part again. @throws DomainError NOT_FOUND */
  async takeBack(actor: Actor, id: string): Promise<void> {
    await this.work.run(actor, 'record.take-back-refusal', async (tx) => {
      tx.audit({ type: 'access-refusal', id });
      const [gone] = isId(id)
        ? await tx.sql(
            `DELETE FROM record_refusal f USING record_pairing p
             WHERE f.id = $1 AND p.id = f.pairing_id AND p.user_id = $2 RETURNING f.id`,
            [id, actor.userId],
          )
        : [];
      if (!gone) throw notFound('refusal');
    });
  }
}

/** Keeps, with the answer to a request, that its reader gets the same answer to the same question. */
export async function rememberRefusal(tx: Tx, requestId: string): Promise<void> {
  const [asked] = await tx.sql<{ pairingId: string; readerId: string; categories: string[] }>(
    `SELECT a.pairing_id AS "pairingId", k.user_id AS "readerId", a.categories
     FROM access_request a JOIN reader_key k ON k.id = a.key_id WHERE a.id = $1`,
    [requestId],
  );
  if (!asked) throw notFound('request');
  const { pairingId, readerId, categories } = asked;
  await tx.sql(
    `INSERT INTO record_refusal (id, pairing_id, reader_id, category, created_at)
     SELECT u.id, $1, $2, u.category, $5 FROM unnest($3::uuid[], $4::text[]) AS u (id, category)
     ON CONFLICT DO NOTHING`,
    [pairingId, readerId, categories.map(() => newId()), categories, tx.now],
  );
}

/**
 * The same words whatever part was refused, and when: the asker learns that there is nothing to wait for, and not what
 * lies there. @throws DomainError NOT_SHARED
 */
export async function assertNotRefused(
  tx: Tx,
  { userId }: Actor,
  { pairingId, categories }: { readonly pairingId: string; readonly categories: readonly string[] },
): Promise<void> {
  const [refused] = await tx.sql(
    'SELECT 1 FROM record_refusal WHERE pairing_id = $1 AND reader_id = $2 AND category = ANY ($3) LIMIT 1',
    [pairingId, userId, categories],
  );
  if (refused)
    throw new DomainError(
      'NOT_SHARED',
      'This is not shared with you, and the patient was not asked again. Talk with the patient if you need it.',
    );
}
