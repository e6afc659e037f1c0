import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor, Exchange } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { isId, newId } from '../../platform/ids/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { ActorReader } from '../parties/index.js';
import { PasswordProof } from './password-proof.js';
import { seenIn } from './seen-in.js';
import { SessionStore } from './session.store.js';
import { SignInCookies } from './sign-in-cookies.js';

export interface SignIn {
  readonly email: string;
  readonly password: string;
  readonly siteId?: string | null;
}

@Injectable()
export class SignInService {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly actors: ActorReader,
    private readonly sessions: SessionStore,
    private readonly cookies: SignInCookies,
    private readonly passwords: PasswordProof,
  ) {}

  /** @throws DomainError SIGN_IN_FAILED, TOO_MANY, NO_SITE, CSRF */
  async signIn(exchange: Exchange, { email, password, siteId }: SignIn): Promise<Actor> {
    this.cookies.assertOwnOrigin(exchange.req);
    const person = await this.passwords.ofEmail(exchange, email, password);
    const terminalId = this.cookies.ensureTerminal(exchange);
    const actor = await this.actors.read(person, await this.chooseSite(person, siteId), newId());
    if (!actor)
      throw new DomainError('NO_SITE', 'You are not a member of this site. Ask whoever manages it.');
    const tokens = await this.work.run(actor, 'session.sign-in', async (tx) => {
      tx.audit({ type: 'session', id: actor.sessionId });
      await this.sessions.endAtTerminal(tx, terminalId, person);
      const { userId, siteId: at, sessionId: id } = actor;
      return this.sessions.open(tx, { id, userId, siteId: at, terminalId, ...seenIn(exchange.req) });
    });
    this.cookies.setTokens(exchange.reply, tokens);
    return actor;
  }

  async signOut(exchange: Exchange, actor: Actor | null): Promise<void> {
    if (actor) {
      await this.work.run(actor, 'session.sign-out', async (tx) => {
        tx.audit({ type: 'session', id: actor.sessionId });
        await this.sessions.end(tx, actor.sessionId);
      });
    }
    this.cookies.clearTokens(exchange.reply);
  }

  /** Goes on at another site of which the person is a member. */
  async selectSite(exchange: Exchange, actor: Actor, siteId: string): Promise<Actor> {
    const there = isId(siteId) ? await this.actors.read(actor.userId, siteId, newId()) : null;
    if (!there) throw notFound('site');
    const tokens = await this.work.run(there, 'session.select-site', async (tx) => {
      tx.audit({ type: 'session', id: there.sessionId }, { from: actor.siteId, to: siteId });
      return this.sessions.moveTo(tx, actor.sessionId, { id: there.sessionId, siteId });
    });
    this.cookies.setTokens(exchange.reply, tokens);
    return there;
  }

  /** The site asked for, else the one of the last session, else the first by name. */
  private async chooseSite(userId: string, siteId: string | null | undefined): Promise<string> {
    if (siteId) return isId(siteId) ? siteId : newId();
    const [first] = await this.database.query<{ id: string }[]>(
      `SELECT s.id FROM membership m JOIN site s ON s.id = m.site_id
       WHERE m.user_id = $1
       ORDER BY (SELECT max(created_at) FROM session WHERE user_id = m.user_id AND site_id = s.id) DESC NULLS LAST, s.name
       LIMIT 1`,
      [userId],
    );
    return first?.id ?? newId();
  }
}
