import {
  Portion as LedgerPortion,
  ReportReason,
  SupplyBasis as LedgerBasis,
  type LedgerCall,
  type Supply,
  type VoucherJson,
} from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { prepared, statement } from '../../database/prepared.js';
import type { Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import type { Tx } from '../../platform/work/index.js';
import { ContainersStore } from '../custody/index.js';
import { SerialProofs } from '../lots/index.js';
import type { PrescriptionItem } from '../prescriptions/index.js';
import type { KnownPack } from './pack.reader.js';
import type { IrregularReason, Portion, SupplyBasis } from './supply.js';
import { SupplyWords, type LineWords, type Words } from './supply-words.js';
import type { UnitState } from './unit-states.reader.js';

/** One visit to write down. */
export interface NewSupply extends Words {
  readonly basis: SupplyBasis;
  readonly prescriptionId?: string | undefined;
  readonly eventTime: Date;
}

export interface NewLine extends LineWords {
  readonly pack: KnownPack;
  readonly state: UnitState;
  readonly quantity: number;
  readonly portion: Portion;
  readonly operationId: string;
  readonly item?: PrescriptionItem | undefined;
  readonly voucher?: VoucherJson | undefined;
  /** Set for a supply that is reported, not asked for. */
  readonly irregular?: IrregularReason | undefined;
  readonly replacesId?: string | undefined;
}

/** A visit in its own view of the transaction. */
export interface NewVisit {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly supply: NewSupply;
  readonly lines: readonly NewLine[];
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
  constructor(
    private readonly proofs: SerialProofs,
    private readonly containers: ContainersStore,
    private readonly words: SupplyWords,
  ) {}

  /** @returns the id of the dispensing. */
  async write(tx: Tx, actor: Actor, supply: NewSupply, lines: readonly NewLine[]): Promise<string> {
    const [id] = await this.writeAll([{ tx, actor, supply, lines }]);
    return id!;
  }

  /** Several visits of one transaction, in as many statements as one. @returns the ids of the dispensings. */
  async writeAll(visits: readonly NewVisit[]): Promise<string[]> {
    const [first] = visits;
    if (!first) return [];
    const ids = visits.map(() => newId());
    const rows = await Promise.all(visits.map((visit, n) => this.visitRow(ids[n]!, visit)));
    const lineRows = await Promise.all(
      visits.flatMap(({ lines }, n) => lines.map((line, position) => this.lineRow(ids[n]!, line, position))),
    );
    await prepared(first.tx.manager, INSERT, [JSON.stringify(rows), JSON.stringify(lineRows)]);
    await this.containers.takeOut(
      first.tx,
      visits.flatMap(({ lines }) => lines.map(({ pack }) => pack)),
    );
    for (const [n, { tx, actor, supply, lines }] of visits.entries()) {
      for (const line of lines) await this.ask(tx, actor, supply.basis, line);
      tx.audit({ type: 'dispensing', id: ids[n]! }, { basis: supply.basis, lines: lines.map(auditOf) });
    }
    return ids;
  }

  private async visitRow(id: string, { tx, actor, supply }: NewVisit) {
    return {
      id,
      site_id: actor.siteId,
      user_id: actor.userId,
      party_id: actor.partyId,
      basis: supply.basis,
      prescription_id: supply.prescriptionId,
      event_time: supply.eventTime,
      recorded_at: tx.now,
      ...(await this.words.seal(id, supply)),
    };
  }

  private async lineRow(dispensingId: string, line: NewLine, position: number) {
    const { runId, idx, product, lot, serial } = line.pack;
    const id = newId();
    return {
      id,
      dispensing_id: dispensingId,
      position,
      run_id: runId,
      idx,
      product_id: product.id,
      lot_id: lot.id,
      serial,
      portion: line.portion,
      quantity: line.quantity,
      item_id: line.item?.id,
      status: line.irregular ? 'IRREGULAR' : 'PENDING',
      irregular_reason: line.irregular,
      operation_id: line.operationId,
      replaces_id: line.replacesId,
      ...(await this.words.sealLine(id, line)),
    };
  }

  private async ask(tx: Tx, actor: Actor, basis: SupplyBasis, line: NewLine): Promise<void> {
    const { runId, idx } = line.pack;
    const partyId = line.state.facts.custody === 'OURS' ? line.state.holder! : actor.partyId;
    if (line.state.facts.custody !== 'OURS' && !line.irregular) await this.claim(tx, actor, line);
    const supply: Supply = {
      lot: line.state.lotKey,
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
      call: { kind: 'claim', lot: state.lotKey, index: idx, commitment, proof: path },
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

/** What was decided at the counter. Why stands with the line, sealed: the trail is kept in clear, for years. */
function auditOf({ pack, quantity, substitutionReason, overrideReason, irregular }: NewLine) {
  return {
    unit: `${pack.runId}/${pack.idx}`,
    quantity,
    ...(substitutionReason && { substituted: true }),
    ...(overrideReason && { overridden: true }),
    ...(irregular && { irregular }),
  };
}

const VISIT_COLUMNS = `id, site_id, user_id, party_id, basis, prescription_id, paper_reference, collector, event_time,
    recorded_at, note`;
const LINE_COLUMNS = `id, dispensing_id, position, run_id, idx, product_id, lot_id, serial, portion, quantity, item_id,
    substitution_reason, override_reason, status, irregular_reason, operation_id, replaces_id`;

// Records are taken apart by the names of the columns; what is not given is null.
const INSERT = statement({
  name: 'write-supplies',
  text: `
  WITH visit AS (
    INSERT INTO dispensing (${VISIT_COLUMNS})
    SELECT ${VISIT_COLUMNS} FROM jsonb_populate_recordset(NULL::dispensing, $1::jsonb)
  )
  INSERT INTO dispense_line (${LINE_COLUMNS})
  SELECT ${LINE_COLUMNS} FROM jsonb_populate_recordset(NULL::dispense_line, $2::jsonb)`,
});
