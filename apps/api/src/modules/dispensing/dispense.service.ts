import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { newId } from '../../platform/ids/index.js';
import { Lane, UnitOfWork } from '../../platform/work/index.js';
import { VoucherDomainReader } from '../prescriptions/index.js';
import { BasketReader, type Basket, type BasketLine } from './basket.reader.js';
import { ItemsReader, wrongToken, type OpenItem } from './items.reader.js';
import { OwedBalance } from './owed-balance.entity.js';
import { SUSPICIOUS } from './pack.rules.js';
import { basketRefused, type RefusedLine } from './refusal.js';
import { release, type Reserved } from './reservations.js';
import { SupplyWriter, type NewVisit } from './supply-writer.js';
import { isLateEntry } from './timing.rules.js';
import {
  eventTimeOf,
  keysOf,
  newLine,
  refusedItems,
  requestRefusal,
  supplyOf,
  vouchersOf,
  type AskedDispense,
  type AskedVisit,
  type Counter,
  type Visit,
} from './visit.rules.js';
import { storedVoucher, type ReadVoucher } from './vouchers.js';
import { WarnedStore } from './warned.store.js';

type Answer = { readonly dispensingId: string } | { readonly refused: RefusedLine[] };
type Refused = (RefusedLine & { pack?: { runId: number; idx: number; serial: string } })[];

const NO_ITEMS: ReadonlyMap<string, OpenItem> = new Map();

/** Supplies baskets: all of a basket, or, when one pack may not be supplied, none. */
@Injectable()
export class DispenseService {
  readonly #lane: Lane<AskedVisit, Answer>;

  constructor(
    work: UnitOfWork,
    private readonly baskets: BasketReader,
    private readonly items: ItemsReader,
    private readonly domains: VoucherDomainReader,
    private readonly writer: SupplyWriter,
    private readonly warned: WarnedStore,
  ) {
    this.#lane = new Lane({ keysOf, mostTogether: 50, groupsAtOnce: 2 }, (requests) =>
      work.onceEach('dispensing.dispense', requests, (visits) => this.supplyAll(visits)),
    );
  }

  /**
   * @returns the id of the dispensing.
   * @throws DomainError with the code of the first pack that may not be supplied, and all of them in its details.
   */
  async dispense(actor: Actor, { idempotencyKey, warnings, ...asked }: AskedDispense): Promise<string> {
    const warned = await this.warned.prepare(warnings);
    const answer = await this.#lane.travel({ actor, key: idempotencyKey, input: asked, warned });
    if ('refused' in answer) throw basketRefused(answer.refused);
    return answer.dispensingId;
  }

  /** Reads what all visits need, decides on each, and writes what all come to. */
  private async supplyAll(visits: readonly Visit[]): Promise<(Answer | DomainError)[]> {
    const outcomes = new Map<Visit, Answer | DomainError>();
    const opened = await this.openAll(visits, outcomes);
    const open = visits.filter((visit) => !outcomes.has(visit));
    const counters = await this.readAll(open, opened);
    const supplied = new Map<Visit, NewVisit>();
    const released: Reserved[] = [];
    for (const [n, visit] of open.entries()) {
      const { basket, opened, vouchers } = counters[n]!;
      const { actor, input, tx } = visit;
      const refused: Refused = [
        ...basket.refused,
        ...refusedItems(input, actor.partyId, counters[n]!, tx.now),
      ];
      if (refused.length > 0) {
        released.push(...basket.reserved);
        outcomes.set(visit, await refuseVisit(visit, basket, refused));
      } else {
        const lines = basket.lines.map((line) => newLine(line, opened, vouchers));
        supplied.set(visit, { tx, actor, supply: supplyOf(visit), lines });
      }
    }
    await release(visits[0]!.tx, released);
    const ids = await this.writer.writeAll([...supplied.values()]);
    for (const [n, visit] of [...supplied.keys()].entries()) {
      outcomes.set(visit, { dispensingId: ids[n]! });
      await owe(visit, ids[n]!, counters[open.indexOf(visit)]!.basket.lines);
    }
    const kept = [...supplied.keys()].flatMap(({ actor: { siteId }, warned }, n) =>
      warned ? [{ dispensingId: ids[n]!, siteId, warned }] : [],
    );
    if (kept.length > 0) await this.warned.keep(visits[0]!.tx, kept);
    return visits.map((visit) => outcomes.get(visit)!);
  }

  /** The prescriptions of the visits, locked. Requests that make no sense have their outcome here. */
  private async openAll(
    visits: readonly Visit[],
    outcomes: Map<Visit, Answer | DomainError>,
  ): Promise<Map<Visit, ReadonlyMap<string, OpenItem>>> {
    for (const visit of visits) {
      const senseless = requestRefusal(visit.input, eventTimeOf(visit), visit.tx.now);
      if (senseless) outcomes.set(visit, new DomainError(senseless.code, senseless.message));
    }
    const prescribed = visits.filter(
      (visit) => !outcomes.has(visit) && visit.input.basis === 'E_PRESCRIPTION',
    );
    if (prescribed.length === 0) return new Map();
    const opened = await this.items.openAll(
      prescribed[0]!.tx,
      prescribed.map(({ input: { prescriptionId, contentKey } }) => ({ prescriptionId, contentKey })),
    );
    for (const [n, visit] of prescribed.entries()) if (!opened[n]) outcomes.set(visit, wrongToken());
    return new Map(prescribed.flatMap((visit, n) => (opened[n] ? [[visit, opened[n]]] : [])));
  }

  private async readAll(
    visits: readonly Visit[],
    opened: ReadonlyMap<Visit, ReadonlyMap<string, OpenItem>>,
  ): Promise<Counter[]> {
    if (visits.length === 0) return [];
    const baskets = await this.baskets.readAll(
      visits[0]!.tx,
      visits.map((visit) => ({
        actor: visit.actor,
        lines: visit.input.lines,
        terms: {
          basis: visit.input.basis,
          late: isLateEntry({ eventTime: eventTimeOf(visit), recordedAt: visit.tx.now }),
        },
      })),
    );
    const domain = opened.size > 0 ? await this.domains.domain() : undefined;
    return visits.map((visit, n) => {
      const items = opened.get(visit) ?? NO_ITEMS;
      const vouchers = domain ? vouchersOf(visit, items, domain) : new Map<string, ReadVoucher>();
      return { basket: baskets[n]!, opened: items, vouchers };
    });
  }
}

/** Nothing is supplied; who watches for fraud learns of what looks like it. */
async function refuseVisit(visit: Visit, basket: Basket, refused: Refused): Promise<Answer> {
  const { actor, tx } = visit;
  for (const { line, code, pack } of refused) {
    const unit = pack ?? basket.lines.find((one) => one.line === line)?.pack;
    const reason = SUSPICIOUS[code];
    if (!unit || !reason) continue;
    await tx.publish('dispensing.refused', {
      siteId: actor.siteId,
      runId: unit.runId,
      idx: unit.idx,
      serial: unit.serial,
      at: eventTimeOf(visit).toISOString(),
      reason,
      operation: 'dispense',
      handedOut: false,
    });
  }
  const lines = refused.map(({ line, code, message }) => ({ line, code, message }));
  tx.audit({ type: 'site', id: actor.siteId }, { refused: lines.map(({ code }) => code) });
  return { refused: lines.sort((a, b) => a.line - b.line) };
}

async function owe(
  { actor, tx, input: { owe: owed, fills } }: Visit,
  dispensingId: string,
  lines: readonly BasketLine[],
): Promise<void> {
  for (const { itemId, quantity } of owed) {
    const given = lines.find(({ asked }) => asked.itemId === itemId)!;
    await tx.manager.insert(OwedBalance, {
      id: newId(),
      siteId: actor.siteId,
      dispensingId,
      itemId,
      productId: given.pack.product.id,
      quantity,
      voucher: storedVoucher(fills.find((fill) => fill.itemId === itemId)!),
      createdAt: tx.now,
    });
  }
}
