import type { ContractName, LedgerAbis } from './abi-types.js';
import { ledgerInterfaces } from './abis.js';

/** The errors that the contracts declare: reasons of `Refused` and of reverted calls. */
export type RefusalName = Extract<LedgerAbis[ContractName][number], { type: 'error' }>['name'];

const names = new Map<string, RefusalName>();
for (const contract of Object.values(ledgerInterfaces)) {
  contract.forEachError((error) => names.set(error.selector, error.name as RefusalName));
}

/**
 * Refusals that say nothing about the operation, only that the caller's picture was overtaken: read the ledger
 * again, correct the hint or the fills, and send the item anew.
 */
const RETRYABLE: ReadonlySet<RefusalName> = new Set<RefusalName>(['StaleHint', 'StaleFills']);

/** The error with a selector (the `reason` of `Refused`), or undefined if no contract declares it. */
export function refusalOf(selector: string): RefusalName | undefined {
  return names.get(selector.slice(0, 10));
}

export function isRetryable(refusal: RefusalName): boolean {
  return RETRYABLE.has(refusal);
}

/** What a reverted call said. */
export type Revert =
  | { readonly kind: 'refusal'; readonly name: RefusalName }
  /** A bug in the contracts or malformed calldata, or the gas ran out: no declared error. */
  | { readonly kind: 'unknown'; readonly data: string };

/** Decodes the revert data of a call, as `eth_call` gives it. */
export function decodeRevert(data: string): Revert {
  const name = refusalOf(data);
  return name ? { kind: 'refusal', name } : { kind: 'unknown', data };
}
