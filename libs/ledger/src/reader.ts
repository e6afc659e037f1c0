import { Contract, JsonRpcProvider, Network, type ContractRunner } from 'ethers';
import { ledgerInterfaces } from './abis.js';
import type { LedgerAddresses } from './addresses.js';
import type { Hex } from './bytes.js';
import type { SegmentState, UnitStatus } from './codes.js';

/**
 * A provider for one known chain that never answers from a cache: a cached nonce or block is a wrong one. Where many questions
 * are asked at once, so many of them may go in one request.
 */
export function ledgerProvider(url: string, chainId: number, batchMaxCount = 1): JsonRpcProvider {
  const network = Network.from(chainId);
  return new JsonRpcProvider(url, network, { staticNetwork: network, cacheTimeout: -1, batchMaxCount });
}

export interface LotRecord {
  maker: number;
  units: number;
  registeredDay: number;
  expiryDay: number;
  version: number;
  heldByMaker: boolean;
  heldByRegulator: boolean;
  recalled: boolean;
  withdrawn: boolean;
  recalledRanges: number;
  root: Hex;
}

export interface SegmentRecord {
  end: number;
  holder: number;
  receiver: number;
  state: SegmentState;
  touched: boolean;
}

export interface ItemRecord {
  /** The low 112 bits of the key's address; 0 when cancelled. */
  key: bigint;
  remaining: number;
  used: number;
  firstDay: number;
  lastDay: number;
  fills: bigint;
}

/** Reads single records of the ledger's state. Bulk knowledge comes from events. */
export class LedgerReader {
  private readonly lots: Contract;
  private readonly prescriptions: Contract;
  private readonly registry: Contract;

  constructor(addresses: LedgerAddresses, runner: ContractRunner) {
    this.lots = new Contract(addresses.lotLedger, ledgerInterfaces.lotLedger, runner);
    this.prescriptions = new Contract(
      addresses.prescriptionLedger,
      ledgerInterfaces.prescriptionLedger,
      runner,
    );
    this.registry = new Contract(addresses.partyRegistry, ledgerInterfaces.partyRegistry, runner);
  }

  /** A lot's record, or undefined if it was never registered. */
  async lot(lot: Hex): Promise<LotRecord | undefined> {
    const record = plain(await this.lots.getFunction('lotOf')(lot)) as unknown as LotRecord;
    return record.maker === 0 ? undefined : record;
  }

  /** The segment that starts at an index, or undefined if none does. */
  async segment(lot: Hex, start: number): Promise<SegmentRecord | undefined> {
    const record = plain(await this.lots.getFunction('segmentOf')(lot, start)) as unknown as SegmentRecord;
    return record.end === 0 ? undefined : record;
  }

  /** A unit's status and the day (since 1970) of its last change; the day means nothing for an active unit. */
  async unit(lot: Hex, index: number): Promise<{ status: UnitStatus; day: number }> {
    return plain(await this.lots.getFunction('unitOf')(lot, index)) as unknown as {
      status: UnitStatus;
      day: number;
    };
  }

  /** Sixteen units' 16-bit statuses as the ledger stores them, the lowest index in the lowest bits. */
  async statusWord(lot: Hex, word: number): Promise<bigint> {
    return (await this.lots.getFunction('wordOf')(lot, word)) as bigint;
  }

  /** A prescription item, or undefined if it was never issued. */
  async item(item: Hex): Promise<ItemRecord | undefined> {
    const record = plain(await this.prescriptions.getFunction('itemOf')(item));
    if (record['lastDay'] === 0) return undefined;
    return {
      ...record,
      key: BigInt(record['key'] as number),
      fills: BigInt(record['fills'] as number),
    } as ItemRecord;
  }

  /** What a key may do for a party. */
  async authority(party: number, key: string): Promise<{ roles: number; rights: number; active: boolean }> {
    return plain(await this.registry.getFunction('authority')(party, key)) as unknown as {
      roles: number;
      rights: number;
      active: boolean;
    };
  }
}

interface EthersResult {
  toObject(): Record<string, unknown>;
}

/** ethers' result as a plain record; integers that a number holds exactly become numbers. */
function plain(result: EthersResult): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(result.toObject()).map(([name, value]) => [
      name,
      typeof value === 'bigint' && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value,
    ]),
  );
}
