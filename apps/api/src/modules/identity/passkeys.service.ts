import {
  generateRegistrationOptions,
  verifyRegistrationResponse,
  type PublicKeyCredentialCreationOptionsJSON,
  type VerifiedRegistrationResponse,
} from '@simplewebauthn/server';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '../../config.js';
import type { Actor } from '../../platform/access/index.js';
import { DomainError, isUniqueViolation, notFound } from '../../platform/errors/index.js';
import { isId, newId } from '../../platform/ids/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { PasskeyChallengeStore, type Asker } from './passkey-challenge.store.js';
import { handleOf } from './passkey-proof.js';
import { passkeyRefused, readRegistration } from './passkey-response.js';
import { SessionStore } from './session.store.js';

const MOST_PASSKEYS = 20;
const LONGEST_NAME = 60;

export interface OwnPasskey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly backedUp: boolean;
}

/** `register`: beside what the person has; `join`: the first one, of somebody who is invited. */
type Occasion = 'register' | 'join';

/** Whose passkey it will be, as the browser shows it. */
export interface Holder {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
}

/** A passkey that a browser made and that was checked. */
export type MadePasskey = NonNullable<VerifiedRegistrationResponse['registrationInfo']>;

const COLUMNS = `id, name, created_at AS "createdAt", last_used_at AS "lastUsedAt", backed_up AS "backedUp"`;

/** One's own passkeys, and the first one of somebody who is invited. */
@Injectable()
export class PasskeysService {
  readonly #logger = new Logger(PasskeysService.name);

  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly challenges: PasskeyChallengeStore,
    private readonly config: Config,
    private readonly sessions: SessionStore,
  ) {}

  list({ userId }: Actor): Promise<OwnPasskey[]> {
    return this.database.query<OwnPasskey[]>(
      `SELECT ${COLUMNS} FROM passkey WHERE user_id = $1 ORDER BY created_at, id`,
      [userId],
    );
  }

  async begin(actor: Actor, asker: Asker): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const rows = await this.database.query<{ email: string; name: string; known: string[] }[]>(
      `SELECT email, name, ARRAY(SELECT encode(credential_id, 'base64') FROM passkey WHERE user_id = u.id) AS known
       FROM app_user u WHERE id = $1`,
      [actor.userId],
    );
    const { email, name, known } = rows[0]!;
    if (known.length >= MOST_PASSKEYS)
      throw new DomainError('BAD_INPUT', `There can be ${MOST_PASSKEYS} passkeys. Remove one first.`);
    return this.options('register', asker, { userId: actor.userId, email, name }, known);
  }

  /** What the browser needs to make one. @param known what the person has already, in base64 */
  async options(
    occasion: Occasion,
    asker: Asker,
    { userId, email, name }: Holder,
    known: readonly string[] = [],
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    return generateRegistrationOptions({
      rpName: 'Custodia',
      rpID: this.config.passkeyDomain,
      userName: email,
      userDisplayName: name,
      userID: new Uint8Array(Buffer.from(handleOf(userId), 'base64url')),
      challenge: await this.challenges.make(occasion, asker),
      excludeCredentials: known.map((id) => ({ id: Buffer.from(id, 'base64').toString('base64url') })),
      // Found without a name being typed, and shown only after a finger, a face or the device's own PIN.
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  }

  /** @throws DomainError PASSKEY_REFUSED, BAD_INPUT */
  async add(actor: Actor, asker: Asker, name: string, answer: unknown): Promise<OwnPasskey> {
    const called = checkName(name);
    const made = await this.verify('register', asker, answer);
    return this.work.run(actor, 'user.add-passkey', async (tx) => {
      const passkey = await this.keep(tx, actor.userId, called, made);
      await this.sessions.showSecondFactor(tx, actor.sessionId);
      tx.audit({ type: 'passkey', id: passkey.id });
      return passkey;
    });
  }

  /** @throws DomainError PASSKEY_REFUSED where somebody has it already */
  async keep(
    tx: Tx,
    userId: string,
    name: string,
    { credential, credentialBackedUp }: MadePasskey,
  ): Promise<OwnPasskey> {
    try {
      const [passkey] = await tx.sql<OwnPasskey>(
        `INSERT INTO passkey (id, user_id, credential_id, public_key, counter, transports, name, backed_up, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING ${COLUMNS}`,
        [
          newId(),
          userId,
          Buffer.from(credential.id, 'base64url'),
          Buffer.from(credential.publicKey),
          credential.counter,
          credential.transports ?? [],
          name,
          credentialBackedUp,
          tx.now,
        ],
      );
      return passkey!;
    } catch (error) {
      if (!isUniqueViolation(error, 'passkey_credential')) throw error;
      throw passkeyRefused();
    }
  }

  /** @throws DomainError NOT_FOUND, BAD_INPUT */
  async rename(actor: Actor, id: string, name: string): Promise<OwnPasskey> {
    const called = checkName(name);
    return this.work.run(actor, 'user.rename-passkey', async (tx) => {
      const [passkey] = isId(id)
        ? await tx.sql<OwnPasskey>(
            `UPDATE passkey SET name = $3 WHERE id = $1 AND user_id = $2 RETURNING ${COLUMNS}`,
            [id, actor.userId, called],
          )
        : [];
      if (!passkey) throw notFound('passkey');
      tx.audit({ type: 'passkey', id });
      return passkey;
    });
  }

  /** @throws DomainError NOT_FOUND, LAST_FACTOR */
  async remove(actor: Actor, id: string): Promise<void> {
    await this.work.run(actor, 'user.remove-passkey', async (tx) => {
      const [user] = await tx.sql<{ hasPassword: boolean }>(
        'SELECT password_hash IS NOT NULL AS "hasPassword" FROM app_user WHERE id = $1 FOR UPDATE',
        [actor.userId],
      );
      const removed = isId(id)
        ? await tx.sql('DELETE FROM passkey WHERE id = $1 AND user_id = $2 RETURNING id', [id, actor.userId])
        : [];
      if (removed.length === 0) throw notFound('passkey');
      const [left] = await tx.sql('SELECT 1 FROM passkey WHERE user_id = $1', [actor.userId]);
      if (!left && !user?.hasPassword)
        throw new DomainError(
          'LAST_FACTOR',
          'This is your only way in. Add another passkey before you remove it.',
        );
      await this.sessions.forgetSecondFactor(tx, actor.userId);
      tx.audit({ type: 'passkey', id });
    });
  }

  /** @throws DomainError PASSKEY_REFUSED */
  async verify(occasion: Occasion, asker: Asker, answer: unknown): Promise<MadePasskey> {
    const response = readRegistration(answer);
    try {
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response,
        expectedChallenge: (challenge) => this.challenges.spend(challenge, occasion, asker),
        expectedOrigin: this.config.publicOrigin,
        expectedRPID: this.config.passkeyDomain,
        requireUserVerification: true,
      });
      if (verified) return registrationInfo;
    } catch (error) {
      this.#logger.warn(
        `A new passkey was refused: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    throw passkeyRefused();
  }
}

function checkName(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '' || trimmed.length > LONGEST_NAME)
    throw new DomainError('BAD_INPUT', `The name of a passkey has 1 to ${LONGEST_NAME} characters.`);
  return trimmed;
}
