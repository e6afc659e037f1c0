import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { isId } from '../../platform/ids/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { Product } from '../lots/index.js';
import { VoucherDomainReader } from '../prescriptions/index.js';
import { amount } from './amount.js';
import { BasketReader, type AskedLine } from './basket.reader.js';
import { Dispensing } from './dispensing.entity.js';
import { itemRefusal } from './item.rules.js';
import { ItemsReader } from './items.reader.js';
import { OwedBalance } from './owed-balance.entity.js';
import { OwedSettlement } from './owed-settlement.entity.js';
import { basketRefused } from './refusal.js';
import { SupplyWriter } from './supply-writer.js';
import { readVoucher } from './vouchers.js';
import { WarnedStore, type AskedWarning } from './warned.store.js';

export interface AskedSettlement {
  readonly idempotencyKey: string;
  readonly owedId: string;
  readonly lines: readonly AskedLine[];
  /** Warnings that it is given against. */
  readonly warnings?: readonly AskedWarning[] | undefined;
  readonly collector?: string | undefined;
  /** A new signature, where the one that covers the balance has run out. */
  readonly fill?: { readonly upTo: number; readonly deadline: Date; readonly signature: string } | undefined;
}

/** Gives what the patient is still owed, on the voucher that was signed for it at the first visit. */
@Injectable()
export class OwedService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly baskets: BasketReader,
    private readonly items: ItemsReader,
    private readonly domains: VoucherDomainReader,
    private readonly writer: SupplyWriter,
    private readonly warned: WarnedStore,
  ) {}

  /** @returns the id of the balance. */
  async settle(actor: Actor, { idempotencyKey, warnings, ...asked }: AskedSettlement): Promise<string> {
    const warned = await this.warned.prepare(warnings);
    return this.work.once(actor, 'dispensing.settle-owed', idempotencyKey, asked, async (tx) => {
      const owed = await this.lock(tx, actor, asked.owedId);
      const first = await tx.manager.findOneByOrFail(Dispensing, { id: owed.dispensingId });
      const product = await tx.manager.findOneByOrFail(Product, { id: owed.productId });
      // What was prescribed is sealed; what was given on it is not: the rest must be the same.
      const items = await this.items.lock(tx, [owed.itemId], () => ({
        substance: product.substance,
        strength: product.strength ?? undefined,
        baseUnit: product.baseUnit,
        substitutionAllowed: true,
      }));
      const { item, facts } = items.get(owed.itemId)!;
      const basket = await this.baskets.read(tx, actor, asked.lines, {
        basis: 'E_PRESCRIPTION',
        late: false,
      });
      if (basket.refused.length > 0) throw basketRefused(basket.refused);
      const given = basket.lines.reduce((sum, { quantity }) => sum + quantity, 0);
      refuseTooMuch(owed, given, product.baseUnit);

      const voucher = readVoucher(signed(owed, asked), item, await this.domains.domain(), actor.partyId);
      const packs = basket.lines.map(({ pack, quantity }) => ({ product: pack.product, quantity }));
      const refusal = itemRefusal(facts, { packs, owed: 0, voucher: voucher.facts }, tx.now);
      if (refusal) throw new DomainError(refusal.code, refusal.message);
      const dispensingId = await this.writer.write(
        tx,
        actor,
        {
          basis: 'E_PRESCRIPTION',
          prescriptionId: first.prescriptionId ?? undefined,
          collector: asked.collector,
          eventTime: tx.now,
        },
        basket.lines.map((line) => ({
          ...line,
          item,
          voucher: voucher.call,
          overrideReason: line.asked.override?.trim(),
        })),
      );
      if (warned) await this.warned.keep(tx, [{ dispensingId, siteId: actor.siteId, warned }]);
      await tx.manager.insert(OwedSettlement, { owedId: owed.id, dispensingId });
      await tx.manager.update(OwedBalance, owed.id, { settled: owed.settled + given });
      tx.audit({ type: 'owed-balance', id: owed.id }, { given });
      return owed.id;
    });
  }

  private async lock(tx: Tx, { siteId }: Actor, id: string): Promise<OwedBalance> {
    const owed = isId(id)
      ? await tx.manager.findOne(OwedBalance, { where: { id, siteId }, lock: { mode: 'pessimistic_write' } })
      : null;
    if (!owed) throw notFound('owed balance');
    if (owed.settled >= owed.quantity) {
      throw new DomainError('OWED_SETTLED', 'Nothing is owed any more: the balance is settled.');
    }
    return owed;
  }
}

function refuseTooMuch({ quantity, settled }: OwedBalance, given: number, unit: string): void {
  if (given === 0) throw new DomainError('BAD_INPUT', 'Scan the pack that is given.');
  if (given <= quantity - settled) return;
  throw new DomainError(
    'QUANTITY_EXCEEDS_PRESCRIBED',
    `Owed are ${amount(quantity - settled, unit)}, not ${given}: give a part of the pack.`,
  );
}

function signed({ voucher }: OwedBalance, { fill }: Pick<AskedSettlement, 'fill'>) {
  return fill ?? { ...voucher, deadline: new Date(voucher.deadline * 1_000) };
}
