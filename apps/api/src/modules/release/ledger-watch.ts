import { ChainRpc, RpcError } from '@custodia/ledger';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { NodeConfig } from '../../config.js';
import { LedgerMemory } from './ledger-memory.js';
import { Limits } from './limits.js';

const TIMEOUT_MS = 5_000;
const PAUSE_MS = 10_000;
/** Every so many answers, what is kept in mind is read anew. */
const LEARNT = 6;

/** Whether the ledger answers; `silent` for less than it takes to count as away. */
export type Reach = 'answers' | 'silent' | 'away';

/** Measures for how long a node's own connection has been silent. Nobody else is asked. */
@Injectable()
export class LedgerWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #logger = new Logger('Ledger');
  readonly #stop = new AbortController();
  readonly #rpc: ChainRpc;
  /** Since the first question without an answer; by a clock that nobody sets. */
  #silentSince: number | undefined;
  #running: Promise<void> = Promise.resolve();
  #said = '';

  constructor(
    config: NodeConfig,
    private readonly memory: LedgerMemory,
    private readonly limits: Limits,
  ) {
    this.#rpc = new ChainRpc(config.ledgerRpcUrl, TIMEOUT_MS);
  }

  onApplicationBootstrap(): void {
    this.#running = this.#run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /** Asks once more. Whatever answers JSON-RPC is not away: stale, foreign or lying is something else. */
  async reach(): Promise<Reach> {
    try {
      await this.#rpc.blockNumber();
      this.heard();
    } catch (error) {
      this.#silentSince = error instanceof RpcError ? undefined : (this.#silentSince ?? performance.now());
    }
    if (this.#silentSince === undefined) return 'answers';
    return performance.now() - this.#silentSince >= this.limits.silence * 1000 ? 'away' : 'silent';
  }

  /** The ledger answered, whatever it was asked. */
  heard(): void {
    this.#silentSince = undefined;
  }

  /** The same, without a question where the last one was answered: each that is not takes its time. */
  async reachIfSilent(): Promise<Reach> {
    return this.#silentSince === undefined ? 'answers' : this.reach();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    for (let answers = 0; !signal.aborted;) {
      if ((await this.reach()) === 'answers' && answers++ % LEARNT === 0) await this.#learn();
      await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  async #learn(): Promise<void> {
    const said = await this.memory.learn().then(
      () => '',
      (error: unknown) => String(error),
    );
    // Once for each reason: it is tried again and again.
    if (said && said !== this.#said) this.#logger.warn(`What the ledger says is not kept in mind: ${said}`);
    this.#said = said;
  }
}
