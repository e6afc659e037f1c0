import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { systemActor, type Actor, type Exchange } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { isId, newId } from '../../platform/ids/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { ActorReader } from '../parties/index.js';
import { CodeProof } from './code-proof.js';
import { OwnAccountReader } from './own-account.reader.js';
import { PasskeyProof } from './passkey-proof.js';
import { PasswordProof } from './password-proof.js';
import { PendingSignInStore } from './pending-sign-in.store.js';
import { seenIn } from './seen-in.js';
import { SessionStore } from './session.store.js';
import { SignInCookies } from './sign-in-cookies.js';

/** At which of the two doors somebody stands: that of people at work, or that of patients. */
export type Door = 'work' | 'patient';

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
    private readonly codes: CodeProof,
    private readonly passkeys: PasskeyProof,
    private readonly pending: PendingSignInStore,
    private readonly account: OwnAccountReader,
  ) {}

  /** @throws DomainError SIGN_IN_FAILED, TOO_MANY, NO_SITE, NO_RECORD, CSRF, SECOND_STEP_NEEDED */
  async signIn(exchange: Exchange, { email, password, siteId }: SignIn, door: Door = 'work'): Promise<Actor> {
    this.cookies.assertOwnOrigin(exchange.req);
    const userId = await this.passwords.ofEmail(exchange, email, password);
    const { codesSince } = await this.account.factors({ userId });
    if (codesSince === null) return this.enter(exchange, userId, siteId, 'password', door);
    const terminalId = this.cookies.ensureTerminal(exchange);
    const step = await this.work.run(systemActor('sign-in'), 'session.attempt', (tx) =>
      this.pending.open(tx, { userId, siteId: isId(siteId ?? '') ? siteId! : null, terminalId }),
    );
    this.cookies.setStep(exchange.reply, step);
    throw new DomainError('SECOND_STEP_NEEDED', 'Type the code that your authenticator app shows.');
  }

  /** @throws DomainError PASSKEY_REFUSED, NO_SITE, CSRF */
  async signInWithPasskey(
    exchange: Exchange,
    { response, siteId }: { readonly response: unknown; readonly siteId?: string | null },
  ): Promise<Actor> {
    this.cookies.assertOwnOrigin(exchange.req);
    const terminalId = this.cookies.ensureTerminal(exchange);
    const userId = await this.passkeys.check('sign-in', { terminalId, sessionId: null }, response);
    return this.enter(exchange, userId, siteId, 'passkey');
  }

  /** The second step, in the browser of the first. @throws DomainError SECOND_STEP_OVER, CODE_WRONG, TOO_MANY, NO_SITE */
  async confirm(exchange: Exchange, code: string, door: Door = 'work'): Promise<Actor> {
    this.cookies.assertOwnOrigin(exchange.req);
    const token = this.cookies.stepToken(exchange.req);
    const terminalId = this.cookies.terminalOf(exchange.req);
    const pending = await this.work.run(systemActor('sign-in'), 'session.attempt', (tx) =>
      this.pending.find(tx, token, terminalId),
    );
    if (!pending)
      throw new DomainError('SECOND_STEP_OVER', 'This took too long. Begin again with your password.');
    const kind = await this.codes.check(pending.userId, code, { recovery: true, terminalId });
    this.cookies.clearStep(exchange.reply);
    return this.enter(exchange, pending.userId, pending.siteId, `password and ${kind}`, door);
  }

  /** Opens the session of a person who has shown who they are. @throws DomainError NO_SITE, NO_RECORD */
  async enter(
    exchange: Exchange,
    userId: string,
    wanted: string | null | undefined,
    factors: 'password' | 'passkey' | 'invitation' | `password and ${string}` | 'invitation and passkey',
    door: Door = 'work',
  ): Promise<Actor> {
    const terminalId = this.cookies.ensureTerminal(exchange);
    const actor =
      door === 'patient'
        ? await this.actors.patient(userId, newId())
        : await this.actors.read(userId, await this.chooseSite(userId, wanted), newId());
    if (!actor) throw nothingBehind(door);
    const isWeak = factors === 'password' && (await this.account.factors(actor)).passkeys > 0;
    const tokens = await this.work.run(actor, 'session.sign-in', async (tx) => {
      const { siteId, sessionId: id } = actor;
      tx.audit({ type: 'session', id }, { with: factors });
      await this.pending.end(tx, terminalId);
      await this.sessions.endAtTerminal(tx, terminalId, userId);
      const session = { id, userId, siteId, terminalId, ...seenIn(exchange.req) };
      const secondFactor = factors !== 'password' && factors !== 'invitation';
      // Who has a passkey and came with the password alone has yet to show it for what weighs more.
      return this.sessions.open(tx, session, { secondFactor, ...(isWeak && { freshUntil: null }) });
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

function nothingBehind(door: Door): DomainError {
  return door === 'patient'
    ? new DomainError('NO_RECORD', 'This account keeps no record. People at work sign in at their own page.')
    : new DomainError('NO_SITE', 'You are not a member of this site. Ask whoever manages it.');
}
