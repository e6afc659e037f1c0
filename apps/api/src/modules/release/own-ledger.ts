import {
  AuthorityReader,
  ChainRpc,
  ConsentReader,
  type Authority,
  type Block,
  type ConsentRecord,
  type Hex,
} from '@custodia/ledger';
import type { Opening, Realm } from '@custodia/vault';
import { Injectable, Logger } from '@nestjs/common';
import { NodeConfig } from '../../config.js';
import { ChainAccount } from './chain-account.js';
import { LedgerMemory } from './ledger-memory.js';
import { LedgerWatch, type Reach } from './ledger-watch.js';
import { NodeError, ledgerUnreachable } from './node.errors.js';

/** A consent as the newest block knows it, and when that block was made. */
export interface LedgerView {
  readonly record: ConsentRecord;
  /** Of what a carer allowed: the patient's mandate for the carer, in the same block. */
  readonly mandateRecord?: ConsentRecord;
  /** Unix time in seconds. */
  readonly headTime: number;
  /** That it is not the newest block but what the node kept in mind, since the ledger is away. */
  readonly isAway?: boolean;
}

/** What a key may do for a party, and whether that is what the node kept in mind. */
export interface KnownAuthority extends Authority {
  readonly isKept: boolean;
  /** Unix time in seconds of the block that said it. */
  readonly at: number;
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
    private readonly memory: LedgerMemory,
    private readonly watch: LedgerWatch,
  ) {
    this.#rpc = new ChainRpc(config.ledgerRpcUrl, TIMEOUT_MS);
    this.#consents = new ConsentReader(this.#rpc, config.contracts.consentRegistry);
    this.#authorities = new AuthorityReader(this.#rpc, config.contracts.partyRegistry);
  }

  /**
   * The consortium that this node serves, as its connection says, or said before the node was started.
   * @throws NodeError LEDGER_UNREACHABLE
   */
  async realm(): Promise<Realm> {
    const chainId = (this.#chainId ??= await this.#ask(() => this.#rpc.chainId()).catch(
      async (error: unknown) => {
        const served = await this.memory.chainId();
        if (served === undefined) throw error;
        return served;
      },
    ));
    return { chainId, registry: this.config.contracts.consentRegistry };
  }

  /**
   * A consent in the newest block. A chain that makes blocks on demand stands still while nobody uses it: it is given a
   * transaction, so that an old block tells a ledger that stands still from one that is cut off.
   * @throws NodeError LEDGER_UNREACHABLE
   */
  async consent(
    { consent, mandate }: Pick<Opening, 'consent' | 'mandate'>,
    now: number,
  ): Promise<LedgerView> {
    return this.#ask(async () => {
      let head = await this.#head();
      if (now - head.timestamp > this.config.headAge / 2) {
        await this.#wake();
        head = await this.#head();
      }
      const record = await this.#consents.consent(consent, head);
      const view = { record, headTime: head.timestamp };
      if (!mandate) return view;
      return { ...view, mandateRecord: await this.#consents.consent(mandate.consent, head) };
    });
  }

  /**
   * The same, where that the ledger cannot be reached is an answer, too: it is logged. Where it is away, a consent that holds
   * then is told as the ledger told it last.
   * @param reach where the watch was asked already
   */
  async consentIfReached(
    opening: Pick<Opening, 'consent' | 'mandate' | 'away'>,
    now: number,
    reach?: Reach,
  ): Promise<LedgerView | NodeError> {
    const before = reach ?? (opening.away ? await this.watch.reachIfSilent() : 'answers');
    if (before !== 'answers') return this.#lastSaid(opening, before, ledgerUnreachable());
    try {
      return await this.consent(opening, now);
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      return opening.away ? this.#lastSaid(opening, await this.watch.reach(), error) : error;
    }
  }

  async #lastSaid(
    { consent, away }: Pick<Opening, 'consent' | 'away'>,
    reach: Reach,
    unreachable: NodeError,
  ): Promise<LedgerView | NodeError> {
    const known = away && reach === 'away' ? await this.memory.consent(consent) : undefined;
    return known ? { record: known.said, headTime: known.at, isAway: true } : unreachable;
  }

  /** What the newest block says that a key may do for a party. @throws NodeError LEDGER_UNREACHABLE */
  async authority(party: number, key: Hex): Promise<Authority> {
    return this.#ask(async () => this.#authorities.authority(party, key, await this.#head()));
  }

  /**
   * The same or, where the ledger does not answer, what it said last.
   * @param reach as the watch says. @throws NodeError LEDGER_UNREACHABLE
   */
  async authorityOrKnown(party: number, key: Hex, now: number, reach: Reach): Promise<KnownAuthority> {
    let unreachable = ledgerUnreachable();
    if (reach === 'answers')
      try {
        return { ...(await this.authority(party, key)), isKept: false, at: now };
      } catch (error) {
        if (!isUnreachable(error) || (await this.watch.reach()) === 'answers') throw error;
        unreachable = error;
      }
    const known = await this.memory.authority(party, key);
    if (!known) throw unreachable;
    return { ...known.said, isKept: true, at: known.at };
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
      const answer = await question();
      this.watch.heard();
      return answer;
    } catch (error) {
      throw ledgerUnreachable(error);
    }
  }
}

function isUnreachable(error: unknown): error is NodeError {
  return error instanceof NodeError && error.code === 'LEDGER_UNREACHABLE';
}
