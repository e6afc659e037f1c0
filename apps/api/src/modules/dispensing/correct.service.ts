import { Injectable } from '@nestjs/common';
import { UnitStatus } from '@custodia/ledger';
import type { Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { newId } from '../../platform/ids/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { VoucherDomainReader } from '../prescriptions/index.js';
import type { DispenseLine } from './dispense-line.entity.js';
import { groundRefusal, paperRefusal } from './ground.rules.js';
import { itemRefusal } from './item.rules.js';
import { ItemsReader } from './items.reader.js';
import { PackReader } from './pack.reader.js';
import { SupplyWords } from './supply-words.js';
import { SupplyWriter, type NewLine, type NewSupply } from './supply-writer.js';
import type { Portion, SupplyBasis } from './supply.js';
import { UndoService } from './undo.service.js';
import { UnitStatesReader, type UnitState } from './unit-states.reader.js';
import { readVoucher, type AskedFill } from './vouchers.js';

export interface AskedCorrection {
  readonly idempotencyKey: string;
  readonly lineId: string;
  readonly reason: string;
  /** The ground on which the patient who has the pack got it. */
  readonly basis: SupplyBasis;
  readonly paperReference?: string | undefined;
  /** Of an e-prescription: the right patient's. */
  readonly prescriptionId?: string | undefined;
  readonly contentKey?: string | undefined;
  readonly fill?: AskedFill | undefined;
  readonly substitutionReason?: string | undefined;
}

/**
 * The pack went to another patient than was recorded. The fill is given back to the wrong prescription; the pack stays
 * supplied, on the right ground: on the ledger an undo, and in the same breath a supply anew.
 */
@Injectable()
export class CorrectService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly undoing: UndoService,
    private readonly packs: PackReader,
    private readonly states: UnitStatesReader,
    private readonly items: ItemsReader,
    private readonly domains: VoucherDomainReader,
    private readonly writer: SupplyWriter,
    private readonly words: SupplyWords,
  ) {}

  /** @returns the id of the dispensing that now stands. */
  correct(actor: Actor, { idempotencyKey, ...asked }: AskedCorrection): Promise<string> {
    return this.work.once(actor, 'dispensing.correct', idempotencyKey, asked, async (tx) => {
      if (!asked.reason.trim()) throw new DomainError('BAD_INPUT', 'Say what happened.');
      const unnamed = paperRefusal(asked.basis, asked.paperReference);
      if (unnamed) throw new DomainError(unnamed.code, unnamed.message);
      const [line] = await this.undoing.lock(tx, actor, [asked.lineId]);
      const operationId = newId();
      const { dispensing } = await this.undoing.undoLine(tx, actor, line!, {
        // Why stands with the supply that follows, sealed: a mix-up is told with names.
        packLeftPharmacy: false,
        reservedFor: operationId,
      });
      const supply: NewSupply = {
        basis: asked.basis,
        prescriptionId: asked.prescriptionId,
        paperReference: asked.paperReference,
        collector: (await this.words.open(dispensing, 'collector')) ?? undefined,
        note: asked.reason.trim(),
        eventTime: dispensing.eventTime,
      };
      return this.writer.write(tx, actor, supply, [
        await this.supplyAgain(tx, actor, line!, asked, operationId),
      ]);
    });
  }

  private async supplyAgain(
    tx: Tx,
    actor: Actor,
    line: DispenseLine,
    asked: Omit<AskedCorrection, 'idempotencyKey'>,
    operationId: string,
  ): Promise<NewLine> {
    const pack = await this.packs.ofLine(tx, line);
    const ground = groundRefusal(pack.product, asked.basis);
    if (ground) throw new DomainError(ground.code, ground.message);
    const state = await this.states.read(tx, actor, pack);
    const again: NewLine = {
      pack,
      // As it will be once the undo is through.
      state: { ...state, facts: { ...state.facts, status: UnitStatus.Active } },
      quantity: line.quantity,
      portion: portionNow(line, state),
      operationId,
      replacesId: line.id,
      substitutionReason: asked.substitutionReason?.trim(),
    };
    if (asked.basis !== 'E_PRESCRIPTION') return again;
    const opened = await this.items.open(tx, asked.prescriptionId, asked.contentKey);
    const target = asked.fill && opened.get(asked.fill.itemId);
    if (!asked.fill || !target) {
      throw new DomainError('ITEM_MISSING', 'Say which item of the opened prescription this pack fills.');
    }
    const voucher = readVoucher(asked.fill, target.item, await this.domains.domain(), actor.partyId);
    const packs = [
      { product: pack.product, quantity: line.quantity, substitutionReason: asked.substitutionReason },
    ];
    const refusal = itemRefusal(target.facts, { packs, owed: 0, voucher: voucher.facts }, tx.now);
    if (refusal) throw new DomainError(refusal.code, refusal.message);
    return { ...again, item: target.item, voucher: voucher.call };
  }
}

/** Of an opened pack: the last part is the one that leaves nothing in it, whatever it was when it was given. */
function portionNow({ portion }: DispenseLine, { left }: UnitState): Portion {
  if (portion === 'WHOLE') return 'WHOLE';
  return left === 0 ? 'LAST' : 'PART';
}
