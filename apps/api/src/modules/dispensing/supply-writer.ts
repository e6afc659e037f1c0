import {
  Portion as LedgerPortion,
  ReportReason,
  SupplyBasis as LedgerBasis,
  type LedgerCall,
  type Supply,
  type VoucherJson,
} from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import type { Tx } from '../../platform/work/index.js';
import { SerialProofs } from '../lots/index.js';
import type { PrescriptionItem } from '../prescriptions/index.js';
import { DispenseLine } from './dispense-line.entity.js';
import { Dispensing } from './dispensing.entity.js';
import type { KnownPack } from './pack.reader.js';
import type { IrregularReason, Portion, SupplyBasis } from './supply.js';
import type { UnitState } from './unit-states.reader.js';

/** One visit to write down. */
export interface NewSupply {
  readonly basis: SupplyBasis;
  readonly prescriptionId?: string | undefined;
  readonly paperReference?: string | undefined;
  readonly collector?: string | undefined;
  readonly note?: string | undefined;
  readonly eventTime: Date;
}

export interface NewLine {
  readonly pack: KnownPack;
  readonly state: UnitState;
  readonly quantity: number;
  readonly portion: Portion;
  readonly operationId: string;
  readonly item?: PrescriptionItem | undefined;
  readonly voucher?: VoucherJson | undefined;
  readonly substitutionReason?: string | undefined;
  readonly overrideReason?: string | undefined;
  /** Set for a supply that is reported, not asked for. */
  readonly irregular?: IrregularReason | undefined;
  readonly replacesId?: string | undefined;
}

const PORTION: Readonly<Record<Portion, number>> = {
  WHOLE: LedgerPortion.Whole,
  PART: LedgerPortion.Part,
  LAST: LedgerPortion.Last,
};

const BASIS: Readonly<Record<SupplyBasis, number>> = {
  E_PRESCRIPTION: LedgerBasis.Prescribed,
  PAPER: LedgerBasis.Paper,
  OVER_THE_COUNTER: LedgerBasis.OverTheCounter,
  EMERGENCY: LedgerBasis.Emergency,
  WARD: LedgerBasis.Stock,
  COMPOUNDING: LedgerBasis.Compounding,
};

const REASON: Readonly<Record<IrregularReason, number>> = {
  OTHER: ReportReason.Other,
  OUTAGE: ReportReason.Outage,
  EMERGENCY: ReportReason.Emergency,
  REFUSED_AFTER_HAND_OUT: ReportReason.RefusedTooLate,
  LATE_ENTRY: 4,
};

/** Writes a supply down and asks the ledger for it, in one transaction. */
@Injectable()
export class SupplyWriter {
  constructor(private readonly proofs: SerialProofs) {}

  /** @returns the id of the dispensing. */
  async write(tx: Tx, actor: Actor, supply: NewSupply, lines: readonly NewLine[]): Promise<string> {
    const id = newId();
    await tx.manager.insert(Dispensing, {
      id,
      siteId: actor.siteId,
      userId: actor.userId,
      partyId: actor.partyId,
      basis: supply.basis,
      prescriptionId: supply.prescriptionId ?? null,
      paperReference: supply.paperReference ?? null,
      collector: supply.collector ?? null,
      note: supply.note ?? null,
      eventTime: supply.eventTime,
      recordedAt: tx.now,
    });
    await tx.manager.insert(
      DispenseLine,
      lines.map((line, position) => rowOf(id, line, position)),
    );
    for (const line of lines) await this.ask(tx, actor, supply.basis, line);
    tx.audit({ type: 'dispensing', id }, { basis: supply.basis, lines: lines.map(auditOf) });
    return id;
  }

  private async ask(tx: Tx, actor: Actor, basis: SupplyBasis, line: NewLine): Promise<void> {
    const { runId, idx } = line.pack;
    const partyId = line.state.facts.custody === 'OURS' ? line.state.holder! : actor.partyId;
    if (line.state.facts.custody !== 'OURS' && !line.irregular) await this.claim(tx, actor, line);
    const supply: Supply = {
      lot: line.state.run.lotKey,
      index: idx,
      portion: PORTION[line.portion],
      basis: BASIS[basis],
      quantity: line.quantity,
      ...(line.voucher && { voucher: line.voucher }),
    };
    await tx.enqueue({
      id: line.operationId,
      call: supplyCall(supply, line.irregular),
      partyId,
      runId,
      idx: [idx, idx + 1],
      ...(line.item && { itemId: line.item.itemKey }),
    });
  }

  /** Where the law follows no custody, a pack that nobody shipped here is taken over by proof of its serial. */
  private async claim(tx: Tx, actor: Actor, { pack: { runId, idx }, state }: NewLine): Promise<void> {
    const { commitment, path } = await this.proofs.proof(runId, idx, tx.manager);
    await tx.enqueue({
      call: { kind: 'claim', lot: state.run.lotKey, index: idx, commitment, proof: path },
      partyId: actor.partyId,
      runId,
      idx: [idx, idx + 1],
    });
    await tx.publish('custody.claimed', { runId, idx, siteId: actor.siteId });
  }
}

/** Asks the ledger for a supply, or reports it where there is a reason to. */
export function supplyCall(supply: Supply, irregular: IrregularReason | undefined): LedgerCall {
  const { lot, index, portion, basis, quantity, voucher } = supply;
  const call = { lot, index, portion, basis, quantity, ...(voucher && { voucher }) };
  return irregular
    ? { kind: 'reportSupply', reason: REASON[irregular], ...call }
    : { kind: 'dispense', ...call };
}

function rowOf(dispensingId: string, line: NewLine, position: number) {
  const { runId, idx, product, lot, serial } = line.pack;
  return {
    id: newId(),
    dispensingId,
    position,
    runId,
    idx,
    productId: product.id,
    lotId: lot.id,
    serial,
    portion: line.portion,
    quantity: line.quantity,
    itemId: line.item?.id ?? null,
    substitutionReason: line.substitutionReason ?? null,
    overrideReason: line.overrideReason ?? null,
    status: line.irregular ? ('IRREGULAR' as const) : ('PENDING' as const),
    irregularReason: line.irregular ?? null,
    operationId: line.operationId,
    replacesId: line.replacesId ?? null,
  };
}

/** What was decided at the counter, and why: never for whom. */
function auditOf({ pack, quantity, substitutionReason, overrideReason, irregular }: NewLine) {
  return {
    unit: `${pack.runId}/${pack.idx}`,
    quantity,
    ...(substitutionReason && { substitutionReason }),
    ...(overrideReason && { overrideReason }),
    ...(irregular && { irregular }),
  };
}
