import { MAX_ITEMS, type LedgerCall } from '@custodia/ledger';

/** Gas of a call beside its items: the transaction itself and the checks that its items share. */
export const GAS_OF_CALL = 100_000;

/** What the items of one call may use together: a transaction has 2^24 gas at most (EIP-7825). */
export const GAS_FOR_ITEMS = 2 ** 24 - GAS_OF_CALL;

/** Gas to write or to scan a word of sixteen unit statuses. */
const GAS_OF_WORD = 25_000;

/** Kinds of which one call carries many. The others travel alone. */
const MANY: ReadonlySet<LedgerCall['kind']> = new Set([
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
]);

/**
 * How many operations of a kind share a call. One whose call was reverted travels in an ever smaller one, in the end
 * alone: then it is known whether it was the reason.
 */
export function mostInCall(kind: LedgerCall['kind'], reverts: number): number {
  if (!MANY.has(kind)) return 1;
  return Math.max(1, Math.floor(MAX_ITEMS / 8 ** reverts));
}

/** Whether an operation has been tried alone, with as much gas as it may get. */
export function isExhausted(kind: LedgerCall['kind'], reverts: number): boolean {
  return mostInCall(kind, reverts) === 1 && reverts >= 3;
}

/**
 * Gas to set aside for an operation: what its kind needs on scattered units, with a margin (contracts/gas). Fixed,
 * since an estimate would cost a round trip and judge the call on the wrong state. More after each revert.
 */
export function gasOf(call: LedgerCall, reverts: number): number {
  return Math.min(GAS_FOR_ITEMS, baseGas(call) * 2 ** reverts);
}

function baseGas(call: LedgerCall): number {
  switch (call.kind) {
    case 'dispense':
      return 75_000;
    case 'reportSupply':
      return 82_000;
    case 'undoDispense':
      return 80_000;
    case 'issue':
      return 45_000;
    case 'cancel':
      return 40_000;
    case 'receive':
    case 'reject':
    case 'voidShipment':
      return 82_000;
    case 'ship':
    case 'returnTo':
    case 'reassign':
      // A segment with touched units is scanned, one word in 2,100 gas.
      return 150_000 + Math.ceil(wordsIn(call.end - call.start) * 2_500);
    case 'reportMissing':
    case 'lock':
    case 'unlock':
    case 'decommission':
      return 130_000 + wordsIn(call.end - call.start) * GAS_OF_WORD;
    case 'claim':
      return 160_000 + call.proof.length * 4_000;
    case 'admit':
    case 'changeProfile':
      return 250_000 + call.endpoint.length * 1_000;
    default:
      return 250_000;
  }
}

function wordsIn(units: number): number {
  return Math.min(Math.ceil(units / 16) + 1, 257);
}
