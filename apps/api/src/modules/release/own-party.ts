import { KeyRight, ledgerInterfaces, type ChainRpc, type Hex } from '@custodia/ledger';
import { TAIL } from './anchors.reader.js';

/** The party in whose name a key may act, as the registry's events say. Each final block is read once. */
export class OwnParty {
  /** Of the final blocks: whether the key may act, by party. */
  #said: ReadonlyMap<number, boolean> = new Map();
  #next = 0;

  constructor(
    private readonly rpc: Pick<ChainRpc, 'blockNumber' | 'call'>,
    private readonly registry: Hex,
    private readonly key: Hex,
  ) {}

  /** @throws where no party gave the key this right, ChainUnreachable, RpcError */
  async find(): Promise<number> {
    const head = await this.rpc.blockNumber();
    const final = head - TAIL;
    if (final >= this.#next) {
      this.#said = new Map([...this.#said, ...(await this.#read(this.#next, final))]);
      this.#next = final + 1;
    }
    const said = new Map([...this.#said, ...(await this.#read(this.#next, head))]);
    const [party] = [...said].find(([, mayAct]) => mayAct) ?? [];
    if (party === undefined) throw new Error(`no party gave the key ${this.key} the right to act for it`);
    return party;
  }

  async #read(from: number, to: number): Promise<[number, boolean][]> {
    if (from > to) return [];
    const contract = ledgerInterfaces.partyRegistry;
    const filter = {
      address: this.registry,
      fromBlock: quantity(from),
      toBlock: quantity(to),
      topics: [contract.getEvent('KeyChanged')?.topicHash],
    };
    const logs = await this.rpc.call<{ topics: string[]; data: string }[]>('eth_getLogs', [filter]);
    return logs.flatMap((log): [number, boolean][] => {
      const { party, key, rights } = contract.parseLog(log)?.args.toObject() ?? {};
      if (String(key).toLowerCase() !== this.key) return [];
      return [[Number(party), (Number(rights) & KeyRight.Operate) !== 0]];
    });
  }
}

function quantity(value: number): Hex {
  return `0x${value.toString(16)}`;
}
