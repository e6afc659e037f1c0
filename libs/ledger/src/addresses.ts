import type { ContractName } from './abi-types.js';
import type { Hex } from './bytes.js';

/** Where the contracts of one consortium are. */
export type LedgerAddresses = Readonly<Record<ContractName, Hex>>;
