import { SegmentWindow } from './segments.js';
import { UnitWords } from './unit-words.js';

/** What the ledger knows of a lot as a whole. Days are days since 1970. */
export interface LotHead {
  readonly makerParty: number;
  readonly lotId: string;
  readonly unitCount: number;
  readonly registeredDay: number;
  readonly expiryDay: number;
  readonly root: string;
  readonly version: number;
  readonly derivedFrom: string | null;
  readonly heldByMaker: boolean;
  readonly heldByRegulator: boolean;
  readonly recalled: boolean;
  readonly withdrawn: boolean;
}

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A lot, or as much of it as the events at hand are about. */
export class LotState {
  readonly segments = new SegmentWindow();
  readonly words = new UnitWords();
  readonly newRecallRanges: Range[] = [];
  #head: LotHead | undefined;
  #headChanged = false;

  /** @param head as stored; absent before the lot is registered */
  constructor(head?: LotHead) {
    this.#head = head;
  }

  get head(): LotHead {
    if (!this.#head) throw new Error('An event names a lot that was never registered');
    return this.#head;
  }

  get changedHead(): LotHead | undefined {
    return this.#headChanged ? this.#head : undefined;
  }

  register(head: LotHead): void {
    this.#head = head;
    this.#headChanged = true;
  }

  change(part: Partial<LotHead>): void {
    this.register({ ...this.head, ...part });
  }
}
