import { ACCESS_LOG_ANCHOR, ChainRpc, ledgerInterfaces, type Hex } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { NodeConfig } from '../../config.js';
import { ledgerUnreachable } from './node.errors.js';

export interface Anchor {
  readonly size: number;
  /** 0x-hex. */
  readonly root: string;
}

/** Blocks that may still be replaced, and are read anew each time. */
export const TAIL = 64;
/** Blocks in which an emergency is looked for: more than an hour of a busy ledger. */
const LATELY = 10_000;

interface Seen {
  next: number;
  anchors: Anchor[];
}

/** What the ledger knows of any node's log, over this node's own connection: a node is not asked about itself. */
@Injectable()
export class AnchorsReader {
  readonly #rpc: ChainRpc;
  readonly #seen = new Map<string, Seen>();

  constructor(private readonly config: NodeConfig) {
    this.#rpc = new ChainRpc(config.ledgerRpcUrl, 10_000);
  }

  /** All anchors of access logs by this address, oldest first. @throws NodeError LEDGER_UNREACHABLE */
  async of(address: string): Promise<Anchor[]> {
    try {
      const head = await this.#rpc.blockNumber();
      const seen = this.#seen.get(address) ?? { next: 0, anchors: [] };
      const final = Math.max(seen.next - 1, head - TAIL);
      if (final >= seen.next) {
        const anchors = [...seen.anchors, ...(await this.#read(address, seen.next, final))];
        // Strangers may ask for any address: only those that anchor are remembered.
        if (anchors.length > 0) this.#seen.set(address, { next: final + 1, anchors });
        return [...anchors, ...(await this.#read(address, final + 1, head))];
      }
      return [...seen.anchors, ...(await this.#read(address, seen.next, head))];
    } catch (error) {
      throw ledgerUnreachable(error);
    }
  }

  /**
   * When the ledger took this root of this kind, in a party's name by a key of its own; only of late.
   * @returns Unix time in seconds. @throws NodeError LEDGER_UNREACHABLE
   */
  async timeOf(
    kind: number,
    { party, operator }: { readonly party: number; readonly operator: string },
    root: string,
  ): Promise<number | undefined> {
    try {
      const head = await this.#rpc.blockNumber();
      const contract = ledgerInterfaces.anchorLog;
      const filter = {
        address: this.config.contracts.anchorLog,
        fromBlock: quantity(Math.max(0, head - LATELY)),
        toBlock: quantity(head),
        topics: [contract.getEvent('Anchored')?.topicHash, null, topicOf(operator), topicOf(quantity(party))],
      };
      const logs = await this.#rpc.call<{ topics: string[]; data: string; blockNumber: Hex }[]>(
        'eth_getLogs',
        [filter],
      );
      const found = logs.find((log) => {
        const { kind: of, root: its } = contract.parseLog(log)?.args.toObject() ?? {};
        return Number(of) === kind && String(its) === root;
      });
      if (!found) return undefined;
      const block = await this.#rpc.block(Number(found.blockNumber));
      return block?.timestamp;
    } catch (error) {
      throw ledgerUnreachable(error);
    }
  }

  async #read(operator: string, from: number, to: number): Promise<Anchor[]> {
    if (from > to) return [];
    const contract = ledgerInterfaces.anchorLog;
    const filter = {
      address: this.config.contracts.anchorLog,
      fromBlock: quantity(from),
      toBlock: quantity(to),
      topics: [contract.getEvent('Anchored')?.topicHash, null, topicOf(operator)],
    };
    const logs = await this.#rpc.call<{ topics: string[]; data: string }[]>('eth_getLogs', [filter]);
    return logs.flatMap((log) => {
      const { kind, root, count } = contract.parseLog(log)?.args.toObject() ?? {};
      return Number(kind) === ACCESS_LOG_ANCHOR ? [{ size: Number(count), root: String(root) }] : [];
    });
  }
}

/** An indexed value as a topic. */
function topicOf(value: string): Hex {
  return `0x${value.slice(2).padStart(64, '0')}`;
}

function quantity(value: number): Hex {
  return `0x${value.toString(16)}`;
}
