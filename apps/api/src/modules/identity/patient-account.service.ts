import { Injectable } from '@nestjs/common';
import { systemActor, type Actor, type Author, type Exchange } from '../../platform/access/index.js';
import { DomainError, isUniqueViolation } from '../../platform/errors/index.js';
import { newId } from '../../platform/ids/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { hashSecret } from './secret-hash.js';
import { checkPassword } from './secret.rules.js';
import { SignInCookies } from './sign-in-cookies.js';
import { SignInService } from './sign-in.service.js';
import { SignInThrottle } from './sign-in-throttle.js';

export interface NewPatient {
  readonly email: string;
  readonly password: string;
  readonly locale: string;
  /** Of the demo, whose password everybody knows. */
  readonly demo?: boolean;
}

const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,190}$/;
const LOCALE = /^[a-z]{2}(-[A-Z]{2})?$/;

/** Accounts of patients: open to everybody, at no site, and without a name. What opens the record is none of its business. */
@Injectable()
export class PatientAccountService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cookies: SignInCookies,
    private readonly throttle: SignInThrottle,
    private readonly signIns: SignInService,
  ) {}

  /** @throws DomainError BAD_INPUT, WEAK_SECRET, EMAIL_TAKEN, TOO_MANY after some from one address, CSRF */
  async signUp(exchange: Exchange, asked: NewPatient): Promise<Actor> {
    this.cookies.assertOwnOrigin(exchange.req);
    // It is never taken back: each sign-up counts as an attempt of its address.
    const nobody = { terminalId: null, userId: null };
    await this.throttle.begin(exchange.req.ip, `sign-up ${exchange.req.ip}`, nobody);
    const userId = await this.add(systemActor('sign-up'), asked);
    return this.signIns.enter(exchange, userId, null, 'password', 'patient');
  }

  /** @throws DomainError BAD_INPUT, WEAK_SECRET, EMAIL_TAKEN */
  async add(author: Author, { email, password, locale, demo = false }: NewPatient): Promise<string> {
    if (!EMAIL.test(email)) throw new DomainError('BAD_INPUT', 'This is not an email address.');
    if (!demo) checkPassword(password, [email]);
    const passwordHash = await hashSecret(password);
    const id = newId();
    await this.work.run(author, 'user.add', async (tx) => {
      tx.audit({ type: 'user', id }, { patient: true });
      try {
        await tx.sql(
          `INSERT INTO app_user (id, email, name, locale, password_hash, demo, patient, created_at)
           VALUES ($1, $2, '', $3, $4, $5, true, $6)`,
          [id, email, LOCALE.test(locale) ? locale : 'en', passwordHash, demo, tx.now],
        );
      } catch (error) {
        if (!isUniqueViolation(error, 'app_user_email')) throw error;
        throw new DomainError('EMAIL_TAKEN', 'There is an account with this email already.');
      }
    });
    return id;
  }
}
