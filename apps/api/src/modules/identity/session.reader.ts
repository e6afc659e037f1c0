import { permissionsOf, type SiteRole } from '@custodia/access';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '../../config.js';
import type { Actor, Exchange } from '../../platform/access/index.js';
import { DEMO_PASSWORD } from './demo.js';
import { lacksSecondFactor } from './required-factor.rules.js';
import type { DemoAccountType, SessionType } from './session.graphql.js';
import { SignInCookies } from './sign-in-cookies.js';
import { SiteReader, type SiteView } from '../parties/index.js';

interface UserRow {
  id: string;
  name: string;
  email: string;
  locale: string;
  has_pin: boolean;
  second_factor: boolean;
  site_ids: string[];
}

interface DemoRow {
  email: string;
  name: string;
  site_name: string;
  roles: SiteRole[];
}

@Injectable()
export class SessionReader {
  constructor(
    private readonly database: DataSource,
    private readonly config: Config,
    private readonly sites: SiteReader,
    private readonly cookies: SignInCookies,
  ) {}

  /** What the screens need to know of the person who is signed in. */
  async sessionOf(exchange: Exchange, actor: Actor): Promise<SessionType> {
    const [user] = await this.database.query<[UserRow]>(
      `SELECT id, name, email, locale, pin_hash IS NOT NULL AS has_pin,
              (SELECT second_factor FROM session WHERE id = $2) AS second_factor,
              ARRAY(SELECT site_id::text FROM membership WHERE user_id = u.id) AS site_ids
       FROM app_user u WHERE id = $1`,
      [actor.userId, actor.sessionId],
    );
    const sites = await Promise.all(user.site_ids.map((id) => this.sites.byId(id)));
    const known = sites
      .filter((site): site is SiteView => site !== null)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const site = known.find(({ id }) => id === actor.siteId);
    if (!site) throw new Error(`Site ${actor.siteId} of a session is not among the user's`);
    const { id, name, email, locale } = user;
    return {
      user: { id, name, email, locale },
      site,
      sites: known,
      roles: site.roles,
      permissions: permissionsOf({
        roles: actor.roles,
        duties: actor.duties,
        active: site.status === 'ACTIVE',
      }),
      csrf: this.cookies.csrfToken(this.cookies.ensureTerminal(exchange)),
      hasPin: user.has_pin,
      lacksSecondFactor: lacksSecondFactor(this.config, actor, user.second_factor),
      demo: this.config.demo,
    };
  }

  /** The accounts of the demo, with their password; none anywhere else. */
  async demoAccounts(): Promise<DemoAccountType[]> {
    if (!this.config.demo) return [];
    const rows = await this.database.query<DemoRow[]>(
      `SELECT u.email, u.name, s.name AS site_name, s.roles
       FROM app_user u JOIN membership m ON m.user_id = u.id JOIN site s ON s.id = m.site_id
       WHERE u.demo ORDER BY u.created_at, u.id, s.name`,
    );
    return rows.map(({ email, name, site_name, roles }) => ({
      email,
      password: DEMO_PASSWORD,
      name,
      siteName: site_name,
      role: roles[0]!,
    }));
  }
}
