import type { Hex } from './bytes.js';
import type { RawLog } from './events.js';

/** A log with its place in the chain. */
export interface ChainLog extends RawLog {
  readonly blockNumber: Hex;
  readonly blockHash: Hex;
  readonly transactionHash: Hex;
  readonly logIndex: Hex;
}

export interface Block {
  readonly number: number;
  readonly hash: Hex;
  readonly parentHash: Hex;
  /** Unix time in seconds. */
  readonly timestamp: number;
}

export interface Receipt {
  readonly transactionHash: Hex;
  readonly blockNumber: number;
  readonly blockHash: Hex;
  /** False: reverted, and nothing of it happened. */
  readonly succeeded: boolean;
  readonly gasUsed: number;
  readonly logs: readonly ChainLog[];
}

/** The node answered with an error. */
export class RpcError extends Error {
  override readonly name = 'RpcError';

  constructor(
    message: string,
    readonly code: number,
    /** Revert data of a call, where the node gives it. */
    readonly data: unknown,
  ) {
    super(message);
  }
}

/** The node did not answer, or not with JSON-RPC: nothing is known about what was asked. */
export class ChainUnreachable extends Error {
  override readonly name = 'ChainUnreachable';
}

interface Reply {
  id: number;
  result?: unknown;
  error?: { code: number; message: string; data?: unknown };
}

interface BlockReply {
  number: Hex;
  hash: Hex;
  parentHash: Hex;
  timestamp: Hex;
}

interface ReceiptReply {
  transactionHash: Hex;
  blockNumber: Hex;
  blockHash: Hex;
  status: Hex;
  gasUsed: Hex;
  logs: ChainLog[];
}

/** The few JSON-RPC calls that are made in bulk, without the work ethers does on each answer. */
export class ChainRpc {
  constructor(
    private readonly url: string,
    private readonly timeoutMs = 30_000,
  ) {}

  async chainId(): Promise<number> {
    return Number(await this.call<Hex>('eth_chainId', []));
  }

  async blockNumber(): Promise<number> {
    return Number(await this.call<Hex>('eth_blockNumber', []));
  }

  /** The block at a height, or undefined beyond the head. */
  async block(number: number | 'latest'): Promise<Block | undefined> {
    const height = typeof number === 'number' ? quantity(number) : number;
    const reply = await this.call<BlockReply | null>('eth_getBlockByNumber', [height, false]);
    if (!reply) return undefined;
    const { hash, parentHash } = reply;
    return { number: Number(reply.number), hash, parentHash, timestamp: Number(reply.timestamp) };
  }

  /** The logs of some contracts, both blocks included, in order. Beyond the head some nodes answer with an error. */
  logs(fromBlock: number, toBlock: number, addresses: readonly string[]): Promise<ChainLog[]> {
    const range = { fromBlock: quantity(fromBlock), toBlock: quantity(toBlock), address: addresses };
    return this.call<ChainLog[]>('eth_getLogs', [range]);
  }

  /** The logs of the block with this hash, which a reorganisation cannot swap for another. */
  logsOfBlock(blockHash: string, addresses: readonly string[]): Promise<ChainLog[]> {
    return this.call<ChainLog[]>('eth_getLogs', [{ blockHash, address: addresses }]);
  }

  /** Sends a signed transaction; gives its hash. Sending the same bytes twice is an error the caller may ignore. */
  send(raw: string): Promise<Hex> {
    return this.call<Hex>('eth_sendRawTransaction', [raw]);
  }

  /** The next nonce of an account, pending transactions counted or not. */
  async nonce(address: string, at: 'latest' | 'pending'): Promise<number> {
    return Number(await this.call<Hex>('eth_getTransactionCount', [address, at]));
  }

  /** The receipts of transactions, undefined where one is not mined; one request. */
  async receipts(hashes: readonly string[]): Promise<(Receipt | undefined)[]> {
    const replies = await this.batch<ReceiptReply | null>(
      hashes.map((hash) => ({ method: 'eth_getTransactionReceipt', params: [hash] })),
    );
    return replies.map((reply) => (reply ? receiptOf(reply) : undefined));
  }

  /**
   * Runs a call without sending it.
   * @param at The block on whose state it runs.
   * @throws RpcError if it reverts; see `revertDataOf`.
   */
  simulate(
    call: { from: string; to: string; data: string; gas?: number },
    at: number | 'latest',
  ): Promise<Hex> {
    const { gas, ...rest } = call;
    const block = typeof at === 'number' ? quantity(at) : at;
    return this.call<Hex>('eth_call', [gas ? { ...rest, gas: quantity(gas) } : rest, block]);
  }

  /** Any other method. */
  async call<T>(method: string, params: readonly unknown[]): Promise<T> {
    return unwrap<T>((await this.post({ jsonrpc: '2.0', id: 1, method, params })) as Reply);
  }

  /** Several calls of one kind in one request; answers in order. Nodes allow about a thousand. */
  async batch<T>(calls: readonly { method: string; params: readonly unknown[] }[]): Promise<T[]> {
    if (calls.length === 0) return [];
    const replies = await this.post(calls.map((call, id) => ({ jsonrpc: '2.0', id, ...call })));
    // A node may answer out of order, and with a single error for the whole batch.
    if (!Array.isArray(replies)) return [unwrap<T>(replies as Reply)];
    const byId = new Map((replies as Reply[]).map((reply) => [reply.id, reply]));
    return calls.map((call, id) => {
      const reply = byId.get(id);
      if (!reply) throw new ChainUnreachable(`The node left ${call.method} unanswered.`);
      return unwrap<T>(reply);
    });
  }

  private async post(body: unknown): Promise<unknown> {
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(this.timeoutMs),
      });
      return await response.json();
    } catch (error) {
      throw new ChainUnreachable('The ledger node does not answer.', { cause: error });
    }
  }
}

/** The revert data in a node's error, or undefined if it is another error. */
export function revertDataOf(error: unknown): string | undefined {
  if (!(error instanceof RpcError)) return undefined;
  const { data } = error;
  if (typeof data === 'string') return data;
  const nested = (data as { data?: unknown } | undefined)?.data;
  return typeof nested === 'string' ? nested : undefined;
}

function unwrap<T>(reply: Reply): T {
  if (reply.error) throw new RpcError(reply.error.message, reply.error.code, reply.error.data);
  // Some other server may well answer with JSON.
  if (reply.result === undefined) throw new ChainUnreachable('The answer is no JSON-RPC.');
  return reply.result as T;
}

function receiptOf(reply: ReceiptReply): Receipt {
  const { transactionHash, blockHash, logs } = reply;
  return {
    transactionHash,
    blockHash,
    logs,
    blockNumber: Number(reply.blockNumber),
    succeeded: Number(reply.status) === 1,
    gasUsed: Number(reply.gasUsed),
  };
}

function quantity(value: number): Hex {
  return `0x${value.toString(16)}`;
}
