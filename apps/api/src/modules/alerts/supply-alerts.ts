import { Injectable } from '@nestjs/common';
import { OfKinds, OnEvent, type DomainEvent } from '../../platform/events/index.js';
import type { Tx } from '../../platform/work/index.js';
import { AlertWriter } from './alert-writer.js';
import type { ObservedPack } from './observation.js';
import { Observations } from './observations.js';

interface UnitFacts extends ObservedPack {
  readonly supplied_at: string | null;
  readonly recalled: boolean;
}

// Who supplied the unit last, and whether its lot or its range is recalled.
const UNIT = `
  SELECT p.gtin, l.number AS lot, l.expiry::text AS expiry,
         (SELECT d.site_id FROM dispense_line x JOIN dispensing d ON d.id = x.dispensing_id
          WHERE x.run_id = r.id AND x.idx = $2 AND x.id IS DISTINCT FROM $3
            AND x.status IN ('PENDING', 'CONFIRMED', 'IRREGULAR', 'HANDED_OUT_REFUSED')
          ORDER BY x.id DESC LIMIT 1) AS supplied_at,
         coalesce(k.recalled OR k.withdrawn, false) OR EXISTS (
           SELECT 1 FROM ledger.recall_range c WHERE c.lot_key = r.lot_key AND c.start <= $2 AND c."end" > $2
         ) AS recalled
  FROM run r JOIN lot l ON l.id = r.lot_id JOIN product p ON p.id = l.product_id
  LEFT JOIN ledger.lot k ON k.lot_key = r.lot_key
  WHERE r.id = $1`;

interface Undone {
  readonly site_id: string;
  readonly gtin: string;
  readonly lot: string;
  readonly serial: string;
  readonly count: number;
}

// A supply that was taken back, and how often that happened to the pack within a day.
const UNDONE = `
  SELECT d.site_id, p.gtin, l.number AS lot, x.serial,
         (SELECT count(*) FROM operation u
          WHERE u.run_id = x.run_id AND u.idx_from = x.idx AND u.kind = 'undoDispense' AND u.status = 'CONFIRMED'
            AND u.settled_at <= own.settled_at AND u.settled_at > own.settled_at - interval '1 day') AS count
  FROM dispense_line x JOIN dispensing d ON d.id = x.dispensing_id JOIN run r ON r.id = x.run_id
  JOIN lot l ON l.id = r.lot_id JOIN product p ON p.id = l.product_id JOIN operation own ON own.id = x.undo_operation_id
  WHERE x.undo_operation_id = $1`;

/** Supplies that were refused, and supplies that nobody had authorised. */
@Injectable()
export class SupplyAlerts {
  constructor(
    private readonly observations: Observations,
    private readonly writer: AlertWriter,
  ) {}

  @OnEvent('dispensing.refused')
  async onRefused({ payload }: DomainEvent<'dispensing.refused'>, tx: Tx): Promise<void> {
    const { siteId, runId, idx, lineId, serial, reason, operation, handedOut } = payload;
    const at = new Date(payload.at);
    const site = await this.observations.site(tx, siteId);
    const unit = await this.unit(tx, runId, idx, lineId);
    const pack = { gtin: unit.gtin, lot: unit.lot, serial };
    const earlierHere = await this.observations.remember(tx, {
      what: reason,
      siteId,
      pack,
      at,
      days: site.repeats.repeatDays,
    });
    await this.writer.raise(tx, {
      kind: 'refusal',
      at,
      site,
      pack,
      reason,
      operation,
      handedOut,
      dispensedHere: unit.supplied_at === siteId,
      earlierHere,
      repeatTolerance: site.repeats.repeatTolerance,
    });
  }

  @OnEvent('dispensing.irregular')
  async onIrregular({ payload }: DomainEvent<'dispensing.irregular'>, tx: Tx): Promise<void> {
    const { siteId, runId, idx, lineId, serial, reason } = payload;
    const unit = await this.unit(tx, runId, idx, lineId);
    const at = new Date(payload.at);
    const pack = { gtin: unit.gtin, lot: unit.lot, serial };
    await this.observations.remember(tx, { what: 'IrregularSupply', siteId, pack, at });
    await this.writer.raise(tx, {
      kind: 'irregular',
      at,
      site: await this.observations.site(tx, siteId),
      pack,
      reason,
      lotRecalled: unit.recalled,
      suppliedElsewhere: unit.supplied_at !== null && unit.supplied_at !== siteId,
      irregularHere: await this.observations.irregularSupplies(tx, siteId, pack, at),
    });
  }

  @OnEvent('operation.confirmed')
  @OfKinds('undoDispense')
  async onUndone({ payload, createdAt }: DomainEvent<'operation.confirmed'>, tx: Tx): Promise<void> {
    const [undone] = await tx.sql<Undone>(UNDONE, [payload.operationId]);
    if (!undone) return;
    await this.writer.raise(tx, {
      kind: 'undone',
      at: createdAt,
      site: await this.observations.site(tx, undone.site_id),
      pack: { gtin: undone.gtin, lot: undone.lot, serial: undone.serial },
      undosWithinADay: undone.count,
    });
  }

  private async unit(tx: Tx, runId: number, idx: number, lineId: string | undefined): Promise<UnitFacts> {
    const [unit] = await tx.sql<UnitFacts>(UNIT, [runId, idx, lineId ?? null]);
    if (!unit) throw new Error(`Run ${runId} is not known`);
    return unit;
  }
}
