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

/** A browser that asks to get into an account. */
export interface Device {
  readonly terminalId: string | null;
  /** Null for an account that does not exist. */
  readonly userId: string | null;
}

const RECENT = `interval '15 minutes'`;

/**
 * Slows down guessing, without a way to lock somebody else out: only the guesser's own address is made to wait. A
 * browser in which the person has been signed in before is counted by itself (OWASP, device cookies), so that not even
 * a guesser behind the same address keeps the person out.
 */
@Injectable()
export class SignInThrottle {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * Counted before the password is looked at, one after the other, so that many guesses at once see each other.
   * @throws DomainError TOO_MANY with `retryAfterSeconds`.
   */
  async begin(address: string, accountName: string, device: Device): Promise<Attempt> {
    const account = hashOf(accountName);
    const { source, delay } = await this.work.run(systemActor('sign-in'), 'session.attempt', async (tx) => {
      await lock(tx, account);
      const known = await isKnown(tx, device);
      const origin = known ? `device ${device.terminalId}` : address;
      const failures = await count(tx, origin, account);
      return { source: origin, delay: known ? 0 : delayOf(failures) };
    });
    await sleep(delay);
    return { succeed: () => this.forget(source, account) };
  }

  /**
   * The same for whoever is past the password, where strangers are counted elsewhere.
   * @returns null in a browser in which the person has never been. @throws DomainError TOO_MANY
   */
  async beginWhereKnown(device: Device): Promise<Attempt | null> {
    const account = hashOf(`code ${device.userId}`);
    const origin = `device ${device.terminalId}`;
    const known = await this.work.run(systemActor('sign-in'), 'session.attempt', async (tx) => {
      await lock(tx, account);
      if (!(await isKnown(tx, device))) return false;
      await count(tx, origin, account);
      return true;
    });
    return known ? { succeed: () => this.forget(origin, account) } : null;
  }

  private async forget(source: string, account: Buffer): Promise<void> {
    await this.work.run(systemActor('sign-in'), 'session.attempt', (tx) =>
      tx.sql('DELETE FROM sign_in_failure WHERE address = $1 AND account = $2', [source, account]),
    );
  }
}

function hashOf(accountName: string): Buffer {
  return createHash('sha256').update(accountName.toLowerCase()).digest();
}

async function lock(tx: Tx, account: Buffer): Promise<void> {
  const name = `sign-in ${account.toString('hex')}`;
  await tx.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
}

/** @returns the failures before this attempt. @throws DomainError TOO_MANY */
async function count(tx: Tx, origin: string, account: Buffer): Promise<RecentFailures> {
  const failures = await recentFailures(tx, origin, account);
  const wait = waitOf(failures, tx.now);
  if (wait > 0) throw tooMany(wait);
  await tx.sql('INSERT INTO sign_in_failure (address, account, at) VALUES ($1, $2, $3)', [
    origin,
    account,
    tx.now,
  ]);
  return failures;
}

/** Sessions are kept for a month after their end. Somebody who does not exist is looked for all the same. */
async function isKnown(tx: Tx, { terminalId, userId }: Device): Promise<boolean> {
  const [session] = await tx.sql('SELECT 1 FROM session WHERE user_id = $1 AND terminal_id = $2 LIMIT 1', [
    userId,
    terminalId,
  ]);
  return session !== undefined;
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
