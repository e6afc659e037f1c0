import { Injectable } from '@nestjs/common';
import { MAX_QUANTITY, type LedgerCall, type VoucherJson } from '@custodia/ledger';
import type { Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { newId } from '../../platform/ids/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { VoucherDomainReader } from '../prescriptions/index.js';
import type { AskedLine } from './basket.reader.js';
import { DispenseLine } from './dispense-line.entity.js';
import { Dispensing } from './dispensing.entity.js';
import { voucherRefusal } from './item.rules.js';
import { ItemsReader, type OpenItem } from './items.reader.js';
import { PackReader, type KnownPack } from './pack.reader.js';
import { basketRefused, isRefusal, type RefusedLine } from './refusal.js';
import { SupplyWriter, supplyCall, type NewLine } from './supply-writer.js';
import type { IrregularReason, Portion, SupplyBasis } from './supply.js';
import { CLOCK_SLACK_MS } from './timing.rules.js';
import { UndoService } from './undo.service.js';
import { UnitStatesReader } from './unit-states.reader.js';
import { readVoucher, type AskedFill, type ReadVoucher } from './vouchers.js';

export interface AskedReport {
  readonly idempotencyKey: string;
  /** Supplies of the site that the ledger refused: then nothing else is asked. */
  readonly lineIds?: readonly string[] | undefined;
  readonly reason?: IrregularReason | undefined;
  readonly basis?: SupplyBasis | undefined;
  /** When it happened. */
  readonly eventTime?: Date | undefined;
  readonly note?: string | undefined;
  readonly collector?: string | undefined;
  readonly paperReference?: string | undefined;
  readonly prescriptionId?: string | undefined;
  readonly contentKey?: string | undefined;
  readonly fills?: readonly AskedFill[] | undefined;
  readonly lines?: readonly AskedLine[] | undefined;
}

/** Packs that were supplied unasked. */
interface SuppliedPacks extends AskedReport {
  readonly reason: IrregularReason;
  readonly basis: SupplyBasis;
  readonly eventTime: Date;
  readonly lines: readonly AskedLine[];
}

/**
 * Writes down what already happened: an outage, an emergency, a lot recalled since, a pack handed out before the
 * refusal came. A fact about a unit of a known lot is never refused; it is irregular, and those who watch are told.
 */
@Injectable()
export class ReportService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly packs: PackReader,
    private readonly states: UnitStatesReader,
    private readonly items: ItemsReader,
    private readonly domains: VoucherDomainReader,
    private readonly undoing: UndoService,
    private readonly writer: SupplyWriter,
  ) {}

  /** @returns the id of the dispensing. */
  report(actor: Actor, { idempotencyKey, ...asked }: AskedReport): Promise<string> {
    return this.work.once(actor, 'dispensing.report', idempotencyKey, asked, async (tx) => {
      if (asked.lineIds?.length) return this.reportRefused(tx, actor, asked.lineIds);
      return this.reportPacks(tx, actor, completed({ idempotencyKey, ...asked }, tx.now));
    });
  }

  private async reportPacks(tx: Tx, actor: Actor, asked: SuppliedPacks): Promise<string> {
    const opened = asked.contentKey
      ? await this.items.open(tx, asked.prescriptionId, asked.contentKey)
      : new Map<string, OpenItem>();
    const vouchers = await this.readVouchers(tx, actor, asked.fills ?? [], opened);
    const known = await this.readPacks(tx, asked.lines);
    const lines: NewLine[] = [];
    for (const [n, pack] of known.entries()) {
      lines.push(await this.newLine(tx, actor, pack, asked.lines[n]!, asked.reason, opened, vouchers));
    }
    const id = await this.writer.write(tx, actor, asked, lines);
    for (const line of lines) await this.publish(tx, actor, id, line.operationId, line.pack, asked);
    return id;
  }

  /** Packs that the patient had when the ledger refused them: the line stays, as an irregular supply. */
  private async reportRefused(tx: Tx, actor: Actor, lineIds: readonly string[]): Promise<string> {
    const lines = await this.undoing.lock(tx, actor, lineIds);
    for (const line of lines) await this.reportLine(tx, actor, line);
    return lines[0]!.dispensingId;
  }

  private async reportLine(tx: Tx, actor: Actor, line: DispenseLine): Promise<void> {
    if (line.status !== 'HANDED_OUT_REFUSED' && line.status !== 'REFUSED') {
      throw new DomainError('BAD_INPUT', 'Only a supply that the ledger refused is reported so.');
    }
    const [refused] = await tx.sql<{ call: LedgerCall; party_id: number; item_id: Buffer | null }>(
      'SELECT call, party_id, item_id FROM operation WHERE id = $1',
      [line.operationId],
    );
    const { call, party_id: partyId, item_id: itemId } = refused!;
    if (call.kind !== 'dispense' && call.kind !== 'reportSupply') throw new Error('A line is of a supply');
    const reason = 'REFUSED_AFTER_HAND_OUT';
    const operationId = await tx.enqueue({
      call: supplyCall(call, reason),
      partyId,
      runId: line.runId,
      idx: [line.idx, line.idx + 1],
      ...(itemId && { itemId: `0x${itemId.toString('hex')}` }),
    });
    await tx.manager.update(DispenseLine, line.id, {
      status: 'IRREGULAR',
      irregularReason: reason,
      operationId,
      settledAt: null,
    });
    const { eventTime } = await tx.manager.findOneByOrFail(Dispensing, { id: line.dispensingId });
    tx.audit({ type: 'dispense-line', id: line.id }, { irregular: reason });
    await tx.publish('dispensing.irregular', {
      siteId: actor.siteId,
      lineId: line.id,
      runId: line.runId,
      idx: line.idx,
      serial: line.serial,
      at: eventTime.toISOString(),
      reason,
    });
  }

  private async readPacks(tx: Tx, asked: readonly AskedLine[]): Promise<KnownPack[]> {
    const read = await this.packs.read(
      tx,
      asked.map(({ scan }) => scan),
    );
    const refused = read.flatMap<RefusedLine>((pack, line) => (isRefusal(pack) ? [{ line, ...pack }] : []));
    if (refused.length > 0) throw basketRefused(refused);
    return read as KnownPack[];
  }

  private async readVouchers(
    tx: Tx,
    actor: Actor,
    fills: readonly AskedFill[],
    opened: ReadonlyMap<string, OpenItem>,
  ): Promise<Map<string, ReadVoucher>> {
    const vouchers = new Map<string, ReadVoucher>();
    if (fills.length === 0) return vouchers;
    const domain = await this.domains.domain();
    for (const fill of fills) {
      const item = opened.get(fill.itemId);
      if (!item) throw new DomainError('ITEM_MISSING', 'The signature is for no item of this prescription.');
      const voucher = readVoucher(fill, item.item, domain, actor.partyId);
      const refusal = voucherRefusal(voucher.facts, item.facts.used + 1, tx.now);
      if (refusal) throw new DomainError(refusal.code, refusal.message);
      vouchers.set(fill.itemId, voucher);
    }
    return vouchers;
  }

  private async newLine(
    tx: Tx,
    actor: Actor,
    pack: KnownPack,
    { quantity, itemId, substitutionReason, override }: AskedLine,
    irregular: IrregularReason,
    opened: ReadonlyMap<string, OpenItem>,
    vouchers: ReadonlyMap<string, ReadVoucher>,
  ): Promise<NewLine> {
    const state = await this.states.read(tx, actor, pack);
    const given = quantity ?? (state.left > 0 ? state.left : pack.product.packQuantity);
    if (!Number.isSafeInteger(given) || given < 1 || given > MAX_QUANTITY) {
      throw new DomainError('QUANTITY_INVALID', 'A quantity is a whole number of base units from 1 up.');
    }
    return {
      pack,
      state,
      quantity: given,
      portion: portionOf(given, state.left, state.opened),
      operationId: newId(),
      item: itemId === undefined ? undefined : opened.get(itemId)?.item,
      voucher: voucherOf(itemId, vouchers),
      irregular,
      substitutionReason: substitutionReason?.trim(),
      overrideReason: override?.trim(),
    };
  }

  private async publish(
    tx: Tx,
    actor: Actor,
    dispensingId: string,
    operationId: string,
    pack: KnownPack,
    { reason, eventTime }: Pick<SuppliedPacks, 'reason' | 'eventTime'>,
  ): Promise<void> {
    const line = await tx.manager.findOneByOrFail(DispenseLine, { dispensingId, operationId });
    await tx.publish('dispensing.irregular', {
      siteId: actor.siteId,
      lineId: line.id,
      runId: pack.runId,
      idx: pack.idx,
      serial: pack.serial,
      at: eventTime.toISOString(),
      reason,
    });
  }
}

function completed(asked: AskedReport, now: Date): SuppliedPacks {
  const { reason, basis, eventTime, lines } = asked;
  if (!lines?.length) throw new DomainError('BAD_INPUT', 'Scan the packs that were supplied.');
  if (!reason || !basis || !eventTime) {
    throw new DomainError('BAD_INPUT', 'Say why, on what ground and when the packs were supplied.');
  }
  if (eventTime.getTime() > now.getTime() + CLOCK_SLACK_MS) {
    throw new DomainError('EVENT_TIME', 'The time of the supply lies in the future.');
  }
  return { ...asked, reason, basis, eventTime, lines };
}

function portionOf(quantity: number, left: number, opened: boolean): Portion {
  if (quantity < left) return 'PART';
  return opened ? 'LAST' : 'WHOLE';
}

function voucherOf(
  itemId: string | undefined,
  vouchers: ReadonlyMap<string, ReadVoucher>,
): VoucherJson | undefined {
  return itemId === undefined ? undefined : vouchers.get(itemId)?.call;
}
