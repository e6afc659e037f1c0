import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { batched, pageOf, pageRequest, type Page, type PageArgs } from '../../platform/graphql/index.js';
import { isId } from '../../platform/ids/index.js';
import { CaseEntry } from './case-entry.entity.js';
import { CaseFile } from './case-file.entity.js';
import { CaseWords } from './case-words.js';
import { mayKnowAuthor, mayRead, sideOf, type CaseSide, type CaseStatus } from './case.rules.js';

/** A case as somebody takes part in it. */
export interface CaseView extends CaseFile {
  readonly side: CaseSide;
  readonly siteIds: readonly string[];
}

/** An entry as somebody may read it. */
export interface EntryView extends Omit<CaseEntry, 'text'> {
  readonly text: string;
  /** Who wrote it is for others to know. */
  readonly unnamed: boolean;
}

export interface NoticeView {
  readonly id: string;
  readonly caseId: string;
  readonly kind: string;
  readonly at: Date;
  readonly readAt: Date | null;
}

// The regulator sees all; a maker those of its products; a place those that it is part of.
const VISIBLE = `(:all OR c.maker_site_id = :siteId
  OR EXISTS (SELECT 1 FROM case_site v WHERE v.case_id = c.id AND v.site_id = :siteId))`;

@Injectable()
export class CasesReader {
  readonly #ofIncident: (incidentId: string) => Promise<CaseFile | null>;
  readonly #sitesOf: (caseId: string) => Promise<string[] | null>;

  constructor(
    private readonly database: DataSource,
    private readonly words: CaseWords,
  ) {
    this.#ofIncident = batched(async (ids: string[]) => {
      const found = await database.getRepository(CaseFile).findBy({ incidentId: In(ids) });
      return new Map(found.map((file) => [file.incidentId, file]));
    });
    this.#sitesOf = batched(async (ids: string[]) => {
      const found = await database.query<{ case_id: string; sites: string[] }[]>(
        `SELECT case_id, array_agg(site_id ORDER BY site_id) AS sites FROM case_site
         WHERE case_id = ANY($1::uuid[]) GROUP BY case_id`,
        [ids],
      );
      return new Map(found.map(({ case_id, sites }) => [case_id, sites]));
    });
  }

  async cases(actor: Actor, status: CaseStatus | undefined, args: PageArgs): Promise<Page<CaseView>> {
    const request = pageRequest(args);
    const visible = this.database
      .getRepository(CaseFile)
      .createQueryBuilder('c')
      .where(VISIBLE, viewer(actor))
      .andWhere(status ? 'c.status = :status' : 'true', { status });
    const rows = await visible
      .clone()
      .andWhere(request.after ? 'c.id < :after' : 'true', { after: request.after })
      .orderBy('c.id', 'DESC')
      .limit(request.limit)
      .getMany();
    const views = await Promise.all(rows.map((row) => this.view(actor, row)));
    return pageOf(
      request,
      views.filter((view) => view !== null),
      ({ id }) => id,
      () => visible.getCount(),
    );
  }

  /** Null where there is none, and where the actor has nothing to do with it. */
  async case(actor: Actor, id: string): Promise<CaseView | null> {
    const row = isId(id) ? await this.database.getRepository(CaseFile).findOneBy({ id }) : null;
    return row ? this.view(actor, row) : null;
  }

  async ofIncident(actor: Actor, incidentId: string): Promise<CaseView | null> {
    const row = await this.#ofIncident(incidentId);
    return row ? this.view(actor, row) : null;
  }

  /** What the reader may read, oldest first. */
  async entries(actor: Actor, file: CaseView): Promise<EntryView[]> {
    const entries = await this.database
      .getRepository(CaseEntry)
      .find({ where: { caseId: file.id }, order: { id: 'ASC' } });
    const reader = { side: file.side, siteId: actor.siteId };
    const readable = entries.filter((entry) => mayRead(entry, reader));
    return Promise.all(
      readable.map(async (entry) => {
        const text = await this.words.open(entry);
        return mayKnowAuthor(entry, reader, file.sitesNamed)
          ? { ...entry, text, unnamed: false }
          : { ...entry, text, siteId: null, authorId: null, unnamed: true };
      }),
    );
  }

  /** The site's notices, newest first. */
  notices(actor: Actor): Promise<NoticeView[]> {
    return this.database.query(
      `SELECT id, case_id AS "caseId", kind, at, read_at AS "readAt" FROM notice
       WHERE site_id = $1 AND (user_id IS NULL OR user_id = $2) ORDER BY id DESC LIMIT 50`,
      [actor.siteId, actor.userId],
    );
  }

  private async view(actor: Actor, row: CaseFile): Promise<CaseView | null> {
    const siteIds = (await this.#sitesOf(row.id)) ?? [];
    const side = sideOf(actor, { makerSiteId: row.makerSiteId, siteIds });
    if (!side) return null;
    const known = side === 'REGULATOR' || (side === 'MAKER' && row.sitesNamed);
    return { ...row, side, siteIds: known ? siteIds : siteIds.filter((id) => id === actor.siteId) };
  }
}

function viewer(actor: Actor): { all: boolean; siteId: string } {
  return { all: actor.roles.includes('REGULATOR'), siteId: actor.siteId };
}
