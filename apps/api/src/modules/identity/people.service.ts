import type { Duty } from '@custodia/access';
import { Injectable } from '@nestjs/common';
import type { Author } from '../../platform/access/index.js';
import { DomainError, isUniqueViolation } from '../../platform/errors/index.js';
import { newId } from '../../platform/ids/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { hashSecret } from './secret-hash.js';
import { checkPassword, checkPin } from './secret.rules.js';

export interface NewPerson {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly locale?: string;
  readonly pin?: string;
  /** Shown on the sign-in screen of a demo. */
  readonly demo?: boolean;
  readonly memberships: readonly { readonly siteId: string; readonly duties?: readonly Duty[] }[];
}

/** Users and where they work. */
@Injectable()
export class PeopleService {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws DomainError WEAK_SECRET, EMAIL_TAKEN */
  async add(author: Author, person: NewPerson): Promise<string> {
    // Everybody knows the password of the demo's accounts, and is meant to.
    if (!person.demo) checkPassword(person.password, [person.email, person.name]);
    if (person.pin !== undefined) checkPin(person.pin);
    const passwordHash = await hashSecret(person.password);
    const pinHash = person.pin === undefined ? null : await hashSecret(person.pin);
    const id = newId();
    await this.work.run(author, 'user.add', async (tx) => {
      tx.audit({ type: 'user', id }, { sites: person.memberships.map(({ siteId }) => siteId) });
      try {
        await tx.sql(
          `INSERT INTO app_user (id, email, name, locale, password_hash, pin_hash, demo, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [
            id,
            person.email,
            person.name,
            person.locale ?? 'en',
            passwordHash,
            pinHash,
            person.demo ?? false,
            tx.now,
          ],
        );
      } catch (error) {
        if (!isUniqueViolation(error, 'app_user_email')) throw error;
        throw new DomainError('EMAIL_TAKEN', 'There is an account with this email already.');
      }
      for (const { siteId, duties = [] } of person.memberships) {
        await tx.sql('INSERT INTO membership (user_id, site_id, duties) VALUES ($1, $2, $3)', [
          id,
          siteId,
          duties,
        ]);
      }
    });
    return id;
  }
}
