import {
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '../../config.js';
import { systemActor } from '../../platform/access/index.js';
import { bytesOfId } from '../../platform/ids/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { PasskeyChallengeStore, type Asker, type Purpose } from './passkey-challenge.store.js';
import { passkeyRefused, readAuthentication } from './passkey-response.js';

interface PasskeyRow {
  id: string;
  user_id: string;
  public_key: Buffer;
  counter: string;
}

/** Whether somebody holds a passkey: a key that their device shows only after a finger, a face or its own PIN. */
@Injectable()
export class PasskeyProof {
  readonly #logger = new Logger(PasskeyProof.name);

  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly challenges: PasskeyChallengeStore,
    private readonly config: Config,
  ) {}

  /** What the browser needs; which accounts have passkeys is not told. */
  async options(purpose: Purpose, asker: Asker): Promise<PublicKeyCredentialRequestOptionsJSON> {
    return generateAuthenticationOptions({
      rpID: this.config.passkeyDomain,
      challenge: await this.challenges.make(purpose, asker),
      userVerification: 'required',
    });
  }

  /** @returns the person. @throws DomainError PASSKEY_REFUSED */
  async check(purpose: Purpose, asker: Asker, answer: unknown): Promise<string> {
    const response = readAuthentication(answer);
    const [row] = await this.database.query<PasskeyRow[]>(
      'SELECT id, user_id, public_key, counter FROM passkey WHERE credential_id = $1',
      [Buffer.from(response.id, 'base64url')],
    );
    const counter = row && (await this.newCounter(row, response, purpose, asker));
    if (!row || counter === undefined) throw passkeyRefused();
    await this.work.run(systemActor('sign-in'), 'session.attempt', (tx) =>
      tx.sql('UPDATE passkey SET counter = greatest(counter, $2), last_used_at = $3 WHERE id = $1', [
        row.id,
        counter,
        tx.now,
      ]),
    );
    return row.user_id;
  }

  /** Undefined where anything is wrong, a counter that did not grow included (WebAuthn 3, 7.2 step 22). */
  private async newCounter(
    row: PasskeyRow,
    response: ReturnType<typeof readAuthentication>,
    purpose: Purpose,
    asker: Asker,
  ): Promise<number | undefined> {
    const { userHandle } = response.response;
    if (userHandle !== undefined && userHandle !== handleOf(row.user_id)) return undefined;
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response,
        expectedChallenge: (challenge) => this.challenges.spend(challenge, purpose, asker),
        expectedOrigin: this.config.publicOrigin,
        expectedRPID: this.config.passkeyDomain,
        credential: {
          id: response.id,
          publicKey: new Uint8Array(row.public_key),
          counter: Number(row.counter),
        },
        requireUserVerification: true,
      });
      return verified ? authenticationInfo.newCounter : undefined;
    } catch (error) {
      this.#logger.warn(`A passkey was refused: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }
}

/** A person as authenticators know them: random bytes that say nothing. */
export function handleOf(userId: string): string {
  return bytesOfId(userId).toString('base64url');
}
