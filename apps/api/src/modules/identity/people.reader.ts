import type { Duty } from '@custodia/access';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { pageOf, pageRequest, type Page, type PageArgs } from '../../platform/graphql/index.js';

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly duties: Duty[];
  readonly lastSeenAt: Date | null;
  readonly self: boolean;
}

export interface OpenInvitation {
  readonly id: string;
  readonly email: string;
  readonly duties: Duty[];
  readonly invitedBy: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

const KEY = `(lower(u.name) || ' ' || u.id::text) COLLATE "C"`;

/** The people of one's own site. */
@Injectable()
export class PeopleReader {
  constructor(private readonly database: DataSource) {}

  async members(actor: Actor, args: PageArgs): Promise<Page<Member>> {
    const request = pageRequest(args);
    const rows = await this.database.query<(Member & { key: string })[]>(
      `SELECT u.id, u.name, u.email, m.duties, u.id = $2 AS self, ${KEY} AS key,
              (SELECT max(renewed_at) FROM session WHERE user_id = u.id AND site_id = m.site_id) AS "lastSeenAt"
       FROM membership m JOIN app_user u ON u.id = m.user_id
       WHERE m.site_id = $1 AND ($3::text IS NULL OR ${KEY} > $3) ORDER BY ${KEY} LIMIT $4`,
      [actor.siteId, actor.userId, request.after, request.limit],
    );
    return pageOf(
      request,
      rows,
      ({ key }) => key,
      async () => {
        const [row] = await this.database.query<[{ count: number }]>(
          'SELECT count(*)::int AS count FROM membership WHERE site_id = $1',
          [actor.siteId],
        );
        return row.count;
      },
    );
  }

  /** There is a limit to how many can be open. */
  invitations({ siteId }: Actor): Promise<OpenInvitation[]> {
    return this.database.query<OpenInvitation[]>(
      `SELECT i.id, i.email, i.duties, u.name AS "invitedBy", i.created_at AS "createdAt", i.expires_at AS "expiresAt"
       FROM invitation i LEFT JOIN app_user u ON u.id = i.invited_by
       WHERE i.site_id = $1 AND i.ended_at IS NULL AND i.expires_at > now() ORDER BY i.created_at DESC, i.id`,
      [siteId],
    );
  }
}
