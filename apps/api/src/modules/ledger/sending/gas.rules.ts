import {
  gasLimitOf,
  MAX_ITEMS,
  MAX_RANGE,
  MAX_TRANSACTION_GAS,
  type ContractName,
  type FunctionName,
  type LedgerCall,
  type LedgerCallKind,
} from '@custodia/ledger';

const MANY_KINDS = [
  'ship',
  'returnTo',
  'receive',
  'reject',
  'voidShipment',
  'reportMissing',
  'claim',
  'lock',
  'unlock',
  'decommission',
  'dispense',
  'reportSupply',
  'undoDispense',
  'issue',
  'cancel',
] as const;

type ManyKind = (typeof MANY_KINDS)[number];

/** Kinds whose units are looked at one by one. Those in transit are known to be untouched. */
const SCANNING: readonly LedgerCallKind[] = [
  'ship',
  'returnTo',
  'reassign',
  'reportMissing',
  'lock',
  'unlock',
  'decommission',
];

/** Gas of a call before its first item. */
export const GAS_OF_CALL = gasLimitOf('dispenseMany', 0);

/** What the items of one call may use together. */
export const GAS_FOR_ITEMS = MAX_TRANSACTION_GAS - GAS_OF_CALL;

/**
 * How many operations of a kind share a call. One whose call was reverted travels in an ever smaller one, in the end
 * alone: then it is known whether it was the reason.
 */
export function mostInCall(kind: LedgerCallKind, reverts: number): number {
  return isMany(kind) ? Math.max(1, Math.floor(MAX_ITEMS / 8 ** reverts)) : 1;
}

/** Whether an operation has been tried alone, with as much gas as it may get. */
export function isExhausted(kind: LedgerCallKind, reverts: number): boolean {
  return mostInCall(kind, reverts) === 1 && reverts >= 3;
}

/**
 * Gas to set aside for an operation, more after each revert. Fixed: an estimate would cost a round trip, and would
 * judge the call on a state that is not the one in which it runs.
 */
export function gasOf(call: LedgerCall, reverts: number): number {
  const units =
    SCANNING.includes(call.kind) && 'start' in call ? Math.min(call.end - call.start, MAX_RANGE) : 0;
  const name: FunctionName<ContractName> = isMany(call.kind) ? `${call.kind}Many` : call.kind;
  return Math.min(GAS_FOR_ITEMS, (gasLimitOf(name, 1, units) - GAS_OF_CALL) * 2 ** reverts);
}

function isMany(kind: LedgerCallKind): kind is ManyKind {
  return (MANY_KINDS as readonly string[]).includes(kind);
}
