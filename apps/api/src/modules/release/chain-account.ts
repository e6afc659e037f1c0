import {
  ChainRpc,
  ChainUnreachable,
  RpcError,
  signTransaction,
  type Hex,
  type SignedTransaction,
} from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { NodeConfig } from '../../config.js';
import { NodeKeys } from './node-keys.js';

const TIMEOUT_MS = 5_000;
const POLL_MS = 100;
/** A reader waits for a pulse; nobody waits for an anchor. */
const LIMIT_MS = { pulse: 4_000, anchor: 15_000 } as const;
const GAS = { pulse: 21_000, anchor: 200_000 } as const;

/** The node's own account on the ledger: one transaction after the other. */
@Injectable()
export class ChainAccount {
  readonly #rpc: ChainRpc;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly config: NodeConfig,
    private readonly keys: NodeKeys,
  ) {
    this.#rpc = new ChainRpc(config.ledgerRpcUrl, TIMEOUT_MS);
  }

  /** Has a block made, by a transfer of nothing to oneself. */
  async pulse(): Promise<void> {
    await this.#inTurn(async () => {
      const { raw, hash } = await this.#sign(this.keys.anchor, new Uint8Array(0), GAS.pulse);
      await this.#deliver(raw);
      await this.#settled(hash, LIMIT_MS.pulse);
    });
  }

  /**
   * Sends a call of the anchor log and waits for it.
   * @param keep stores the signed transaction before it is sent, so that a crash sends the same again
   */
  anchor(data: Uint8Array, keep: (signed: SignedTransaction) => Promise<void>): Promise<boolean> {
    return this.#inTurn(async () => {
      const signed = await this.#sign(this.config.contracts.anchorLog, data, GAS.anchor);
      await keep(signed);
      await this.#deliver(signed.raw);
      return this.#settled(signed.hash, LIMIT_MS.anchor);
    });
  }

  /** What became of a transaction that may have been sent before. @returns undefined where it has to be made anew */
  again({ raw, hash }: SignedTransaction): Promise<boolean | undefined> {
    return this.#inTurn(async () => {
      if (!(await this.#deliver(raw)) && !(await this.#receipt(hash))) return undefined;
      return this.#settled(hash, LIMIT_MS.anchor);
    });
  }

  async #sign(to: Hex, data: Uint8Array, gasLimit: number): Promise<SignedTransaction> {
    const [chainId, nonce, price] = await Promise.all([
      this.#rpc.chainId(),
      this.#rpc.nonce(this.keys.anchor, 'latest'),
      this.#rpc.call<Hex>('eth_gasPrice', []),
    ]);
    const gasPrice = (BigInt(price) * 5n) / 4n;
    return signTransaction(this.config.anchorKey, { chainId, nonce, gasPrice, gasLimit, to, data });
  }

  /** @returns false where its nonce went to another transaction, or to itself before */
  async #deliver(raw: Hex): Promise<boolean> {
    try {
      await this.#rpc.send(raw);
      return true;
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      if (/already (known|imported)|known transaction/i.test(error.message)) return true;
      if (/nonce (is )?too low|nonce_too_low/i.test(error.message)) return false;
      throw error;
    }
  }

  async #receipt(hash: Hex) {
    const [receipt] = await this.#rpc.receipts([hash]);
    return receipt;
  }

  /** @returns whether it succeeded. @throws ChainUnreachable where no block takes it */
  async #settled(hash: Hex, limitMs: number): Promise<boolean> {
    for (const end = Date.now() + limitMs; Date.now() < end; await sleep(POLL_MS)) {
      const receipt = await this.#receipt(hash);
      if (receipt) return receipt.succeeded;
    }
    throw new ChainUnreachable('The ledger takes no transaction into a block.');
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
