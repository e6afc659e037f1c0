import { Injectable } from '@nestjs/common';
import type { Actor, Exchange } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { CodeProof } from './code-proof.js';
import { OwnAccountReader } from './own-account.reader.js';
import { PasskeyProof } from './passkey-proof.js';
import { passkeyRefused } from './passkey-response.js';
import { PasswordProof } from './password-proof.js';
import { SignInCookies } from './sign-in-cookies.js';
import { SessionStore } from './session.store.js';

/** One of them. */
export interface Proof {
  readonly password?: string | null;
  readonly code?: string | null;
  /** What the browser answered. */
  readonly passkey?: unknown;
}

/** Shows once more that the person of a session sits there: for what weighs more than the rest. */
@Injectable()
export class StepUpService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly passwords: PasswordProof,
    private readonly codes: CodeProof,
    private readonly passkeys: PasskeyProof,
    private readonly cookies: SignInCookies,
    private readonly account: OwnAccountReader,
    private readonly sessions: SessionStore,
  ) {}

  /** @throws DomainError BAD_INPUT, STRONGER_FACTOR_NEEDED, SIGN_IN_FAILED, CODE_WRONG, PASSKEY_REFUSED, TOO_MANY */
  async stepUp(exchange: Exchange, actor: Actor, { password, code, passkey }: Proof): Promise<void> {
    if (password) {
      await this.assertNothingStronger(actor);
      await this.passwords.ofPerson(exchange, actor.userId, password);
      return this.refresh(actor, 'password');
    }
    if (passkey) {
      const asker = this.cookies.askerOf(exchange, actor.sessionId);
      const userId = await this.passkeys.check('step-up', asker, passkey);
      if (userId !== actor.userId) throw passkeyRefused();
      return this.refresh(actor, 'passkey');
    }
    if (!code) throw new DomainError('BAD_INPUT', 'Give the password, a code or a passkey.');
    const { terminalId } = this.cookies.askerOf(exchange, actor.sessionId);
    await this.codes.check(actor.userId, code, { recovery: false, terminalId });
    return this.refresh(actor, 'code');
  }

  /** Whoever has learned the password, and sits at an open session, would else get round the second factor. */
  private async assertNothingStronger(actor: Actor): Promise<void> {
    const { codesSince, passkeys } = await this.account.factors(actor);
    if (codesSince !== null || passkeys > 0)
      throw new DomainError(
        'STRONGER_FACTOR_NEEDED',
        'The password is not enough for this. Show a code of your authenticator app, or a passkey.',
      );
  }

  private async refresh(actor: Actor, factor: 'password' | 'passkey' | 'code'): Promise<void> {
    await this.work.run(actor, 'session.step-up', async (tx) => {
      tx.audit({ type: 'session', id: actor.sessionId }, { with: factor });
      await this.sessions.refresh(tx, actor.sessionId);
      if (factor !== 'password') await this.sessions.showSecondFactor(tx, actor.sessionId);
    });
  }
}
