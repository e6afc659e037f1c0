import { ledgerInterfaces } from './abis.js';
import type { Hex } from './bytes.js';
import type { ConsentStanding } from './codes.js';
import type { ConsentRecord } from './consents.js';
import type { Block, ChainRpc } from './rpc.js';

/** Reads consents as they stood in a block that the reader names by its hash: two answers cannot mix two branches. */
export class ConsentReader {
  constructor(
    private readonly rpc: ChainRpc,
    private readonly consentRegistry: Hex,
  ) {}

  /** What the registry knew of a consent after this block. */
  async consent(consent: Hex, at: Pick<Block, 'hash'>): Promise<ConsentRecord> {
    const contract = ledgerInterfaces.consentRegistry;
    const data = contract.encodeFunctionData('consentOf', [consent]);
    const to = this.consentRegistry;
    // EIP-1898; without code at the address, a node answers nothing.
    const answer = await this.rpc.call<Hex>('eth_call', [{ to, data }, { blockHash: at.hash }]);
    const [standing, lastDay] = contract.decodeFunctionResult('consentOf', answer);
    return { standing: Number(standing) as ConsentStanding, lastDay: Number(lastDay) };
  }
}
