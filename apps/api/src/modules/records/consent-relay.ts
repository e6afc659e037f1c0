import { isGrantSigned, isRevocationSigned, type ConsentDomain, type Hex } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { bytesToHex } from '../../database/columns.js';
import { Config } from '../../config.js';
import { NO_PARTY, type Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { TokenBuckets } from '../../platform/http/index.js';
import type { Tx } from '../../platform/work/index.js';

export interface SignedConsent {
  readonly commitment: string;
  readonly controller: string;
  readonly deadline: number;
  readonly r: string;
  readonly vs: string;
}

const WORD = /^0x[0-9a-f]{64}$/;
const ADDRESS = /^0x[0-9a-f]{40}$/;
/** Of one patient. Anybody may have an account, and the node pays for what it relays. */
const RATE = { perSecond: 1 / 60, burst: 30 };

/** Hands on to the ledger what a patient's device signed. The outbox is told neither who nor for whom. */
@Injectable()
export class ConsentRelay {
  // In memory: no row says whose consent an operation is.
  readonly #taken = new TokenBuckets(RATE);
  readonly #isLimited: boolean;

  constructor(
    private readonly database: DataSource,
    config: Config,
  ) {
    this.#isLimited = config.rateLimitPerSession > 0;
  }

  /** @throws DomainError CONSENT_INVALID, TOO_MANY */
  async grant(tx: Tx, actor: Actor, signed: SignedConsent, lastDay: number): Promise<string> {
    const { commitment, controller, deadline, r, vs } = checked(signed);
    if (!Number.isInteger(lastDay) || lastDay < 0 || lastDay > 0xffff) throw invalid();
    const message = { commitment, controller, deadline: BigInt(deadline), lastDay, r, vs };
    if (!isGrantSigned(message, await this.domain())) throw invalid();
    this.#take(actor);
    return tx.enqueue({
      call: { kind: 'grant', commitment, controller, deadline, lastDay, r, vs },
      partyId: NO_PARTY,
    });
  }

  /** @throws DomainError CONSENT_INVALID, TOO_MANY */
  async revoke(tx: Tx, actor: Actor, signed: SignedConsent): Promise<string> {
    const { commitment, controller, deadline, r, vs } = checked(signed);
    const message = { commitment, controller, deadline: BigInt(deadline), r, vs };
    if (!isRevocationSigned(message, await this.domain())) throw invalid();
    this.#take(actor, 'stop ');
    return tx.enqueue({
      call: { kind: 'revoke', commitment, controller, deadline, r, vs },
      partyId: NO_PARTY,
    });
  }

  /** Stops are counted by themselves, so that no number of grants keeps anybody from stopping one. */
  #take({ userId }: Actor, what = ''): void {
    const retryAfterSeconds = this.#isLimited ? this.#taken.take(what + userId, Date.now()) : 0;
    if (retryAfterSeconds === 0) return;
    throw new DomainError('TOO_MANY', `Many consents at once. Try again in ${retryAfterSeconds} seconds.`, {
      retryAfterSeconds,
    });
  }

  /** @throws DomainError UNAVAILABLE on a consortium that was founded without a registry */
  private async domain(): Promise<ConsentDomain> {
    const [contract] = await this.database.query<{ chain_id: number; address: Buffer }[]>(
      `SELECT chain_id, address FROM ledger_contract WHERE name = 'consentRegistry' ORDER BY deployed_at DESC LIMIT 1`,
    );
    if (!contract) throw new DomainError('UNAVAILABLE', 'This consortium has no registry of consents.');
    return { chainId: contract.chain_id, consentRegistry: bytesToHex(contract.address) as Hex };
  }
}

function checked({ commitment, controller, deadline, r, vs }: SignedConsent) {
  const words = [commitment, r, vs].every((word) => WORD.test(word));
  if (!words || !ADDRESS.test(controller) || !Number.isSafeInteger(deadline) || deadline < 0) throw invalid();
  return {
    commitment: commitment as Hex,
    controller: controller as Hex,
    deadline,
    r: r as Hex,
    vs: vs as Hex,
  };
}

function invalid(): DomainError {
  return new DomainError('CONSENT_INVALID', 'This consent is not signed by the key that it names.');
}
