import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { systemActor, type Exchange } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { secretMatches } from './secret-hash.js';
import { SignInCookies } from './sign-in-cookies.js';
import { SignInThrottle, type Device } from './sign-in-throttle.js';

/** Stands in the trail for who does not exist; what was typed as an email may be a password. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

interface UserRow {
  id: string;
  password_hash: string | null;
}

/** Whether somebody knows the password of an account: every question counts as a guess until it is right. */
@Injectable()
export class PasswordProof {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly throttle: SignInThrottle,
    private readonly cookies: SignInCookies,
  ) {}

  /** @returns the person. @throws DomainError SIGN_IN_FAILED, TOO_MANY */
  async ofEmail({ req }: Exchange, email: string, password: string): Promise<string> {
    const user = await this.find('lower(email) = lower($1)', email);
    const attempt = await this.throttle.begin(req.ip, email, this.deviceOf(req, user?.id ?? null));
    if (!(await secretMatches(user?.password_hash ?? null, password)) || !user) {
      // For an account that does not exist too, else the time that it takes would tell.
      await this.recordRefusal(user?.id ?? NOBODY);
      throw new DomainError('SIGN_IN_FAILED', 'The email or the password is wrong.');
    }
    await attempt.succeed();
    return user.id;
  }

  /** Of somebody who is signed in. @throws DomainError SIGN_IN_FAILED, TOO_MANY */
  async ofPerson({ req }: Exchange, userId: string, password: string): Promise<void> {
    const attempt = await this.throttle.begin(req.ip, userId, this.deviceOf(req, userId));
    const user = await this.find('id = $1', userId);
    if (!(await secretMatches(user?.password_hash ?? null, password))) {
      await this.recordRefusal(userId);
      throw new DomainError('SIGN_IN_FAILED', 'The password is wrong.');
    }
    await attempt.succeed();
  }

  private deviceOf(request: Exchange['req'], userId: string | null): Device {
    return { terminalId: this.cookies.terminalOf(request), userId };
  }

  private async find(condition: string, value: string): Promise<UserRow | undefined> {
    const [user] = await this.database.query<UserRow[]>(
      `SELECT id, password_hash FROM app_user WHERE ${condition} AND NOT machine`,
      [value],
    );
    return user;
  }

  private recordRefusal(userId: string): Promise<void> {
    return this.work.run(systemActor('sign-in'), 'session.refuse', async (tx) =>
      tx.audit({ type: 'user', id: userId }, { why: 'wrong password' }),
    );
  }
}
