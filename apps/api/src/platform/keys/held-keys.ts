import { isDeepStrictEqual } from 'node:util';

/** Private keys, 0x-hex. The regulator's and the maker's keys are absent on a node that does not hold them. */
export interface LedgerKeys {
  readonly operator: string;
  /** To take the operator's place. */
  readonly nextOperator: string | undefined;
  readonly regulator: string | undefined;
  readonly regulatorApprover: string | undefined;
  readonly makerProposer: string | undefined;
  readonly makerApprover: string | undefined;
}

/** The keys by the names of their settings. */
interface KeySettings {
  readonly OPERATOR_KEY: string;
  readonly OPERATOR_KEY_NEXT?: string | undefined;
  readonly REGULATOR_KEY?: string | undefined;
  readonly REGULATOR_APPROVER_KEY?: string | undefined;
  readonly MAKER_PROPOSER_KEY?: string | undefined;
  readonly MAKER_APPROVER_KEY?: string | undefined;
}

/** The keys of the ledger that a process works with: those of its start, until it takes up others. */
export class HeldKeys {
  #now: LedgerKeys;

  constructor(
    first: KeySettings,
    private readonly read: () => KeySettings,
  ) {
    this.#now = ledgerKeys(first);
  }

  /** The same object as long as the keys are the same. */
  get now(): LedgerKeys {
    return this.#now;
  }

  /** @returns whether there are others. @throws what reading throws; the keys stay as they were */
  takeUp(): boolean {
    const keys = ledgerKeys(this.read());
    if (isDeepStrictEqual(keys, this.#now)) return false;
    this.#now = keys;
    return true;
  }
}

function ledgerKeys(set: KeySettings): LedgerKeys {
  return {
    operator: set.OPERATOR_KEY,
    nextOperator: set.OPERATOR_KEY_NEXT,
    regulator: set.REGULATOR_KEY,
    regulatorApprover: set.REGULATOR_APPROVER_KEY,
    makerProposer: set.MAKER_PROPOSER_KEY,
    makerApprover: set.MAKER_APPROVER_KEY,
  };
}
