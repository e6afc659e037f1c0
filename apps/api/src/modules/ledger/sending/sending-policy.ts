import type { Chain } from '../chain/chain.js';
import { feeAt } from './fee.rules.js';

/** How transactions are paid for. `free`: a consortium's chain, which takes no fee and is not asked for its price. */
export type FeePolicy =
  | { readonly kind: 'free' }
  /** The chain's price with room for a rise, and more when it rises further; never more than `most` wei per gas. */
  | { readonly kind: 'market'; readonly most: bigint | undefined };

/** What an operator can set about sending. */
export interface SendingPolicy {
  readonly fees: FeePolicy;
  /**
   * Calls of one key that may wait for their block. It bounds what a party finds before it in the queue; a chain with
   * slow blocks needs more, to fill them.
   */
  readonly callsUnderWay: number;
}

/** The price of the chain now; nothing is asked where there is none. */
export function gasPriceFor(chain: Chain, fees: FeePolicy): Promise<bigint> {
  return fees.kind === 'free' ? Promise.resolve(0n) : chain.gasPrice();
}

/** The fee with which to sign now, in wei per gas. */
export async function currentFee(chain: Chain, fees: FeePolicy): Promise<bigint> {
  return withinBounds(feeAt(await gasPriceFor(chain, fees)), fees);
}

/** Dearer than the operator allows is not paid: the transaction waits until the price has fallen. */
export function withinBounds(fee: bigint, fees: FeePolicy): bigint {
  return fees.kind === 'market' && fees.most !== undefined && fee > fees.most ? fees.most : fee;
}
