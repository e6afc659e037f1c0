import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemActor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { delayOf, waitOf, type RecentFailures } from './sign-in-throttle.rules.js';

/** An attempt to sign in that has begun. It counts as failed until it is taken back. */
export interface Attempt {
  succeed(): Promise<void>;
}

const RECENT = `interval '15 minutes'`;

/** Slows down guessing, without a way to lock somebody else out: only the guesser's own address is made to wait. */
@Injectable()
export class SignInThrottle {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * Counted before the password is looked at, one after the other, so that many guesses at once see each other.
   * @throws DomainError TOO_MANY with `retryAfterSeconds`.
   */
  async begin(address: string, accountName: string): Promise<Attempt> {
    const account = createHash('sha256').update(accountName.toLowerCase()).digest();
    const delay = await this.work.run(systemActor('sign-in'), 'session.attempt', async (tx) => {
      await tx.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `sign-in ${account.toString('hex')}`,
      ]);
      const failures = await recentFailures(tx, address, account);
      const wait = waitOf(failures, tx.now);
      if (wait > 0) throw tooMany(wait);
      await tx.sql('INSERT INTO sign_in_failure (address, account, at) VALUES ($1, $2, $3)', [
        address,
        account,
        tx.now,
      ]);
      return delayOf(failures);
    });
    await sleep(delay);
    return { succeed: () => this.forget(address, account) };
  }

  private async forget(address: string, account: Buffer): Promise<void> {
    await this.work.run(systemActor('sign-in'), 'session.attempt', (tx) =>
      tx.sql('DELETE FROM sign_in_failure WHERE address = $1 AND account = $2', [address, account]),
    );
  }
}

async function recentFailures(tx: Tx, address: string, account: Buffer): Promise<RecentFailures> {
  const [failures] = await tx.sql<RecentFailures>(
    `SELECT count(*) FILTER (WHERE address = $1 AND account = $2) AS "ofBoth",
            max(at) FILTER (WHERE address = $1 AND account = $2) AS "lastOfBoth",
            count(*) FILTER (WHERE address = $1) AS "ofAddress",
            max(at) FILTER (WHERE address = $1) AS "lastOfAddress",
            count(*) FILTER (WHERE account = $2) AS "ofAccount"
     FROM sign_in_failure WHERE (address = $1 OR account = $2) AND at > now() - ${RECENT}`,
    [address, account],
  );
  return failures!;
}

function tooMany(wait: number): DomainError {
  return new DomainError('TOO_MANY', `Too many attempts to sign in. Try again in ${wait} seconds.`, {
    retryAfterSeconds: wait,
  });
}
