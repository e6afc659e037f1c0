import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { ColumnSeal } from '../../platform/secrets/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { totpPlace } from './code-proof.js';
import { newRecoveryCode, RECOVERY_CODES, recoveryHash } from './recovery-code.rules.js';
import { SessionStore } from './session.store.js';
import { stepOfCode, totpText, totpUri } from './totp.rules.js';

/** RFC 4226, 4: 160 bits are recommended. */
const SECRET_BYTES = 20;

export interface NewTotp {
  readonly uri: string;
  readonly secret: string;
}

/** Codes of an authenticator app as the second step of signing in. */
@Injectable()
export class SecondFactorService {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly seal: ColumnSeal,
    private readonly sessions: SessionStore,
  ) {}

  /** A secret counts only when a code of it was typed: beginning again makes another. @throws SECOND_FACTOR_EXISTS */
  async begin(actor: Actor): Promise<NewTotp> {
    const { userId } = actor;
    const secret = randomBytes(SECRET_BYTES);
    const sealed = await this.seal.seal(totpPlace(userId), secret);
    const email = await this.work.run(actor, 'user.begin-totp', async (tx) => {
      tx.audit({ type: 'user', id: userId });
      const made = await tx.sql(
        `INSERT INTO totp (user_id, secret, created_at) VALUES ($1, $2, $3)
         ON CONFLICT (user_id) DO UPDATE SET secret = $2, created_at = $3, last_step = 0
         WHERE totp.confirmed_at IS NULL RETURNING user_id`,
        [userId, sealed, tx.now],
      );
      if (made.length === 0)
        throw new DomainError('SECOND_FACTOR_EXISTS', 'Codes are set up already. Remove them first.');
      const [user] = await tx.sql<{ email: string }>('SELECT email FROM app_user WHERE id = $1', [userId]);
      return user!.email;
    });
    return { uri: totpUri(secret, email), secret: totpText(secret) };
  }

  /** @returns the recovery codes, which are shown this once. @throws DomainError CODE_WRONG */
  async confirm(actor: Actor, code: string): Promise<string[]> {
    const { userId } = actor;
    const [row] = await this.database.query<{ secret: Buffer }[]>(
      'SELECT secret FROM totp WHERE user_id = $1 AND confirmed_at IS NULL',
      [userId],
    );
    const secret = row && (await this.seal.open(totpPlace(userId), row.secret));
    const step = secret && stepOfCode(secret, code, new Date());
    if (!secret || step === null || step === undefined)
      throw new DomainError('CODE_WRONG', 'This is not the code that the app shows now. Is its clock right?');
    return this.work.run(actor, 'user.set-totp', async (tx) => {
      tx.audit({ type: 'user', id: userId });
      const confirmed = await tx.sql(
        `UPDATE totp SET confirmed_at = $2, last_step = $3 WHERE user_id = $1 AND confirmed_at IS NULL
           AND secret = $4 RETURNING user_id`,
        [userId, tx.now, step, row.secret],
      );
      if (confirmed.length === 0)
        throw new DomainError(
          'SECOND_FACTOR_EXISTS',
          'Codes were set up, or begun anew, in another window. Look there, or begin again.',
        );
      await this.sessions.showSecondFactor(tx, actor.sessionId);
      return this.replaceCodes(tx, userId, secret);
    });
  }

  async remove(actor: Actor): Promise<void> {
    await this.work.run(actor, 'user.remove-totp', async (tx) => {
      tx.audit({ type: 'user', id: actor.userId });
      await tx.sql('DELETE FROM recovery_code WHERE user_id = $1', [actor.userId]);
      await tx.sql('DELETE FROM totp WHERE user_id = $1', [actor.userId]);
      await this.sessions.forgetSecondFactor(tx, actor.userId);
    });
  }

  /** The codes so far no longer count. @returns the new ones, which are shown this once. */
  async renewCodes(actor: Actor): Promise<string[]> {
    const secret = await this.secretOf(actor);
    return this.work.run(actor, 'user.renew-recovery-codes', async (tx) => {
      tx.audit({ type: 'user', id: actor.userId });
      return this.replaceCodes(tx, actor.userId, secret);
    });
  }

  /** @throws DomainError BAD_INPUT where no app is set up */
  private async secretOf({ userId }: Actor): Promise<Buffer> {
    const [row] = await this.database.query<{ secret: Buffer }[]>(
      'SELECT secret FROM totp WHERE user_id = $1 AND confirmed_at IS NOT NULL',
      [userId],
    );
    if (!row)
      throw new DomainError(
        'BAD_INPUT',
        'Recovery codes stand in for an authenticator app. Set one up first.',
      );
    return this.seal.open(totpPlace(userId), row.secret);
  }

  private async replaceCodes(tx: Tx, userId: string, secret: Buffer): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
    await tx.sql('DELETE FROM recovery_code WHERE user_id = $1', [userId]);
    await tx.sql('INSERT INTO recovery_code (user_id, hash) SELECT $1, unnest($2::bytea[])', [
      userId,
      codes.map((code) => recoveryHash(code, userId, secret)),
    ]);
    return codes;
  }
}
