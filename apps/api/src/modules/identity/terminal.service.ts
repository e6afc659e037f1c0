import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { systemActor, type Actor, type Exchange } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { isId, newId } from '../../platform/ids/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { ActorReader } from '../parties/index.js';
import { secretMatches } from './secret-hash.js';
import { SessionStore } from './session.store.js';
import { SignInCookies } from './sign-in-cookies.js';

const PIN_TRIES = 5;

export interface Operator {
  readonly id: string;
  readonly name: string;
}

/** A terminal that several people share: each signs in with the password once a day, then switches with a PIN. */
@Injectable()
export class TerminalService {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly actors: ActorReader,
    private readonly sessions: SessionStore,
    private readonly cookies: SignInCookies,
  ) {}

  /** Whoever has signed in at this terminal today and has a PIN. */
  async operators({ req }: Exchange): Promise<Operator[]> {
    const terminalId = this.cookies.terminalOf(req);
    if (!terminalId) return [];
    return this.database.query<Operator[]>(
      `SELECT u.id, u.name FROM session s JOIN app_user u ON u.id = s.user_id
       WHERE s.terminal_id = $1 AND s.ended_at IS NULL AND s.expires_at > now() AND u.pin_hash IS NOT NULL
       ORDER BY u.name, u.id`,
      [terminalId],
    );
  }

  /** @throws DomainError PIN_WRONG with `attemptsLeft`, PASSWORD_NEEDED, CSRF */
  async switchOperator(exchange: Exchange, userId: string, pin: string): Promise<Actor> {
    this.cookies.assertOwnPage(exchange.req);
    const terminalId = this.cookies.terminalOf(exchange.req);
    const session = isId(userId) ? await this.countTry(terminalId, userId) : null;
    // Who waits for a PIN here is told to the terminal anyway; hashing for nobody would only be a way to keep us busy.
    if (!session) throw passwordNeeded();
    if (!(await secretMatches(session.pinHash, pin))) throw await this.refuse(session);

    const actor = await this.actors.read(userId, session.siteId, session.id);
    if (!actor) throw passwordNeeded();
    const tokens = await this.work.run(actor, 'session.switch-operator', async (tx) => {
      tx.audit({ type: 'session', id: session.id });
      await tx.sql('UPDATE session SET pin_failures = 0 WHERE id = $1', [session.id]);
      return this.sessions.reissue(tx, session.id);
    });
    this.cookies.setTokens(exchange.reply, tokens);
    return actor;
  }

  /**
   * Nobody is at the terminal: what was signed in ends. A session of the same person waits for the PIN, and nobody holds
   * its tokens; requests that are on their way for the old one are turned away and no reason to suspect a thief.
   */
  async lock({ reply }: Exchange, actor: Actor): Promise<void> {
    await this.work.run(actor, 'session.lock', async (tx) => {
      tx.audit({ type: 'session', id: actor.sessionId });
      await this.sessions.moveTo(tx, actor.sessionId, { id: newId(), siteId: actor.siteId });
    });
    this.cookies.clearTokens(reply);
  }

  /** Counted before the PIN is looked at, so that many guesses at once do not get more tries. */
  private countTry(terminalId: string | null, userId: string): Promise<TriedSession | null> {
    return this.work.run(systemActor('sign-in'), 'session.attempt', async (tx) => {
      const [session] = await tx.sql<TriedSession>(
        `UPDATE session s SET pin_failures = pin_failures + 1 FROM app_user u
         WHERE u.id = s.user_id AND s.terminal_id = $1 AND s.user_id = $2 AND s.ended_at IS NULL
           AND s.expires_at > now() AND s.pin_failures < ${PIN_TRIES}
         RETURNING s.id, s.site_id AS "siteId", u.id AS "userId", u.pin_hash AS "pinHash", s.pin_failures AS tries`,
        [terminalId, userId],
      );
      return session ?? null;
    });
  }

  /** A session with too many wrong PINs ends, at this terminal only: the password opens a new one. */
  private async refuse({ id, userId, tries }: TriedSession): Promise<DomainError> {
    const attemptsLeft = PIN_TRIES - tries;
    await this.work.run(systemActor('sign-in'), 'session.refuse', async (tx) => {
      tx.audit({ type: 'user', id: userId }, { why: 'wrong PIN', attemptsLeft });
      if (attemptsLeft <= 0) await this.sessions.end(tx, id);
    });
    if (attemptsLeft <= 0) return passwordNeeded();
    return new DomainError('PIN_WRONG', `The PIN is wrong. ${attemptsLeft} more tries.`, { attemptsLeft });
  }
}

interface TriedSession {
  id: string;
  userId: string;
  siteId: string;
  pinHash: string | null;
  tries: number;
}

function passwordNeeded(): DomainError {
  return new DomainError('PASSWORD_NEEDED', 'Sign in with your password on this terminal first.');
}
