import { Injectable } from '@nestjs/common';
import { SerialStore } from '../lots/index.js';
import type { Holding } from './holdings.queries.js';
import { slice, type HeldState } from './stock.rules.js';

export interface HeldPack {
  readonly index: number;
  readonly serial: string;
  readonly state: HeldState;
}

const MOST = 200;

/** The packs of a holding one by one. */
@Injectable()
export class HeldPacks {
  constructor(private readonly serials: SerialStore) {}

  /** @param from how many to leave out, in packing order */
  async read(
    { runId, parts }: Pick<Holding, 'runId' | 'parts'>,
    from: number,
    first: number,
  ): Promise<HeldPack[]> {
    const wanted = slice(parts, Math.max(0, from), Math.min(Math.max(0, first), MOST));
    const packs = wanted.map(async ({ start, end, state }) =>
      (await this.serials.read(runId, start, end)).map((serial, n) => ({ index: start + n, serial, state })),
    );
    return (await Promise.all(packs)).flat();
  }
}
