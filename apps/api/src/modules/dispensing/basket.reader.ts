import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import type { Tx } from '../../platform/work/index.js';
import { MARKETS } from '../parties/index.js';
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

/** The packs of one visit, as they lie on the counter. */
export interface AskedBasket {
  readonly actor: Actor;
  readonly lines: readonly AskedLine[];
  readonly terms: BasketTerms;
}

/** A pack of a basket whose unit is known. */
interface KnownLine {
  readonly basket: number;
  readonly line: number;
  readonly pack: KnownPack;
  readonly operationId: string;
}

type RefusedPack = Basket['refused'][number];

@Injectable()
export class BasketReader {
  constructor(
    private readonly packs: PackReader,
    private readonly states: UnitStatesReader,
  ) {}

  /** One basket. Nothing that it finds changes until the end of the transaction. */
  async read(tx: Tx, actor: Actor, lines: readonly AskedLine[], terms: BasketTerms): Promise<Basket> {
    const [basket] = await this.readAll(tx, [{ actor, lines, terms }]);
    return basket!;
  }

  /** Reads, reserves and judges the packs of all baskets, in as many statements as for one. */
  async readAll(tx: Tx, asked: readonly AskedBasket[]): Promise<Basket[]> {
    const refused: RefusedPack[][] = asked.map(() => []);
    const known = await this.identify(tx, asked, refused);
    await this.states.steady(
      tx,
      known.map(({ pack }) => pack),
    );
    // Of several parts of one pack the last keeps it reserved: it settles last.
    const units = new Map(
      known.map(({ basket, pack: { runId, idx }, operationId }) => [
        `${basket} ${unitOf({ runId, idx })}`,
        { runId, idx, operationId, siteId: asked[basket]!.actor.siteId },
      ]),
    );
    const reserved = await reserveInTurn(tx, [...units.values()]);
    const got = new Map(reserved.map((one) => [one.operationId, one]));
    const states = await this.states.readAll(
      tx,
      known.map(({ basket, pack }) => ({
        actor: asked[basket]!.actor,
        pack,
        reserved: got.has(units.get(`${basket} ${unitOf(pack)}`)!.operationId),
      })),
    );
    const lines: BasketLine[][] = asked.map(() => []);
    const taken = new Map<string, number>();
    for (const [n, { basket, line, pack, operationId }] of known.entries()) {
      const { actor, terms, lines: askedLines } = asked[basket]!;
      const one = askedLines[line]!;
      const unit = `${basket} ${unitOf(pack)}`;
      const state = afterParts(states[n]!, taken.get(unit) ?? 0);
      const answer = portionOf(pack, state, one, terms, MARKETS[actor.market].custodyRequired);
      if (isRefusal(answer)) {
        refused[basket]!.push({ line, ...answer, pack });
        continue;
      }
      taken.set(unit, (taken.get(unit) ?? 0) + answer.quantity);
      lines[basket]!.push({ line, asked: one, pack, state, ...answer, operationId });
    }
    return asked.map((_, basket) => ({
      lines: lines[basket]!,
      refused: refused[basket]!,
      reserved: known.flatMap((one) => {
        const own = one.basket === basket ? got.get(one.operationId) : undefined;
        return own ? [own] : [];
      }),
    }));
  }

  /** The units that were scanned; of those that are none, or twice in one basket, why. */
  private async identify(
    tx: Tx,
    asked: readonly AskedBasket[],
    refused: RefusedPack[][],
  ): Promise<KnownLine[]> {
    const scans = asked.flatMap(({ lines }, basket) =>
      lines.map(({ scan }, line) => ({ basket, line, scan })),
    );
    const read = await this.packs.read(
      tx,
      scans.map(({ scan }) => scan),
    );
    const known: KnownLine[] = [];
    for (const [n, { basket, line }] of scans.entries()) {
      const pack = read[n]!;
      const before = read.slice(n - line, n);
      const refusal = isRefusal(pack) ? pack : twice(pack, before, asked[basket]!.lines);
      if (refusal) refused[basket]!.push({ line, ...refusal });
      else known.push({ basket, line, pack: pack as KnownPack, operationId: newId() });
    }
    return known;
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
