import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { hexToBytes } from '../../database/columns.js';
import type { Actor } from '../../platform/access/index.js';
import { DomainError, isUniqueViolation, notFound } from '../../platform/errors/index.js';
import { isId, newId } from '../../platform/ids/index.js';
import { ColumnSeal, type Place } from '../../platform/secrets/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { SiteReader, UserNames, type SiteView } from '../parties/index.js';
import type { AccessReportType } from './access-reports.graphql.js';
import {
  checkAnswer,
  checkReport,
  MOST_OPEN,
  type Report,
  type ReportedLine,
} from './access-reports.rules.js';
import { checkReview, type ReviewedUse, type ReviewOutcome } from './emergency.rules.js';

interface Row {
  id: string;
  siteId: string;
  aboutId: string | null;
  content: Buffer;
  createdAt: Date;
  outcome: ReviewOutcome | null;
  answer: Buffer | null;
  reviewerId: string | null;
  reviewedAt: Date | null;
  ownNumber: string | null;
}

/** What is sealed of a report. */
type Content = Omit<ReportedLine, 'time'> & { readonly time: string; readonly words: string };

const REPORTS = `
  SELECT r.id, r.site_id AS "siteId", r.about_id AS "aboutId", r.content, r.created_at AS "createdAt", r.outcome,
         r.review_words AS answer, r.reviewer_id AS "reviewerId", r.reviewed_at AS "reviewedAt", p.own_number AS "ownNumber"
  FROM access_report r LEFT JOIN record_pairing p ON p.site_id = r.site_id AND p.user_id = r.record_id`;
const UNANSWERED_FIRST = 'ORDER BY r.reviewed_at IS NOT NULL, r.created_at DESC, r.id LIMIT 100';

/** "This was not for me": what a patient says of a line of the access log, and what the ones answer who have to look into it. */
@Injectable()
export class AccessReportsService {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly seal: ColumnSeal,
    private readonly sites: SiteReader,
    private readonly names: UserNames,
  ) {}

  /** @throws DomainError BAD_INPUT, NOT_FOUND for a site that the patient has nothing to do with, REPORTED_ALREADY, TOO_MANY */
  async report(actor: Actor, report: Report): Promise<void> {
    checkReport(report, new Date());
    const { line, siteId } = report;
    const content: Content = { ...line, time: line.time.toISOString(), words: report.words.trim() };
    const receivers = [...(siteId === undefined ? [] : [siteId]), ...(await this.#regulators(report))];
    const rows = await Promise.all(
      receivers.map(async (receiverId) => {
        const id = newId();
        return {
          id,
          receiverId,
          sealed: await this.seal.seal(placeOf(id), Buffer.from(JSON.stringify(content))),
        };
      }),
    );
    await this.work.run(actor, 'record.report-access', async (tx) => {
      await assertFew(tx, actor);
      if (siteId !== undefined) await assertKnown(tx, actor, siteId);
      const readerId = siteId === undefined ? null : await readerOf(tx, siteId, line.person);
      for (const { id, receiverId, sealed } of rows) {
        tx.audit({ type: 'access-report', id }, { to: receiverId });
        await insertOnce(tx, [
          id,
          receiverId,
          siteId ?? null,
          readerId,
          actor.userId,
          hexToBytes(line.requestHash),
          sealed,
          tx.now,
        ]);
      }
    });
  }

  /** What the patient reported, newest first. */
  async ofPatient({ userId }: Actor): Promise<AccessReportType[]> {
    const reports = await this.#read(
      'r.record_id = $1',
      [userId],
      'ORDER BY r.created_at DESC, r.id LIMIT 100',
    );
    return reports.map((report) => ({ ...report, ownNumber: '' }));
  }

  /** What the actor's site has to answer. */
  ofSite({ siteId }: Actor): Promise<AccessReportType[]> {
    return this.#read('r.site_id = $1', [siteId], UNANSWERED_FIRST);
  }

  /** @throws DomainError NOT_FOUND, OWN_EMERGENCY, EMERGENCY_REVIEWED, BAD_INPUT */
  async answer(
    actor: Actor,
    { reportId, outcome, words }: { reportId: string; outcome: ReviewOutcome; words: string },
  ): Promise<void> {
    await this.work.run(actor, 'report.answer', async (tx) => {
      tx.audit({ type: 'access-report', id: reportId }, { outcome });
      const [report] = isId(reportId)
        ? await tx.sql<Omit<ReviewedUse, 'readerId'> & { readerId: string | null; content: Buffer }>(
            `SELECT reader_id AS "readerId", content, outcome FROM access_report WHERE id = $1 AND site_id = $2 FOR UPDATE`,
            [reportId, actor.siteId],
          )
        : [];
      if (!report) throw notFound('report');
      const readerId = report.readerId ?? (await this.#namesake(actor, reportId, report.content));
      checkReview({ ...report, readerId }, { reviewerId: actor.userId, outcome, words });
      checkAnswer(words);
      await tx.sql(
        `UPDATE access_report SET outcome = $2, review_words = $3, reviewer_id = $4, reviewed_at = $5 WHERE id = $1`,
        [
          reportId,
          outcome,
          await this.seal.sealWords(answerPlace(reportId), words.trim()),
          actor.userId,
          tx.now,
        ],
      );
    });
  }

  /** Where several share the name in the line, none of them answers for it. @returns the actor's id, or nobody's */
  async #namesake({ userId }: Actor, id: string, content: Buffer): Promise<string> {
    const { person } = JSON.parse((await this.seal.open(placeOf(id), content)).toString()) as Content;
    return (await this.names.nameOf(userId)) === person ? userId : '';
  }

  async #regulators({ toRegulator }: Report): Promise<string[]> {
    if (!toRegulator) return [];
    const rows = await this.database.query<{ id: string }[]>(
      `SELECT id FROM site WHERE 'REGULATOR' = ANY(roles) ORDER BY created_at LIMIT 20`,
    );
    return rows.map(({ id }) => id);
  }

  async #read(condition: string, parameters: unknown[], order: string): Promise<AccessReportType[]> {
    const rows = await this.database.query<Row[]>(`${REPORTS} WHERE ${condition} ${order}`, parameters);
    return Promise.all(
      rows.map(async ({ siteId, aboutId, content, answer, reviewerId, ownNumber, ...row }) => {
        const opened = (await this.seal.open(placeOf(row.id), content)).toString();
        const { time, ...line } = JSON.parse(opened) as Content;
        return {
          ...row,
          ...line,
          categories: [...line.categories],
          time: new Date(time),
          answer: await this.seal.openWords(answerPlace(row.id), answer),
          receiver: await this.#site(siteId),
          about: aboutId ? await this.#site(aboutId) : null,
          reviewer: reviewerId && (await this.names.nameOf(reviewerId)),
          ownNumber: ownNumber ?? '',
        };
      }),
    );
  }

  async #site(id: string): Promise<SiteView> {
    const site = await this.sites.byId(id);
    if (!site) throw new Error(`A report names the site ${id}, which is gone`);
    return site;
  }
}

function placeOf(id: string): Place {
  return { table: 'access_report', column: 'content', row: id };
}

function answerPlace(id: string): Place {
  return { table: 'access_report', column: 'review_words', row: id };
}

/** @throws DomainError NOT_FOUND without a record, TOO_MANY */
async function assertFew(tx: Tx, { userId }: Actor): Promise<void> {
  const [record] = await tx.sql('SELECT 1 FROM patient_record WHERE user_id = $1', [userId]);
  if (!record) throw notFound('record');
  const [open] = await tx.sql<{ count: number }>(
    'SELECT count(*)::int AS count FROM access_report WHERE record_id = $1 AND outcome IS NULL',
    [userId],
  );
  if (open!.count >= MOST_OPEN)
    throw new DomainError(
      'TOO_MANY',
      'Many of your reports wait for an answer. Report this one when some are answered.',
    );
}

/** A patient reports to those only who know the patient: nobody is accused by a stranger. @throws DomainError NOT_FOUND */
async function assertKnown(tx: Tx, { userId }: Actor, siteId: string): Promise<void> {
  const [known] = isId(siteId)
    ? await tx.sql(
        `SELECT 1 FROM record_pairing WHERE user_id = $1 AND site_id = $2
         UNION SELECT 1 FROM emergency_access WHERE record_id = $1 AND site_id = $2`,
        [userId, siteId],
      )
    : [];
  if (!known) throw notFound('site');
}

/** Whom the line means, where one person of that name reads at the site: that one does not answer the report. */
async function readerOf(tx: Tx, siteId: string, person: string): Promise<string | null> {
  const readers = await tx.sql<{ id: string }>(
    `SELECT DISTINCT u.id FROM app_user u JOIN membership m ON m.user_id = u.id WHERE m.site_id = $1 AND u.name = $2`,
    [siteId, person],
  );
  return readers.length === 1 ? readers[0]!.id : null;
}

async function insertOnce(tx: Tx, values: readonly unknown[]): Promise<void> {
  try {
    await tx.sql(
      `INSERT INTO access_report (id, site_id, about_id, reader_id, record_id, line_hash, content, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [...values],
    );
  } catch (error) {
    if (!isUniqueViolation(error, 'access_report_once')) throw error;
    throw new DomainError(
      'REPORTED_ALREADY',
      'You reported this look before. Its answer stands with your reports.',
    );
  }
}
