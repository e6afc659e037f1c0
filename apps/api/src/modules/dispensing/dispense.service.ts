import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { newId } from '../../platform/ids/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { VoucherDomainReader } from '../prescriptions/index.js';
import { BasketReader, type AskedLine, type Basket, type BasketLine } from './basket.reader.js';
import { paperRefusal } from './ground.rules.js';
import { itemRefusal } from './item.rules.js';
import { ItemsReader, type OpenItem } from './items.reader.js';
import { OwedBalance } from './owed-balance.entity.js';
import { SUSPICIOUS } from './pack.rules.js';
import { basketRefused, refuse, type RefusedLine, type Refusal } from './refusal.js';
import { release } from './reservations.js';
import { SupplyWriter, type NewLine } from './supply-writer.js';
import type { SupplyBasis } from './supply.js';
import { eventTimeRefusal, isLateEntry } from './timing.rules.js';
import { readVoucher, storedVoucher, type AskedFill, type ReadVoucher } from './vouchers.js';

export interface AskedDispense {
  readonly idempotencyKey: string;
  readonly basis: SupplyBasis;
  readonly prescriptionId?: string | undefined;
  readonly contentKey?: string | undefined;
  readonly paperReference?: string | undefined;
  readonly collector?: string | undefined;
  /** When it happened; now, where nothing is said. */
  readonly eventTime?: Date | undefined;
  readonly lines: readonly AskedLine[];
  /** One signed voucher an item. */
  readonly fills: readonly AskedFill[];
  readonly owe: readonly { readonly itemId: string; readonly quantity: number }[];
}

type Answer = { readonly dispensingId: string } | { readonly refused: RefusedLine[] };

const MOST_LINES = 100;

/** Supplies a basket: all of it, or, when one pack may not be supplied, none. */
@Injectable()
export class DispenseService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly baskets: BasketReader,
    private readonly items: ItemsReader,
    private readonly domains: VoucherDomainReader,
    private readonly writer: SupplyWriter,
  ) {}

  /**
   * @returns the id of the dispensing.
   * @throws DomainError with the code of the first pack that may not be supplied, and all of them in its details.
   */
  async dispense(actor: Actor, { idempotencyKey, ...asked }: AskedDispense): Promise<string> {
    const answer = await this.work.once<Answer>(actor, 'dispensing.dispense', idempotencyKey, asked, (tx) =>
      this.supply(tx, actor, asked),
    );
    if ('refused' in answer) throw basketRefused(answer.refused);
    return answer.dispensingId;
  }

  private async supply(tx: Tx, actor: Actor, asked: Omit<AskedDispense, 'idempotencyKey'>): Promise<Answer> {
    const eventTime = asked.eventTime ?? tx.now;
    checkRequest(asked, eventTime, tx.now);
    const opened =
      asked.basis === 'E_PRESCRIPTION'
        ? await this.items.open(tx, asked.prescriptionId, asked.contentKey)
        : new Map<string, OpenItem>();
    const late = isLateEntry({ eventTime, recordedAt: tx.now });
    const basket = await this.baskets.read(tx, actor, asked.lines, { basis: asked.basis, late });
    const vouchers = await this.readVouchers(actor, asked.fills, opened);
    const refused = [
      ...basket.refused,
      ...refusedItems(asked, actor.partyId, basket, opened, vouchers, tx.now),
    ];
    if (refused.length > 0) return this.refuse(tx, actor, basket, refused, eventTime);

    const lines = basket.lines.map((line) => newLine(line, opened, vouchers));
    const { basis, prescriptionId, paperReference, collector } = asked;
    const supply = { basis, prescriptionId, paperReference, collector, eventTime };
    const dispensingId = await this.writer.write(tx, actor, supply, lines);
    await this.owe(tx, actor, asked, dispensingId, basket.lines);
    return { dispensingId };
  }

  private async readVouchers(
    actor: Actor,
    fills: readonly AskedFill[],
    opened: ReadonlyMap<string, OpenItem>,
  ): Promise<Map<string, ReadVoucher>> {
    const vouchers = new Map<string, ReadVoucher>();
    if (fills.length === 0) return vouchers;
    const domain = await this.domains.domain();
    for (const fill of fills) {
      const known = opened.get(fill.itemId);
      if (known) vouchers.set(fill.itemId, readVoucher(fill, known.item, domain, actor.partyId));
    }
    return vouchers;
  }

  /** Nothing is supplied; who watches for fraud learns of what looks like it. */
  private async refuse(
    tx: Tx,
    actor: Actor,
    basket: Basket,
    refused: (RefusedLine & { pack?: { runId: number; idx: number; serial: string } })[],
    eventTime: Date,
  ): Promise<Answer> {
    await release(tx, basket.reserved);
    for (const { line, code, pack } of refused) {
      const unit = pack ?? basket.lines.find((one) => one.line === line)?.pack;
      const reason = SUSPICIOUS[code];
      if (!unit || !reason) continue;
      await tx.publish('dispensing.refused', {
        siteId: actor.siteId,
        runId: unit.runId,
        idx: unit.idx,
        serial: unit.serial,
        at: eventTime.toISOString(),
        reason,
        operation: 'dispense',
        handedOut: false,
      });
    }
    const lines = refused.map(({ line, code, message }) => ({ line, code, message }));
    tx.audit({ type: 'site', id: actor.siteId }, { refused: lines.map(({ code }) => code) });
    return { refused: lines.sort((a, b) => a.line - b.line) };
  }

  private async owe(
    tx: Tx,
    actor: Actor,
    { owe, fills }: Pick<AskedDispense, 'owe' | 'fills'>,
    dispensingId: string,
    lines: readonly BasketLine[],
  ): Promise<void> {
    for (const { itemId, quantity } of owe) {
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
}

function checkRequest(
  { lines, basis, paperReference, owe }: Omit<AskedDispense, 'idempotencyKey'>,
  eventTime: Date,
  now: Date,
): void {
  const refusal = eventTimeRefusal(eventTime, now) ?? paperRefusal(basis, paperReference);
  if (refusal) throw new DomainError(refusal.code, refusal.message);
  if (lines.length === 0 || lines.length > MOST_LINES) {
    throw new DomainError('BAD_INPUT', `A basket holds 1 to ${MOST_LINES} packs.`);
  }
  const given = new Set(lines.map(({ itemId }) => itemId));
  if (owe.some(({ itemId }) => !given.has(itemId))) {
    throw new DomainError('BAD_INPUT', 'What is owed belongs to an item of which something is given now.');
  }
}

/** Every item against all packs that are to fill it together. */
function refusedItems(
  { basis, owe }: Pick<AskedDispense, 'basis' | 'owe'>,
  pharmacy: number,
  basket: Basket,
  opened: ReadonlyMap<string, OpenItem>,
  vouchers: ReadonlyMap<string, ReadVoucher>,
  now: Date,
): RefusedLine[] {
  const itemIds = new Set(basket.lines.map(({ asked }) => asked.itemId));
  return [...itemIds].flatMap((itemId) => {
    const lines = basket.lines.filter(({ asked }) => asked.itemId === itemId);
    if (itemId === undefined && basis !== 'E_PRESCRIPTION') return [];
    const item = itemId === undefined ? undefined : opened.get(itemId);
    const refusal =
      item && itemId
        ? (underOtherId(lines, pharmacy) ??
          itemRefusal(
            item.facts,
            {
              packs: lines.map(({ pack: { product }, quantity, asked }) => ({
                product,
                quantity,
                substitutionReason: asked.substitutionReason,
              })),
              owed: owe.find((one) => one.itemId === itemId)?.quantity ?? 0,
              voucher: vouchers.get(itemId)?.facts,
            },
            now,
          ))
        : refuse('ITEM_MISSING', 'Say which item of the opened prescription this pack fills.');
    return refusal ? lines.map(({ line }) => ({ line, ...refusal })) : [];
  });
}

/** Vouchers are bound to one ledger id of the pharmacy; a site may hold stock under several. */
function underOtherId(lines: readonly BasketLine[], pharmacy: number): Refusal | undefined {
  const other = lines.some(({ state }) => state.facts.custody === 'OURS' && state.holder !== pharmacy);
  return other
    ? refuse('NOT_HOLDER', 'This pack is in stock under another ledger id of your site.')
    : undefined;
}

function newLine(
  line: BasketLine,
  opened: ReadonlyMap<string, OpenItem>,
  vouchers: ReadonlyMap<string, ReadVoucher>,
): NewLine {
  const { asked, pack, state, quantity, portion, operationId } = line;
  const { itemId } = asked;
  return {
    pack,
    state,
    quantity,
    portion,
    operationId,
    ...(itemId !== undefined && { item: opened.get(itemId)!.item, voucher: vouchers.get(itemId)!.call }),
    substitutionReason: asked.substitutionReason?.trim(),
    overrideReason: asked.override?.trim(),
  };
}
