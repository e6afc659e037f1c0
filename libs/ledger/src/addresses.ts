import type { ContractName } from './abi-types.js';
import type { Hex } from './bytes.js';

/** The contracts that follow the goods, and the anchors: what evidence is about. */
export const GOODS_CONTRACTS = ['partyRegistry', 'lotLedger', 'prescriptionLedger', 'anchorLog'] as const;

export type GoodsContract = (typeof GOODS_CONTRACTS)[number];

/** Where they are. */
export type GoodsAddresses = Readonly<Record<GoodsContract, Hex>>;

/** Where the contracts of one consortium are. One founded by an earlier version has no consent registry. */
export type LedgerAddresses = GoodsAddresses &
  Readonly<Partial<Record<Exclude<ContractName, GoodsContract>, Hex>>>;
