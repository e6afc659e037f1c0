import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { systemActor, type Actor, type Exchange } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { isId, newId } from '../../platform/ids/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { ActorReader } from '../parties/index.js';
import { hashSecret, secretMatches } from './secret-hash.js';
import { checkPin } from './secret.rules.js';
import { SessionStore } from './session.store.js';
import { SignInCookies } from './sign-in-cookies.js';
import { SignInThrottle } from './sign-in-throttle.js';

export interface SignIn {
  readonly email: string;
  readonly password: string;
  readonly siteId?: string | null;
}

interface UserRow {
  id: string;
  password_hash: string;
}

@Injectable()
export class SignInService {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly actors: ActorReader,
    private readonly sessions: SessionStore,
    private readonly cookies: SignInCookies,
    private readonly throttle: SignInThrottle,
  ) {}

  /** @throws DomainError SIGN_IN_FAILED, TOO_MANY, NO_SITE, CSRF */
  async signIn(exchange: Exchange, { email, password, siteId }: SignIn): Promise<Actor> {
    this.cookies.assertOwnOrigin(exchange.req);
    const attempt = await this.throttle.begin(exchange.req.ip, email);
    const [user] = await this.database.query<UserRow[]>(
      'SELECT id, password_hash FROM app_user WHERE lower(email) = lower($1)',
      [email],
    );
    if (!(await secretMatches(user?.password_hash ?? null, password)) || !user) {
      if (user) await this.recordRefusal(user.id);
      throw new DomainError('SIGN_IN_FAILED', 'The email or the password is wrong.');
    }
    await attempt.succeed();

    const terminalId = this.cookies.ensureTerminal(exchange);
    const actor = await this.actors.read(user.id, await this.chooseSite(user.id, siteId), newId());
    if (!actor)
      throw new DomainError('NO_SITE', 'You are not a member of this site. Ask whoever manages it.');
    const tokens = await this.work.run(actor, 'session.sign-in', async (tx) => {
      tx.audit({ type: 'session', id: actor.sessionId });
      await this.sessions.endAtTerminal(tx, terminalId, user.id);
      const { userId, siteId: at, sessionId: id } = actor;
      return this.sessions.open(tx, { id, userId, siteId: at, terminalId });
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

  /** @throws DomainError WEAK_SECRET, SIGN_IN_FAILED, TOO_MANY */
  async setPin(exchange: Exchange, actor: Actor, pin: string, password: string): Promise<void> {
    checkPin(pin);
    const attempt = await this.throttle.begin(exchange.req.ip, actor.userId);
    const [user] = await this.database.query<UserRow[]>(
      'SELECT id, password_hash FROM app_user WHERE id = $1',
      [actor.userId],
    );
    if (!(await secretMatches(user?.password_hash ?? null, password))) {
      await this.recordRefusal(actor.userId);
      throw new DomainError('SIGN_IN_FAILED', 'The password is wrong.');
    }
    await attempt.succeed();
    const pinHash = await hashSecret(pin);
    await this.work.run(actor, 'user.set-pin', async (tx) => {
      tx.audit({ type: 'user', id: actor.userId });
      await tx.sql('UPDATE app_user SET pin_hash = $2 WHERE id = $1', [actor.userId, pinHash]);
    });
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

  private recordRefusal(userId: string): Promise<void> {
    return this.work.run(systemActor('sign-in'), 'session.refuse', async (tx) =>
      tx.audit({ type: 'user', id: userId }, { why: 'wrong password' }),
    );
  }
}
