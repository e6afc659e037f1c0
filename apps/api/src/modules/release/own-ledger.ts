import {
  AuthorityReader,
  ChainRpc,
  ConsentReader,
  type Authority,
  type Block,
  type ConsentRecord,
  type Hex,
} from '@custodia/ledger';
import type { Realm } from '@custodia/vault';
import { Injectable, Logger } from '@nestjs/common';
import { NodeConfig } from '../../config.js';
import { ChainAccount } from './chain-account.js';
import { NodeError, ledgerUnreachable } from './node.errors.js';

/** A consent as the newest block knows it, and when that block was made. */
export interface LedgerView {
  readonly record: ConsentRecord;
  /** Unix time in seconds. */
  readonly headTime: number;
}

const TIMEOUT_MS = 5_000;

/** The ledger over this node's own connection. Nobody else is asked what the patient allows. */
@Injectable()
export class OwnLedger {
  readonly #logger = new Logger('Ledger');
  readonly #rpc: ChainRpc;
  readonly #consents: ConsentReader;
  readonly #authorities: AuthorityReader;
  #chainId: number | undefined;
  #waking: Promise<void> | undefined;

  constructor(
    private readonly config: NodeConfig,
    private readonly account: ChainAccount,
  ) {
    this.#rpc = new ChainRpc(config.ledgerRpcUrl, TIMEOUT_MS);
    this.#consents = new ConsentReader(this.#rpc, config.contracts.consentRegistry);
    this.#authorities = new AuthorityReader(this.#rpc, config.contracts.partyRegistry);
  }

  /** The consortium that this node serves, as its connection says. @throws NodeError LEDGER_UNREACHABLE */
  async realm(): Promise<Realm> {
    const chainId = (this.#chainId ??= await this.#ask(() => this.#rpc.chainId()));
    return { chainId, registry: this.config.contracts.consentRegistry };
  }

  /**
   * A consent in the newest block. A chain that makes blocks on demand stands still while nobody uses it: it is given a
   * transaction, so that an old block tells a ledger that stands still from one that is cut off.
   * @throws NodeError LEDGER_UNREACHABLE
   */
  async consent(consent: Hex, now: number): Promise<LedgerView> {
    return this.#ask(async () => {
      let head = await this.#head();
      if (now - head.timestamp > this.config.headAge / 2) {
        await this.#wake();
        head = await this.#head();
      }
      return { record: await this.#consents.consent(consent, head), headTime: head.timestamp };
    });
  }

  /** The same, where that the ledger cannot be reached is an answer, too: it is logged. */
  async consentIfReached(consent: Hex, now: number): Promise<LedgerView | NodeError> {
    return this.consent(consent, now).catch((error: unknown) => {
      if (error instanceof NodeError && error.code === 'LEDGER_UNREACHABLE') return error;
      throw error;
    });
  }

  /** What the newest block says that a key may do for a party. @throws NodeError LEDGER_UNREACHABLE */
  async authority(party: number, key: Hex): Promise<Authority> {
    return this.#ask(async () => this.#authorities.authority(party, key, await this.#head()));
  }

  /** The newest block, of the chain that this node has always served. */
  async #head(): Promise<Block> {
    const { chainId } = await this.realm();
    const [head, id] = await Promise.all([this.#rpc.block('latest'), this.#rpc.chainId()]);
    if (!head || id !== chainId) throw ledgerUnreachable();
    return head;
  }

  /** One transaction for all who wait; what comes of it shows in the next block. */
  async #wake(): Promise<void> {
    this.#waking ??= this.account
      .pulse()
      .catch((error: unknown) => this.#logger.warn(`The ledger makes no block: ${String(error)}`))
      .finally(() => (this.#waking = undefined));
    await this.#waking;
  }

  async #ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      throw ledgerUnreachable(error);
    }
  }
}
