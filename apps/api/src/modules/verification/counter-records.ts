import { Injectable } from '@nestjs/common';
import type { UnitRef } from './verdict.js';

/** What a counter wrote down about a unit: who dispensed it when. */
export interface CounterRecord {
  readonly dispensingId: string;
  readonly lineId: string;
  readonly at: Date;
  /** The person's name. */
  readonly by: string;
  readonly siteId: string;
  readonly state: 'DISPENSED' | 'OPENED' | 'HANDED_OUT_REFUSED';
  /** The ledger’s error. */
  readonly refusal?: string;
  /** Base units left in an opened bottle. */
  readonly quantityLeft?: number;
  readonly undoUntil?: Date;
}

/** Reads what counters wrote down. The module that dispenses implements it. */
export abstract class CounterRecords {
  /** The latest record of a unit that still stands. */
  abstract latest(unit: { readonly runId: number; readonly idx: number }): Promise<CounterRecord | null>;
}

/** Verification comes before dispensing: it asks whoever has registered here. */
@Injectable()
export class CounterRecordsRegistry {
  #records: CounterRecords | undefined;

  use(records: CounterRecords): void {
    this.#records = records;
  }

  async latest({ runId, index }: UnitRef): Promise<CounterRecord | null> {
    return (await this.#records?.latest({ runId, idx: index })) ?? null;
  }
}
