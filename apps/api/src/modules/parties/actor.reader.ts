import { can, type Duty } from '@custodia/access';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '../../config.js';
import { prepared, statement } from '../../database/prepared.js';
import { NO_COUNTRY, NO_PARTY, NO_SITE, type Actor } from '../../platform/access/index.js';
import { together } from '../../platform/graphql/index.js';
import { joinStanding, STANDING, type Standing } from './standing.js';

interface ActorRow extends Standing {
  userId: string;
  userName: string;
  locale: string;
  duties: Duty[];
  /** An account of the demo, whose password everybody knows. */
  demo: boolean;
}

const ACTOR = statement({
  name: 'actors',
  text: `
  SELECT a.n, found.*
  FROM ROWS FROM (unnest($1::uuid[]), unnest($2::uuid[])) WITH ORDINALITY AS a (user_id, site_id, n)
  CROSS JOIN LATERAL (
    SELECT u.id AS "userId", u.name AS "userName", u.locale, m.duties, ${STANDING}, u.demo
    FROM membership m
    JOIN app_user u ON u.id = m.user_id
    ${joinStanding('m.site_id')}
    WHERE m.user_id = a.user_id AND m.site_id = a.site_id LIMIT 1) found`,
});

/** Makes the actor of a person at a site. Rights are read afresh for every request: what was taken away is gone. */
@Injectable()
export class ActorReader {
  readonly #rowOf: (place: Place) => Promise<ActorRow | null>;

  constructor(
    private readonly database: DataSource,
    private readonly config: Config,
  ) {
    this.#rowOf = together(async (places) => {
      const rows = await prepared<ActorRow & { n: number }>(database, ACTOR, [
        places.map(({ userId }) => userId),
        places.map(({ siteId }) => siteId),
      ]);
      const found = new Map(rows.map(({ n, ...row }) => [n, row]));
      return places.map((_, index) => found.get(index + 1) ?? null);
    });
  }

  /**
   * @returns null when the person does not (or no longer) work at the site, and outside of a demo for its accounts, which
   * a database that began as one still has.
   */
  async read(userId: string, siteId: string, sessionId: string): Promise<Actor | null> {
    const found = await this.#rowOf({ userId, siteId });
    if (!found) return null;
    const { demo, ...row } = found;
    if (demo && !this.config.demo) return null;
    return { ...row, sessionId, can: (permission) => can(row, permission) };
  }

  /** @returns null for somebody who has no patient's account, and outside of a demo for its accounts */
  async patient(userId: string, sessionId: string): Promise<Actor | null> {
    const [found] = await this.database.query<Pick<ActorRow, 'userId' | 'userName' | 'locale' | 'demo'>[]>(
      `SELECT id AS "userId", name AS "userName", locale, demo FROM app_user WHERE id = $1 AND patient`,
      [userId],
    );
    if (!found || (found.demo && !this.config.demo)) return null;
    const bearer = { roles: ['PATIENT'], duties: [], active: true } as const;
    return {
      userId,
      userName: found.userName,
      locale: found.locale,
      roles: [],
      duties: [],
      active: true,
      siteId: NO_SITE,
      organisationId: NO_SITE,
      partyId: NO_PARTY,
      partyIds: [],
      market: 'EU',
      country: NO_COUNTRY,
      sessionId,
      can: (permission) => can(bearer, permission),
    };
  }
}

/** Somebody's place of work. */
interface Place {
  readonly userId: string;
  readonly siteId: string;
}
