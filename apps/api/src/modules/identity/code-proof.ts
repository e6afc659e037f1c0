import { Injectable } from '@nestjs/common';
import { hkdfSync } from 'node:crypto';
import { Config } from '../../config.js';
import { systemActor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { ColumnSeal } from '../../platform/secrets/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { readRecoveryCode, recoveryHash } from './recovery-code.rules.js';
import { stepOfCode } from './totp.rules.js';

/** The place of a person's secret, for sealing. */
export const totpPlace = (userId: string) => ({ table: 'totp', column: 'secret', row: userId });

const FREE_TRIES = 10;
const LONGEST_WAIT_S = 900;

interface TriedTotp {
  secret: Buffer;
}

/**
 * Whether somebody holds the second factor of an account. Only whoever has the password, or a session, gets to guess
 * codes, so that here the account itself may be made to wait: strangers cannot lock anybody out.
 */
@Injectable()
export class CodeProof {
  readonly #key: Buffer;

  constructor(
    private readonly work: UnitOfWork,
    private readonly seal: ColumnSeal,
    { secretKey }: Config,
  ) {
    this.#key = Buffer.from(hkdfSync('sha256', secretKey, '', 'custodia/recovery-code/v1', 32));
  }

  /** @returns which kind of code it was. @throws DomainError CODE_WRONG, TOO_MANY */
  async check(
    userId: string,
    typed: string,
    { recovery }: { recovery: boolean },
  ): Promise<'code' | 'recovery code'> {
    const { secret } = await this.countTry(userId);
    if (recovery && readRecoveryCode(typed) && (await this.spend(userId, typed))) return 'recovery code';
    const step = stepOfCode(await this.seal.open(totpPlace(userId), secret), typed, new Date());
    if (step !== null && (await this.take(userId, step))) return 'code';
    await this.record(userId);
    throw new DomainError(
      'CODE_WRONG',
      'This code is wrong or was used before. Wait for the next one and type that.',
    );
  }

  hashOf(code: string, userId: string): Buffer {
    return recoveryHash(code, userId, this.#key);
  }

  /** Counted before the code is looked at, so that many guesses at once do not get more tries. */
  private countTry(userId: string): Promise<TriedTotp> {
    return this.work.run(systemActor('sign-in'), 'session.attempt', async (tx) => {
      const [tried] = await tx.sql<TriedTotp>(
        `UPDATE totp SET failures = failures + 1, failed_at = $2
         WHERE user_id = $1 AND confirmed_at IS NOT NULL AND (failures < ${FREE_TRIES} OR failed_at < $2::timestamptz
           - least(power(2, least(failures - ${FREE_TRIES}, 20)), ${LONGEST_WAIT_S}) * interval '1 second')
         RETURNING secret`,
        [userId, tx.now],
      );
      if (tried) return tried;
      const [set] = await tx.sql('SELECT 1 FROM totp WHERE user_id = $1 AND confirmed_at IS NOT NULL', [
        userId,
      ]);
      if (!set) throw new DomainError('CODE_WRONG', 'No authenticator app is set up for this account.');
      throw new DomainError(
        'TOO_MANY',
        'Too many wrong codes. Wait a quarter of an hour, or use a passkey.',
        {
          retryAfterSeconds: LONGEST_WAIT_S,
        },
      );
    });
  }

  /** A code is good once, and so is every older one (RFC 6238, 5.2). */
  private take(userId: string, step: number): Promise<boolean> {
    return this.changed(
      'UPDATE totp SET last_step = $2, failures = 0 WHERE user_id = $1 AND last_step < $2 RETURNING user_id',
      [userId, step],
    );
  }

  private spend(userId: string, typed: string): Promise<boolean> {
    return this.changed(
      `WITH spent AS (
         UPDATE recovery_code SET used_at = now() WHERE user_id = $1 AND hash = $2 AND used_at IS NULL RETURNING user_id
       ) UPDATE totp SET failures = 0 FROM spent WHERE totp.user_id = spent.user_id RETURNING totp.user_id`,
      [userId, this.hashOf(typed, userId)],
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
