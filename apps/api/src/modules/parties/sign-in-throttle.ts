import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { systemActor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { delayOf, waitOf, type RecentFailures } from './sign-in-throttle.rules.js';

/** An attempt to sign in that has begun. It counts as failed until it is taken back. */
export interface Attempt {
  succeed(): Promise<void>;
}

const RECENT = `interval '15 minutes'`;

/** Slows down guessing, without a way to lock somebody else out: only the guesser's own address is made to wait. */
@Injectable()
export class SignInThrottle {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
  ) {}

  /**
   * Counted before the password is looked at, so that many guesses at once see each other.
   * @throws DomainError TOO_MANY with `retryAfterSeconds`.
   */
  async begin(address: string, accountName: string): Promise<Attempt> {
    const account = createHash('sha256').update(accountName.toLowerCase()).digest();
    const failures = await this.recent(address, account);
    const wait = waitOf(failures, new Date());
    if (wait > 0) {
      throw new DomainError('TOO_MANY', `Too many attempts to sign in. Try again in ${wait} seconds.`, {
        retryAfterSeconds: wait,
      });
    }
    await this.work.run(systemActor('sign-in'), 'session.attempt', (tx) =>
      tx.sql('INSERT INTO sign_in_failure (address, account, at) VALUES ($1, $2, $3)', [
        address,
        account,
        tx.now,
      ]),
    );
    await sleep(delayOf(failures));
    return { succeed: () => this.forget(address, account) };
  }

  private async recent(address: string, account: Buffer): Promise<RecentFailures> {
    const [failures] = await this.database.query<[RecentFailures]>(
      `SELECT count(*) FILTER (WHERE address = $1 AND account = $2) AS "ofBoth",
              max(at) FILTER (WHERE address = $1 AND account = $2) AS "lastOfBoth",
              count(*) FILTER (WHERE address = $1) AS "ofAddress",
              max(at) FILTER (WHERE address = $1) AS "lastOfAddress",
              count(*) FILTER (WHERE account = $2) AS "ofAccount"
       FROM sign_in_failure WHERE (address = $1 OR account = $2) AND at > now() - ${RECENT}`,
      [address, account],
    );
    return failures;
  }

  private async forget(address: string, account: Buffer): Promise<void> {
    await this.work.run(systemActor('sign-in'), 'session.attempt', (tx) =>
      tx.sql('DELETE FROM sign_in_failure WHERE address = $1 AND account = $2', [address, account]),
    );
  }
}
