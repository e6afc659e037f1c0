import type { Duty } from '@custodia/access';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '../../config.js';
import {
  isSystem,
  systemActor,
  type Actor,
  type Author,
  type Exchange,
} from '../../platform/access/index.js';
import { DomainError, isUniqueViolation, notFound } from '../../platform/errors/index.js';
import { isId, newId } from '../../platform/ids/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import type { Asker } from './passkey-challenge.store.js';
import { PasskeysService, type MadePasskey } from './passkeys.service.js';
import { checkEmail, checkName } from './people.rules.js';
import { hashSecret } from './secret-hash.js';
import { checkPassword } from './secret.rules.js';
import { seenIn } from './seen-in.js';
import { SignInCookies } from './sign-in-cookies.js';
import { SignInService } from './sign-in.service.js';
import { sameHash, Tokens } from './token.js';

const GOOD_FOR_MS = 72 * 3_600_000;
const MOST_OPEN = 200;

export interface NewInvitation {
  readonly siteId: string;
  readonly email: string;
  readonly duties: readonly Duty[];
}

/** What whoever holds the link may know of it. */
export interface HeldInvitation {
  /** The account that is made of it takes the same one: a passkey is made for an id, before there is the account. */
  readonly id: string;
  readonly siteId: string;
  readonly siteName: string;
  readonly email: string;
  readonly duties: Duty[];
  readonly expiresAt: Date;
  /** Whether somebody with this email has an account, and signs in with it to accept. */
  readonly known: boolean;
}

export interface NewAccount {
  readonly token: string;
  readonly name: string;
  /** Either this, or a passkey. */
  readonly password?: string | null;
  /** What the browser answered to `passkeyOptions`. */
  readonly passkey?: unknown;
  readonly locale?: string | null;
}

/** How a new person will sign in: one of them. */
type FirstFactor = { readonly hash: string } | { readonly passkey: MadePasskey };

/** Invitations to work at a site: a link that is good once, for three days, and kept as a hash. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly tokens: Tokens,
    private readonly config: Config,
    private readonly cookies: SignInCookies,
    private readonly signIns: SignInService,
    private readonly passkeys: PasskeysService,
  ) {}

  /** Replaces an earlier invitation of the same email. @returns the link, which is shown this once. @throws ALREADY_MEMBER */
  invite(author: Author, invitation: NewInvitation): Promise<{ id: string; link: string }> {
    const { siteId, duties } = invitation;
    const email = checkEmail(invitation.email);
    const id = newId();
    const token = this.tokens.make(id);
    return this.work.run(author, 'people.invite', async (tx) => {
      const [member] = await tx.sql(
        `SELECT 1 FROM membership m JOIN app_user u ON u.id = m.user_id
         WHERE m.site_id = $1 AND lower(u.email) = lower($2)`,
        [siteId, email],
      );
      if (member)
        throw new DomainError('ALREADY_MEMBER', 'Somebody with this email works at your site already.');
      await tx.sql(
        'UPDATE invitation SET ended_at = $3 WHERE site_id = $1 AND lower(email) = lower($2) AND ended_at IS NULL',
        [siteId, email, tx.now],
      );
      await assertNotTooMany(tx, siteId);
      await tx.sql(
        `INSERT INTO invitation (id, site_id, email, duties, token_hash, invited_by, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          id,
          siteId,
          email,
          duties,
          token.hash,
          isSystem(author) ? null : author.userId,
          tx.now,
          new Date(tx.now.getTime() + GOOD_FOR_MS),
        ],
      );
      // The email stays out of the trail, which is kept for years.
      tx.audit({ type: 'invitation', id }, { duties: [...duties], siteId });
      // Behind the #, where browsers keep it to themselves: it comes into no log.
      return { id, link: `${this.config.publicOrigin}/join#${token.text}` };
    });
  }

  /** @throws DomainError NOT_FOUND for one of another site, or that is over. */
  async revoke(actor: Actor, id: string): Promise<void> {
    await this.work.run(actor, 'people.revoke-invitation', async (tx) => {
      const [ended] = isId(id)
        ? await tx.sql(
            'UPDATE invitation SET ended_at = $3 WHERE id = $1 AND site_id = $2 AND ended_at IS NULL RETURNING id',
            [id, actor.siteId, tx.now],
          )
        : [];
      if (!ended) throw notFound('invitation');
      tx.audit({ type: 'invitation', id });
    });
  }

  /** @throws DomainError INVITATION_OVER */
  async held(token: string): Promise<HeldInvitation> {
    return this.find((text, params) => this.database.query(text, params), token);
  }

  /** For a passkey in place of a password. @throws DomainError INVITATION_OVER, BAD_INPUT, CSRF */
  async passkeyOptions(exchange: Exchange, token: string, wanted: string): Promise<unknown> {
    this.cookies.assertOwnOrigin(exchange.req);
    const { id, email } = await this.held(token);
    const name = checkName(wanted);
    return this.passkeys.options('join', this.askerOf(exchange), { userId: id, email, name });
  }

  /**
   * Somebody who has no account yet makes one, and is signed in.
   * @throws DomainError INVITATION_OVER, WEAK_SECRET, PASSKEY_REFUSED, EMAIL_TAKEN, BAD_INPUT, CSRF
   */
  async accept(exchange: Exchange, { token, ...person }: NewAccount): Promise<Actor> {
    this.cookies.assertOwnOrigin(exchange.req);
    const { id: userId, email } = await this.held(token);
    const name = checkName(person.name);
    const factor = await this.firstFactor(exchange, person, [email, name]);
    const invitation = await this.work.run(systemActor('invitation'), 'user.add', async (tx) => {
      const found = await this.spend(tx, token);
      try {
        await tx.sql(
          `INSERT INTO app_user (id, email, name, locale, password_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
          [userId, found.email, name, person.locale ?? 'en', 'hash' in factor ? factor.hash : null, tx.now],
        );
      } catch (error) {
        if (!isUniqueViolation(error, 'app_user_email')) throw error;
        throw new DomainError('EMAIL_TAKEN', 'You have an account. Sign in, then open the invitation again.');
      }
      if ('passkey' in factor) {
        const called = seenIn(exchange.req).device || 'Passkey';
        await this.passkeys.keep(tx, userId, called, factor.passkey);
      }
      await join(tx, userId, found);
      const by = 'passkey' in factor ? 'passkey' : 'password';
      tx.audit({ type: 'user', id: userId }, { invitation: found.id, siteId: found.siteId, by });
      return found;
    });
    const factors = 'passkey' in factor ? 'invitation and passkey' : 'invitation';
    return this.signIns.enter(exchange, userId, invitation.siteId, factors);
  }

  /** Somebody who has an account joins another site, and goes on there. @throws DomainError INVITATION_OVER, ALREADY_MEMBER */
  async join(exchange: Exchange, actor: Actor, token: string): Promise<Actor> {
    const { siteId } = await this.work.run(actor, 'people.join', async (tx) => {
      const found = await this.spend(tx, token);
      const [own] = await tx.sql(
        'SELECT 1 FROM app_user WHERE id = $1 AND lower(email) = lower($2) AND NOT patient',
        [actor.userId, found.email],
      );
      if (!own)
        throw over('This invitation is for another account. Sign in with the one that it was sent to.');
      await join(tx, actor.userId, found);
      tx.audit({ type: 'user', id: actor.userId }, { invitation: found.id, siteId: found.siteId });
      return found;
    });
    return this.signIns.selectSite(exchange, actor, siteId);
  }

  private async firstFactor(
    exchange: Exchange,
    { password, passkey }: Pick<NewAccount, 'password' | 'passkey'>,
    own: string[],
  ): Promise<FirstFactor> {
    if (password && !passkey) {
      checkPassword(password, own);
      return { hash: await hashSecret(password) };
    }
    if (passkey && !password)
      return { passkey: await this.passkeys.verify('join', this.askerOf(exchange), passkey) };
    throw new DomainError('BAD_INPUT', 'Choose a password, or make a passkey: one of them.');
  }

  private askerOf(exchange: Exchange): Asker {
    return { terminalId: this.cookies.ensureTerminal(exchange), sessionId: null };
  }

  /** Of two that use a link at the same moment, one does. */
  private async spend(tx: Tx, token: string): Promise<HeldInvitation> {
    const found = await this.find((text, params) => tx.sql(text, params), token);
    const [spent] = await tx.sql(
      'UPDATE invitation SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL RETURNING id',
      [found.id, tx.now],
    );
    if (!spent) throw over();
    return found;
  }

  private async find(
    sql: (text: string, params: unknown[]) => Promise<(HeldInvitation & { hash: Buffer })[]>,
    text: string,
  ): Promise<HeldInvitation> {
    const token = this.tokens.read(text);
    const [row] = token
      ? await sql(
          `SELECT i.id, i.site_id AS "siteId", s.name AS "siteName", i.email, i.duties, i.token_hash AS hash,
                  i.expires_at AS "expiresAt",
                  EXISTS (SELECT 1 FROM app_user u WHERE lower(u.email) = lower(i.email) AND NOT u.patient) AS known
           FROM invitation i JOIN site s ON s.id = i.site_id
           WHERE i.id = $1 AND i.ended_at IS NULL AND i.expires_at > now()`,
          [token.id],
        )
      : [];
    if (!token || !row || !sameHash(token.hash, row.hash)) throw over();
    const { hash: _, ...invitation } = row;
    return invitation;
  }
}

async function join(tx: Tx, userId: string, { siteId, duties }: HeldInvitation): Promise<void> {
  const made = await tx.sql(
    'INSERT INTO membership (user_id, site_id, duties) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING user_id',
    [userId, siteId, duties],
  );
  if (made.length === 0) throw new DomainError('ALREADY_MEMBER', 'You work at this site already.');
}

async function assertNotTooMany(tx: Tx, siteId: string): Promise<void> {
  const [open] = await tx.sql<{ count: number }>(
    'SELECT count(*)::int AS count FROM invitation WHERE site_id = $1 AND ended_at IS NULL AND expires_at > now()',
    [siteId],
  );
  if (open!.count >= MOST_OPEN)
    throw new DomainError(
      'BAD_INPUT',
      `${MOST_OPEN} invitations are open. Take some back before you send others.`,
    );
}

function over(why = 'This invitation was used, taken back, or is too old. Ask for a new one.'): DomainError {
  return new DomainError('INVITATION_OVER', why);
}
