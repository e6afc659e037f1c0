import { parsePack } from '@custodia/gs1';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { PackFinder, SerialStore } from '../lots/index.js';
import { HoldingsQueries, type Holding } from './holdings.queries.js';
import { slice, type HeldState } from './stock.rules.js';

export interface HeldPack {
  readonly runId: number;
  readonly index: number;
  readonly serial: string;
  readonly state: HeldState;
}

const MOST = 200;

/** The packs of a holding one by one. */
@Injectable()
export class HeldPacks {
  constructor(
    private readonly holdings: HoldingsQueries,
    private readonly serials: SerialStore,
    private readonly packs: PackFinder,
  ) {}

  /** @param from how many to leave out, in packing order */
  async read(
    { runId, parts }: Pick<Holding, 'runId' | 'parts'>,
    from: number,
    first: number,
  ): Promise<HeldPack[]> {
    const wanted = slice(parts, Math.max(0, from), Math.min(Math.max(0, first), MOST));
    const packs = wanted.map(async ({ start, end, state }) =>
      (await this.serials.read(runId, start, end)).map((serial, n) => ({
        runId,
        index: start + n,
        serial,
        state,
      })),
    );
    return (await Promise.all(packs)).flat();
  }

  /**
   * The pack of the actor's stock that a code names.
   * @throws DomainError SCAN_UNREADABLE, or NOT_HOLDER alike for packs of others and for those that nobody made
   */
  async scanned(actor: Actor, scan: string): Promise<HeldPack> {
    const pack = parsePack(scan);
    if (!pack.ok) throw new DomainError('SCAN_UNREADABLE', `This is not a pack code. ${pack.error.message}`);
    const unit = await this.packs.find(pack);
    const holding = unit && (await this.holdings.holding(actor, unit.runId));
    const part = holding?.parts.find(({ start, end }) => start <= unit!.index && unit!.index < end);
    if (!unit || !part) throw new DomainError('NOT_HOLDER', 'This pack is not in your stock. Put it aside.');
    return { runId: unit.runId, index: unit.index, serial: pack.serial, state: part.state };
  }
}
