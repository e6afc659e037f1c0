import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import type { Tx } from '../../platform/work/index.js';
import { MARKETS, SiteReader } from '../parties/index.js';
import { PackReader, type KnownPack } from './pack.reader.js';
import { packRefusal } from './pack.rules.js';
import { isRefused, takeFromPack } from './quantity.rules.js';
import { isRefusal, refuse, type Refusal, type RefusedLine } from './refusal.js';
import { reserveInTurn, type Reserved } from './reservations.js';
import type { Portion, SupplyBasis } from './supply.js';
import { UnitStatesReader, type UnitState } from './unit-states.reader.js';

/** A pack of a basket as the counter asks for it. */
export interface AskedLine {
  readonly scan: string;
  readonly itemId?: string | undefined;
  /** Base units; the whole pack, or what is left of it, where nothing is said. */
  readonly quantity?: number | undefined;
  readonly substitutionReason?: string | undefined;
  readonly override?: string | undefined;
}

/** A pack that may be supplied, reserved for the operation that will. */
export interface BasketLine {
  readonly line: number;
  readonly asked: AskedLine;
  readonly pack: KnownPack;
  readonly state: UnitState;
  readonly quantity: number;
  readonly portion: Portion;
  readonly operationId: string;
}

export interface Basket {
  readonly lines: readonly BasketLine[];
  /** With the pack where it is known: refusals may have to be told to those who watch for fraud. */
  readonly refused: readonly (RefusedLine & { readonly pack?: KnownPack })[];
  /** The units that are reserved for it, those of refused packs included. */
  readonly reserved: readonly Reserved[];
}

export interface BasketTerms {
  readonly basis: SupplyBasis;
  readonly late: boolean;
}

@Injectable()
export class BasketReader {
  constructor(
    private readonly packs: PackReader,
    private readonly states: UnitStatesReader,
    private readonly sites: SiteReader,
  ) {}

  /** Reads, reserves and judges the packs. Nothing that it finds changes until the end of the transaction. */
  async read(tx: Tx, actor: Actor, asked: readonly AskedLine[], terms: BasketTerms): Promise<Basket> {
    const read = await this.packs.read(
      tx,
      asked.map(({ scan }) => scan),
    );
    const refused: (RefusedLine & { pack?: KnownPack })[] = [];
    const known = new Map<number, { pack: KnownPack; operationId: string }>();
    for (const [line, pack] of read.entries()) {
      const refusal = isRefusal(pack) ? pack : twice(pack, read.slice(0, line), asked);
      if (refusal) refused.push({ line, ...refusal });
      else known.set(line, { pack: pack as KnownPack, operationId: newId() });
    }
    const packs = [...known.values()];
    await this.states.steady(
      tx,
      packs.map(({ pack }) => pack),
    );
    // Of several parts of one pack the last keeps it reserved: it settles last.
    const units = new Map(
      packs.map(({ pack: { runId, idx }, operationId }) => [
        unitOf({ runId, idx }),
        { runId, idx, operationId },
      ]),
    );
    const reserved = await reserveInTurn(tx, actor.siteId, [...units.values()]);
    const got = new Set(reserved.map(unitOf));
    const timeZone = (await this.sites.byId(actor.siteId))?.timeZone ?? 'UTC';
    const taken = new Map<string, number>();
    const lines: BasketLine[] = [];
    for (const [line, { pack, operationId }] of known) {
      const unit = unitOf(pack);
      const now = await this.states.read(tx, actor, pack, timeZone, got.has(unit));
      const state = afterParts(now, taken.get(unit) ?? 0);
      const answer = portionOf(pack, state, asked[line]!, terms, MARKETS[actor.market].custodyRequired);
      if (isRefusal(answer)) {
        refused.push({ line, ...answer, pack });
        continue;
      }
      taken.set(unit, (taken.get(unit) ?? 0) + answer.quantity);
      lines.push({ line, asked: asked[line]!, pack, state, ...answer, operationId });
    }
    return { lines, refused, reserved };
  }
}

function unitOf({ runId, idx }: Pick<KnownPack, 'runId' | 'idx'>): string {
  return `${runId}/${idx}`;
}

/** A pack may be named again where each time says how much of it is given: parts of an opened pack. */
function twice(
  pack: KnownPack,
  before: readonly (KnownPack | Refusal)[],
  asked: readonly AskedLine[],
): Refusal | undefined {
  const same = before.flatMap((other, line) =>
    !isRefusal(other) && unitOf(other) === unitOf(pack) ? [asked[line]!] : [],
  );
  const named = [...same, asked[before.length]!];
  if (same.length === 0 || named.every(({ quantity }) => quantity !== undefined)) return undefined;
  return refuse(
    'PACK_TWICE',
    `${pack.product.name}: this pack was scanned twice. To give parts of it, say how much each time.`,
  );
}

/** A pack from which lines before this one of the same basket take something. */
function afterParts(state: UnitState, taken: number): UnitState {
  return taken === 0 ? state : { ...state, left: state.left - taken, opened: true };
}

function portionOf(
  pack: KnownPack,
  { facts, left, opened }: UnitState,
  { quantity, override }: AskedLine,
  { basis, late }: BasketTerms,
  custodyRequired: boolean,
): { quantity: number; portion: Portion } | Refusal {
  const refusal = packRefusal(facts, { basis, late, override, custodyRequired });
  if (refusal) return refusal;
  const taken = takeFromPack(left, quantity, pack.product.baseUnit);
  if (isRefused(taken)) return refuse(taken.refused, taken.message);
  if (taken.left > 0) return { quantity: taken.quantity, portion: 'PART' };
  return { quantity: taken.quantity, portion: opened ? 'LAST' : 'WHOLE' };
}
