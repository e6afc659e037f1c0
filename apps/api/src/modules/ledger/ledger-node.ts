import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '../../config.js';
import type { LedgerKeys } from '../../platform/keys/index.js';
import { Metrics } from '../../platform/metrics/index.js';
import { OutboxBell, signerKeys } from '../../platform/work/index.js';
import { Chain } from './chain/chain.js';
import { findConsortium, WrongChain } from './chain/consortium.js';
import { NEXT_OPERATOR, Signers, type Accounts, type SigningAccount } from './chain/signers.js';
import { LedgerMetrics } from './ledger-metrics.js';
import { openPipeline, type Pipeline, type PipelinePolicy } from './pipeline.js';
import { sqlOf } from './sql.js';

/** This node's connection to the ledger: made on first use, since the chain may come up later than the node. */
@Injectable()
export class LedgerNode implements Accounts {
  readonly chain: Chain;
  #held: { readonly keys: LedgerKeys; readonly signers: Signers } | undefined;
  #pipeline: Promise<Pipeline> | undefined;

  constructor(
    private readonly database: DataSource,
    private readonly config: Config,
    private readonly watch: LedgerMetrics,
    private readonly bell: OutboxBell,
    metrics: Metrics,
  ) {
    this.chain = new Chain(config.ledgerRpcUrl);
    watch.watchHead(metrics, async () => (await this.chain.head()).number);
  }

  /** By the keys that the node holds now. */
  get signers(): Signers {
    const { keys } = this.config;
    if (this.#held?.keys !== keys) {
      const named = { ...signerKeys(keys), [NEXT_OPERATOR]: keys.nextOperator };
      this.#held = { keys, signers: new Signers(named) };
    }
    return this.#held.signers;
  }

  get accounts(): readonly SigningAccount[] {
    return this.signers.accounts;
  }

  /** @throws ChainUnreachable, WrongChain; the next call tries again */
  pipeline(): Promise<Pipeline> {
    this.#pipeline ??= this.open().catch((error: unknown) => {
      this.#pipeline = undefined;
      throw error;
    });
    return this.#pipeline;
  }

  private open(): Promise<Pipeline> {
    const { confirmations, callsUnderWay, fees, mostFee } = this.config.ledger;
    const policy: PipelinePolicy = {
      confirmations,
      callsUnderWay,
      fees: fees === 'free' ? { kind: 'free' } : { kind: 'market', most: mostFee },
    };
    return openPipeline(this.database, this.chain, this, policy, {
      signed: (operations) => this.watch.signed(operations),
      settled: (operations) => {
        this.watch.settled(operations);
        // What waited for them can be sent, and their events can be handled.
        if (operations.length > 0) this.bell.ring();
      },
    });
  }

  /** What the chain says about itself; it is reachable only where its contracts are recorded here. */
  async inspect(): Promise<{ reachable: boolean; chainId: string; headBlock: number }> {
    const [chainId, head] = await Promise.all([this.chain.id(), this.chain.head()]);
    const reachable = await this.isOurs();
    return { reachable, chainId: String(chainId), headBlock: head.number };
  }

  private async isOurs(): Promise<boolean> {
    try {
      await findConsortium(sqlOf(this.database), this.chain);
      return true;
    } catch (error) {
      if (error instanceof WrongChain) return false;
      throw error;
    }
  }
}
