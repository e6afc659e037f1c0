import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { isId, newId } from '../../platform/ids/index.js';
import { ColumnSeal, type Place } from '../../platform/secrets/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { SiteReader, UserNames } from '../parties/index.js';
import type { ChartCopyType } from './chart-copies.graphql.js';

/** Years for which a chart is kept; what a site's law asks beyond it, the site exports before. */
const KEPT_YEARS = 10;
const MOST_ENTRIES = 500;
const MOST_BYTES = 2 * 1024 * 1024;

interface Row {
  id: string;
  siteId: string;
  takerId: string;
  ownNumber: string;
  entries: number;
  takenAt: Date;
  keepUntil: Date;
}

const COPIES = `SELECT c.id, c.site_id AS "siteId", c.taker_id AS "takerId", c.own_number AS "ownNumber", c.entries,
  c.taken_at AS "takenAt", c.keep_until AS "keepUntil" FROM chart_copy c`;
const NEWEST = 'ORDER BY c.taken_at DESC, c.id LIMIT 100';

/** Copies of what a site relied on, in its own chart. The patient sees that one was taken; an erasure leaves it to the site. */
@Injectable()
export class ChartCopiesService {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly seal: ColumnSeal,
    private readonly sites: SiteReader,
    private readonly names: UserNames,
  ) {}

  /** @param entries each as FHIR R4 JSON. @returns the id. @throws DomainError NOT_FOUND, BAD_INPUT */
  async take(
    actor: Actor,
    { pairingId, entries }: { pairingId: string; entries: readonly string[] },
  ): Promise<string> {
    const id = newId();
    const content = Buffer.from(JSON.stringify(checked(entries)));
    const sealed = await this.seal.seal(placeOf(id), content);
    await this.work.run(actor, 'record.copy', async (tx) => {
      tx.audit({ type: 'chart-copy', id }, { entries: entries.length });
      const [pairing] = isId(pairingId)
        ? await tx.sql<{ userId: string; ownNumber: string }>(
            'SELECT user_id AS "userId", own_number AS "ownNumber" FROM record_pairing WHERE id = $1 AND site_id = $2',
            [pairingId, actor.siteId],
          )
        : [];
      if (!pairing) throw notFound('patient');
      await tx.sql(
        `INSERT INTO chart_copy (id, site_id, taker_id, record_id, own_number, entries, content, taken_at, keep_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8::timestamptz + make_interval(years => ${KEPT_YEARS}))`,
        [id, actor.siteId, actor.userId, pairing.userId, pairing.ownNumber, entries.length, sealed, tx.now],
      );
    });
    return id;
  }

  /** The copies in the site's chart, newest first. */
  ofSite({ siteId }: Actor): Promise<ChartCopyType[]> {
    return this.#read('c.site_id = $1', [siteId]);
  }

  /** Copies that others took of the patient's record; what number they gave the patient is theirs. */
  async ofPatient({ userId }: Actor): Promise<ChartCopyType[]> {
    const copies = await this.#read('c.record_id = $1', [userId]);
    return copies.map((copy) => ({ ...copy, ownNumber: '' }));
  }

  /** What a copy holds, as JSON: every look at it is in the audit trail. @throws DomainError NOT_FOUND */
  async open(actor: Actor, id: string): Promise<string> {
    const content = await this.work.run(actor, 'record.open-copy', async (tx) => {
      tx.audit({ type: 'chart-copy', id });
      const [copy] = isId(id)
        ? await tx.sql<{ content: Buffer }>('SELECT content FROM chart_copy WHERE id = $1 AND site_id = $2', [
            id,
            actor.siteId,
          ])
        : [];
      if (!copy) throw notFound('copy');
      return copy.content;
    });
    return (await this.seal.open(placeOf(id), content)).toString();
  }

  async #read(condition: string, parameters: unknown[]): Promise<ChartCopyType[]> {
    const rows = await this.database.query<Row[]>(`${COPIES} WHERE ${condition} ${NEWEST}`, parameters);
    return Promise.all(
      rows.map(async ({ siteId, takerId, ...row }) => {
        const site = await this.sites.byId(siteId);
        if (!site) throw new Error(`A copy names the site ${siteId}, which is gone`);
        return { ...row, site, person: (await this.names.nameOf(takerId)) ?? '' };
      }),
    );
  }
}

function placeOf(id: string): Place {
  return { table: 'chart_copy', column: 'content', row: id };
}

function checked(entries: readonly string[]): unknown[] {
  if (entries.length === 0 || entries.length > MOST_ENTRIES)
    throw bad(`Choose 1 to ${MOST_ENTRIES} entries to copy.`);
  if (entries.reduce((sum, entry) => sum + entry.length, 0) > MOST_BYTES)
    throw bad('This is more than one copy holds. Copy a part of it.');
  return entries.map((entry) => {
    const resource = parsed(entry);
    if (typeof (resource as { resourceType?: unknown } | null)?.resourceType !== 'string')
      throw bad('An entry is no FHIR resource.');
    return resource;
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw bad('An entry is not JSON.');
  }
}

function bad(message: string): DomainError {
  return new DomainError('BAD_INPUT', message);
}
