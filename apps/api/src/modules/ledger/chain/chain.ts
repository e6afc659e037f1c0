import {
  ChainRpc,
  RpcError,
  revertDataOf,
  type ChainLog,
  type Hex,
  type LedgerAddresses,
  type Receipt,
} from '@custodia/ledger';
import { Transaction } from 'ethers';

export interface BlockHeader {
  readonly number: number;
  readonly hash: string;
  readonly parentHash: string;
  readonly at: Date;
}

interface RpcBlock {
  readonly number: string;
  readonly hash: string;
  readonly parentHash: string;
  readonly timestamp: string;
}

interface RpcTransaction {
  readonly type?: string;
  readonly nonce: string;
  readonly gas: string;
  readonly gasPrice?: string;
  readonly to: string | null;
  readonly value: string;
  readonly input: string;
  readonly r: string;
  readonly s: string;
  readonly v: string;
}

/** A transaction, and whose signature it bears. */
export interface SignedTransaction {
  /** Lower case. */
  readonly from: string;
  readonly nonce: number;
  readonly raw: string;
  readonly gasLimit: bigint;
  /** Wei per gas. */
  readonly fee: bigint;
}

const HEADERS_AT_ONCE = 50;

/** What the pipeline asks of an EVM node, in its own terms. */
export class Chain {
  readonly #rpc: ChainRpc;

  constructor(url: string, timeoutMs = 20_000) {
    this.#rpc = new ChainRpc(url, timeoutMs);
  }

  id(): Promise<number> {
    return this.#rpc.chainId();
  }

  async head(): Promise<BlockHeader> {
    return headerOf(await this.#rpc.call<RpcBlock>('eth_getBlockByNumber', ['latest', false]));
  }

  /** Absent where the chain is shorter than that. */
  async block(number: number): Promise<BlockHeader | undefined> {
    const block = await this.#rpc.call<RpcBlock | null>('eth_getBlockByNumber', [
      `0x${number.toString(16)}`,
      false,
    ]);
    return block ? headerOf(block) : undefined;
  }

  /** Headers of blocks by their numbers, in the order asked; absent where the chain is shorter. */
  async headers(numbers: readonly number[]): Promise<(BlockHeader | undefined)[]> {
    const found: (BlockHeader | undefined)[] = [];
    for (let start = 0; start < numbers.length; start += HEADERS_AT_ONCE) {
      const asked = numbers.slice(start, start + HEADERS_AT_ONCE);
      found.push(...(await Promise.all(asked.map((number) => this.block(number)))));
    }
    return found;
  }

  /** Logs of our contracts in blocks [from, to], both included; in order. */
  logs(addresses: LedgerAddresses, from: number, to: number): Promise<ChainLog[]> {
    return this.#rpc.logs(from, to, Object.values(addresses));
  }

  /** How many transactions of an address are in blocks up to this one: the next nonce that is free. */
  async transactionCount(address: string, upTo?: number): Promise<number> {
    const at = upTo === undefined ? 'latest' : quantity(upTo);
    return Number(await this.#rpc.call<string>('eth_getTransactionCount', [address, at]));
  }

  /** Whether a contract lives at the address. */
  async hasCode(address: string): Promise<boolean> {
    return (await this.#rpc.call<string>('eth_getCode', [address, 'latest'])) !== '0x';
  }

  /** What a transaction has to pay per gas now, in wei; 0 on a consortium chain. */
  async gasPrice(): Promise<bigint> {
    return BigInt(await this.#rpc.call<string>('eth_gasPrice', []));
  }

  /** What an address can pay with, in wei. */
  async balance(address: string): Promise<bigint> {
    return BigInt(await this.#rpc.call<string>('eth_getBalance', [address, 'latest']));
  }

  /** In the order asked; absent ones are not in a block. */
  receipts(hashes: readonly string[]): Promise<(Receipt | undefined)[]> {
    return this.#rpc.receipts(hashes);
  }

  /** As it was signed; absent where the chain has none of this hash, or one that is signed in another way than ours. */
  async signed(hash: string): Promise<SignedTransaction | undefined> {
    const found = await this.#rpc.call<RpcTransaction | null>('eth_getTransactionByHash', [hash]);
    if (!found?.gasPrice || Number(found.type ?? 0) !== 0) return undefined;
    const { nonce, gas, gasPrice, to, value, input, r, s, v } = found;
    const transaction = Transaction.from({
      type: 0,
      chainId: await this.id(),
      nonce: Number(nonce),
      gasLimit: BigInt(gas),
      gasPrice: BigInt(gasPrice),
      to,
      value: BigInt(value),
      data: input,
      signature: { r, s, v },
    });
    // What the node says of the sender is not asked: the signature tells it.
    if (transaction.hash !== hash || !transaction.from) return undefined;
    return {
      from: transaction.from.toLowerCase(),
      nonce: transaction.nonce,
      raw: transaction.serialized,
      gasLimit: transaction.gasLimit,
      fee: transaction.gasPrice ?? 0n,
    };
  }

  /** Hands over a signed transaction. Handing over one that the chain knows already is not an error. */
  async send(raw: Uint8Array): Promise<'taken' | 'known' | 'nonce-used' | 'too-cheap'> {
    try {
      await this.#rpc.send(`0x${Buffer.from(raw).toString('hex')}`);
      return 'taken';
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      if (/already (known|imported)|known transaction/i.test(error.message)) return 'known';
      if (/nonce (is )?too low|nonce_too_low/i.test(error.message)) return 'nonce-used';
      if (/underpriced|fee too low|fee per gas less than|below (the )?(min|base)/i.test(error.message))
        return 'too-cheap';
      throw error;
    }
  }

  /**
   * What a call says when it is made now, on the state of the newest block.
   * @returns the revert data, or nothing where the call would succeed
   */
  async revertData(call: { from: string; to: Hex; data: string; gas: number }): Promise<string | undefined> {
    try {
      await this.#rpc.simulate(call, 'latest');
      return undefined;
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      return revertDataOf(error) ?? '0x';
    }
  }
}

function headerOf(block: RpcBlock): BlockHeader {
  return {
    number: Number(block.number),
    hash: block.hash,
    parentHash: block.parentHash,
    at: new Date(Number(block.timestamp) * 1000),
  };
}

function quantity(value: number): string {
  return `0x${value.toString(16)}`;
}
