import type { ContractName, FunctionName } from './abi-types.js';

/** No transaction may ask for more (EIP-7825, Osaka). */
export const MAX_TRANSACTION_GAS = 2 ** 24;

/** The transaction itself and the sender's authority, for a call that mixes as many parties as it has items. */
const BASE = 60_000;

/**
 * The most that one item costs, all storage cold: its lot, a segment eight hops from the hint, three segments
 * written, two words of units. Held against measured calls by a spec.
 */
const PER_ITEM: Partial<Record<FunctionName<ContractName>, number>> = {
  dispenseMany: 80_000,
  undoDispenseMany: 90_000,
  reportSupplyMany: 95_000,
  shipMany: 130_000,
  returnToMany: 130_000,
  receiveMany: 110_000,
  rejectMany: 110_000,
  voidShipmentMany: 110_000,
  reportMissingMany: 160_000,
  claimMany: 190_000,
  decommissionMany: 160_000,
  lockMany: 160_000,
  unlockMany: 160_000,
  issueMany: 45_000,
  cancelMany: 30_000,
};

/** A single call: the dearest is the admission of a party with a long endpoint. */
const SINGLE = 500_000;

/** A storage word of 16 units, read or written for the first time, and its lanes looked at one by one. */
const PER_UNIT = 1_900;

/**
 * A gas limit that no call of this size exceeds.
 * @param items Items of a many-item call; 1 for a single call.
 * @param units Units that are scanned or marked one by one, over all items.
 */
export function gasLimitOf(name: FunctionName<ContractName>, items = 1, units = 0): number {
  const perItem = PER_ITEM[name];
  return (perItem ? BASE + perItem * items : SINGLE) + PER_UNIT * units;
}
