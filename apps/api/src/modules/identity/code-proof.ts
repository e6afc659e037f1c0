import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { systemActor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { ColumnSeal } from '../../platform/secrets/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { readRecoveryCode, recoveryHash } from './recovery-code.rules.js';
import { SignInThrottle, type Attempt } from './sign-in-throttle.js';
import { stepOfCode } from './totp.rules.js';

/** The place of a person's secret, for sealing. */
export const totpPlace = (userId: string) => ({ table: 'totp', column: 'secret', row: userId });

const FREE_TRIES = 10;
const LONGEST_WAIT_S = 900;

/**
 * Whether somebody holds the second factor of an account. Only whoever has the password, or a session, gets to guess
 * codes. Browsers in which the person has been are counted each by itself; all others together, so that a guesser with
 * the password and many addresses gets few tries, and does not keep the person waiting (OWASP, device cookies).
 */
@Injectable()
export class CodeProof {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly seal: ColumnSeal,
    private readonly throttle: SignInThrottle,
  ) {}

  /** @returns which kind of code it was. @throws DomainError CODE_WRONG, TOO_MANY */
  async check(
    userId: string,
    typed: string,
    { recovery, terminalId }: { recovery: boolean; terminalId: string | null },
  ): Promise<'code' | 'recovery code'> {
    const secret = await this.secretOf(userId);
    // Counted before the code is looked at, so that many guesses at once do not get more tries.
    const attempt =
      (await this.throttle.beginWhereKnown({ terminalId, userId })) ?? (await this.beginElsewhere(userId));
    const kind = await this.kindOf(userId, typed, secret, recovery);
    if (kind) {
      await attempt.succeed();
      return kind;
    }
    await this.record(userId);
    throw new DomainError(
      'CODE_WRONG',
      'This code is wrong or was used before. Wait for the next one and type that.',
    );
  }

  private async secretOf(userId: string): Promise<Buffer> {
    const [row] = await this.database.query<{ secret: Buffer }[]>(
      'SELECT secret FROM totp WHERE user_id = $1 AND confirmed_at IS NOT NULL',
      [userId],
    );
    if (!row) throw new DomainError('CODE_WRONG', 'No authenticator app is set up for this account.');
    return this.seal.open(totpPlace(userId), row.secret);
  }

  private async kindOf(
    userId: string,
    typed: string,
    secret: Buffer,
    recovery: boolean,
  ): Promise<'code' | 'recovery code' | null> {
    if (recovery && readRecoveryCode(typed) && (await this.spend(userId, typed, secret)))
      return 'recovery code';
    const step = stepOfCode(secret, typed, new Date());
    return step !== null && (await this.take(userId, step)) ? 'code' : null;
  }

  /** In browsers that the person has never been in. */
  private async beginElsewhere(userId: string): Promise<Attempt> {
    const counted = await this.changed(
      `UPDATE totp SET failures = failures + 1, failed_at = $2
         WHERE user_id = $1 AND confirmed_at IS NOT NULL AND (failures < ${FREE_TRIES} OR failed_at < $2::timestamptz
           - least(power(2, least(failures - ${FREE_TRIES}, 20)), ${LONGEST_WAIT_S}) * interval '1 second')
         RETURNING user_id`,
      [userId, new Date()],
    );
    if (!counted)
      throw new DomainError(
        'TOO_MANY',
        'Too many wrong codes. Wait a quarter of an hour, or use a passkey, or a browser that you have used before.',
        { retryAfterSeconds: LONGEST_WAIT_S },
      );
    return {
      succeed: async () => {
        await this.changed('UPDATE totp SET failures = 0 WHERE user_id = $1 RETURNING user_id', [userId]);
      },
    };
  }

  /** A code is good once, and so is every older one (RFC 6238, 5.2). */
  private take(userId: string, step: number): Promise<boolean> {
    return this.changed(
      'UPDATE totp SET last_step = $2 WHERE user_id = $1 AND last_step < $2 RETURNING user_id',
      [userId, step],
    );
  }

  private spend(userId: string, typed: string, secret: Buffer): Promise<boolean> {
    return this.changed(
      `UPDATE recovery_code SET used_at = now() WHERE user_id = $1 AND hash = $2 AND used_at IS NULL RETURNING user_id`,
      [userId, recoveryHash(typed, userId, secret)],
    );
  }

  private changed(statement: string, values: unknown[]): Promise<boolean> {
    const body = async (tx: Tx) => (await tx.sql(statement, values)).length > 0;
    return this.work.run(systemActor('sign-in'), 'session.attempt', body);
  }

  private record(userId: string): Promise<void> {
    return this.work.run(systemActor('sign-in'), 'session.refuse', async (tx) =>
      tx.audit({ type: 'user', id: userId }, { why: 'wrong code' }),
    );
  }
}
