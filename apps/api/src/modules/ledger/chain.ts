import { RpcError, type JsonRpc } from './json-rpc.js';

export interface BlockHeader {
  readonly number: number;
  readonly hash: string;
  readonly parentHash: string;
  readonly at: Date;
  /** Wei per gas; 0 on a chain without gas prices. */
  readonly baseFee: bigint;
}

/** A log as the node gives it. */
export interface ChainLog {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly transactionHash: string;
  readonly logIndex: number;
}

export interface Receipt {
  readonly succeeded: boolean;
  readonly blockNumber: number;
  readonly gasUsed: bigint;
}

interface RpcBlock {
  readonly number: string;
  readonly hash: string;
  readonly parentHash: string;
  readonly timestamp: string;
  readonly baseFeePerGas?: string;
}

type RpcLog = Omit<ChainLog, 'blockNumber' | 'logIndex'> & { blockNumber: string; logIndex: string };

const hex = (value: number) => `0x${value.toString(16)}`;

/** What the pipeline asks of an EVM node. Blocks are asked for by number or hash, never by "latest minus". */
export class Chain {
  constructor(readonly rpc: JsonRpc) {}

  async id(): Promise<number> {
    return Number(await this.rpc.request<string>('eth_chainId'));
  }

  async head(): Promise<BlockHeader> {
    return headerOf(await this.rpc.request<RpcBlock>('eth_getBlockByNumber', ['latest', false]));
  }

  /** Absent where the chain is shorter than that. */
  async block(number: number): Promise<BlockHeader | undefined> {
    const block = await this.rpc.request<RpcBlock | null>('eth_getBlockByNumber', [hex(number), false]);
    return block ? headerOf(block) : undefined;
  }

  /** Headers of blocks named by hash, in the order asked; absent ones belong to a branch that the node dropped. */
  async headers(hashes: readonly string[]): Promise<(BlockHeader | undefined)[]> {
    const found: (BlockHeader | undefined)[] = [];
    for (let start = 0; start < hashes.length; start += 100) {
      const requests = hashes.slice(start, start + 100).map((hash) => ({
        method: 'eth_getBlockByHash',
        params: [hash, false],
      }));
      const blocks = await this.rpc.batch<RpcBlock | null>(requests);
      found.push(...blocks.map((block) => (block ? headerOf(block) : undefined)));
    }
    return found;
  }

  /** Logs of the given contracts in blocks [from, to], both included; in order. */
  async logs(addresses: readonly string[], from: number, to: number): Promise<ChainLog[]> {
    const filter = { address: addresses, fromBlock: hex(from), toBlock: hex(to) };
    const logs = await this.rpc.request<RpcLog[]>('eth_getLogs', [filter]);
    return logs.map((log) => ({
      ...log,
      blockNumber: Number(log.blockNumber),
      logIndex: Number(log.logIndex),
    }));
  }

  /** How many transactions of an address are in blocks: the next nonce that the chain would take. */
  async transactionCount(address: string): Promise<number> {
    return Number(await this.rpc.request<string>('eth_getTransactionCount', [address, 'latest']));
  }

  async hasCode(address: string): Promise<boolean> {
    return (await this.rpc.request<string>('eth_getCode', [address, 'latest'])) !== '0x';
  }

  async receipt(hash: string): Promise<Receipt | undefined> {
    interface RpcReceipt {
      status: string;
      blockNumber: string;
      gasUsed: string;
    }
    const receipt = await this.rpc.request<RpcReceipt | null>('eth_getTransactionReceipt', [hash]);
    if (!receipt) return undefined;
    return {
      succeeded: receipt.status === '0x1',
      blockNumber: Number(receipt.blockNumber),
      gasUsed: BigInt(receipt.gasUsed),
    };
  }

  /** Hands over a signed transaction. Handing over one that the chain knows already is not an error. */
  async send(raw: Uint8Array): Promise<'taken' | 'known' | 'nonce-used'> {
    try {
      await this.rpc.request('eth_sendRawTransaction', [`0x${Buffer.from(raw).toString('hex')}`]);
      return 'taken';
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      if (/already (known|imported)|known transaction/i.test(error.message)) return 'known';
      if (/nonce (is )?too low|nonce_too_low/i.test(error.message)) return 'nonce-used';
      throw error;
    }
  }

  /** What a call that reverted would say now: the revert data, or nothing where it would succeed or says nothing. */
  async revertData(call: { from: string; to: string; data: string }): Promise<string | undefined> {
    try {
      await this.rpc.request('eth_call', [call, 'latest']);
      return undefined;
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      return revertDataOf(error.data);
    }
  }
}

/** Nodes put revert data into `data` itself or one level down. */
function revertDataOf(data: unknown): string | undefined {
  if (typeof data === 'string' && data.startsWith('0x')) return data;
  if (typeof data === 'object' && data !== null && 'data' in data) return revertDataOf(data.data);
  return undefined;
}

function headerOf(block: RpcBlock): BlockHeader {
  return {
    number: Number(block.number),
    hash: block.hash,
    parentHash: block.parentHash,
    at: new Date(Number(block.timestamp) * 1000),
    baseFee: BigInt(block.baseFeePerGas ?? '0x0'),
  };
}
