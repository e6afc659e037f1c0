import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor, Exchange } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { isId } from '../../platform/ids/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { PasswordProof } from './password-proof.js';
import { PendingSignInStore } from './pending-sign-in.store.js';
import { hashSecret } from './secret-hash.js';
import { checkPassword, checkPin } from './secret.rules.js';
import { SessionStore } from './session.store.js';

/** One's own passwords and sessions. */
@Injectable()
export class OwnAccountService {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly passwords: PasswordProof,
    private readonly sessions: SessionStore,
    private readonly pending: PendingSignInStore,
  ) {}

  /** @throws DomainError WEAK_SECRET, SIGN_IN_FAILED, TOO_MANY */
  async setPin(exchange: Exchange, actor: Actor, pin: string, password: string): Promise<void> {
    checkPin(pin);
    await this.passwords.ofPerson(exchange, actor.userId, password);
    const pinHash = await hashSecret(pin);
    await this.work.run(actor, 'user.set-pin', async (tx) => {
      tx.audit({ type: 'user', id: actor.userId });
      await tx.sql('UPDATE app_user SET pin_hash = $2 WHERE id = $1', [actor.userId, pinHash]);
    });
  }

  /**
   * The other sessions end, and so does what the old password has begun: whoever changes a password may do so because
   * somebody else knows it.
   * @returns how many ended. @throws DomainError WEAK_SECRET, SIGN_IN_FAILED, TOO_MANY
   */
  async changePassword(exchange: Exchange, actor: Actor, change: PasswordChange): Promise<number> {
    const [user] = await this.database.query<[{ email: string; name: string }]>(
      'SELECT email, name FROM app_user WHERE id = $1',
      [actor.userId],
    );
    checkPassword(change.newPassword, [user.email, user.name]);
    await this.passwords.ofPerson(exchange, actor.userId, change.password);
    const hash = await hashSecret(change.newPassword);
    return this.work.run(actor, 'user.change-password', async (tx) => {
      await tx.sql('UPDATE app_user SET password_hash = $2 WHERE id = $1', [actor.userId, hash]);
      await this.pending.endAll(tx, actor.userId);
      const ended = await this.sessions.endAll(tx, actor.userId, actor.sessionId);
      tx.audit({ type: 'user', id: actor.userId }, { sessionsEnded: ended });
      return ended;
    });
  }

  /** Of who has signed in with passkeys alone so far. @throws DomainError WEAK_SECRET, BAD_INPUT */
  async setFirstPassword(actor: Actor, password: string): Promise<void> {
    const [user] = await this.database.query<[{ email: string; name: string }]>(
      'SELECT email, name FROM app_user WHERE id = $1',
      [actor.userId],
    );
    checkPassword(password, [user.email, user.name]);
    const hash = await hashSecret(password);
    await this.work.run(actor, 'user.change-password', async (tx) => {
      const set = await tx.sql(
        'UPDATE app_user SET password_hash = $2 WHERE id = $1 AND password_hash IS NULL RETURNING id',
        [actor.userId, hash],
      );
      if (set.length === 0)
        throw new DomainError('BAD_INPUT', 'You have a password already. Change it with the one so far.');
      tx.audit({ type: 'user', id: actor.userId }, { first: true });
    });
  }

  /** @throws DomainError NOT_FOUND for one that is not the person's, or has ended. */
  async endSession(actor: Actor, id: string): Promise<void> {
    await this.work.run(actor, 'session.revoke', async (tx) => {
      const [own] = isId(id)
        ? await tx.sql('SELECT id FROM session WHERE id = $1 AND user_id = $2 AND ended_at IS NULL', [
            id,
            actor.userId,
          ])
        : [];
      if (!own) throw notFound('session');
      await this.sessions.end(tx, id);
      tx.audit({ type: 'session', id });
    });
  }

  endOtherSessions(actor: Actor): Promise<number> {
    return this.work.run(actor, 'session.revoke', async (tx) => {
      const ended = await this.sessions.endAll(tx, actor.userId, actor.sessionId);
      tx.audit({ type: 'user', id: actor.userId }, { sessionsEnded: ended });
      return ended;
    });
  }
}

export interface PasswordChange {
  readonly password: string;
  readonly newPassword: string;
}
