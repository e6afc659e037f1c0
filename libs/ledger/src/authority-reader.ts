import { ledgerInterfaces } from './abis.js';
import type { Hex } from './bytes.js';
import type { Block, ChainRpc } from './rpc.js';

/** What a key may do for a party. */
export interface Authority {
  /** Bits of `Role`, and of `KeyRight`. */
  readonly roles: number;
  readonly rights: number;
  readonly active: boolean;
}

/** Reads who may act for whom, as it stood in a block that the reader names by its hash. */
export class AuthorityReader {
  constructor(
    private readonly rpc: ChainRpc,
    private readonly partyRegistry: Hex,
  ) {}

  /** What the registry knew of a key after this block. */
  async authority(party: number, key: Hex, at: Pick<Block, 'hash'>): Promise<Authority> {
    const contract = ledgerInterfaces.partyRegistry;
    const data = contract.encodeFunctionData('authority', [party, key]);
    const answer = await this.rpc.call<Hex>('eth_call', [
      { to: this.partyRegistry, data },
      { blockHash: at.hash },
    ]);
    const [roles, rights, active] = contract.decodeFunctionResult('authority', answer);
    return { roles: Number(roles), rights: Number(rights), active: Boolean(active) };
  }
}
