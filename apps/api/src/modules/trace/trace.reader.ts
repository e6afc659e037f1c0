import { Portion, UnitStatus } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { hexToBytes } from '../../database/columns.js';
import type { Actor } from '../../platform/access/index.js';
import { ContainersQueries, UnitsReader, type Container } from '../custody/index.js';
import { LotsQueries, SerialStore, type Lot, type Product, type Run } from '../lots/index.js';
import { hopsOf, isComplete, isInvolved, ownHops, type Hop, type TraceEvent } from './trace.rules.js';
import { statusOf, type TraceStatus } from './unit-status.js';

export interface Asked {
  readonly gtin: string;
  readonly serial: string;
  readonly lot?: string | undefined;
}

/** The way of one pack, as far as the actor may see it. */
export interface TraceView {
  readonly product: Product;
  readonly lot: Pick<Lot, 'expiry'>;
  readonly lotNumber: string;
  readonly serial: string;
  readonly status: TraceStatus;
  /** What it lies in now, the innermost first. */
  readonly containers: readonly Container[];
  readonly hops: readonly Hop[];
  /** Of the whole way, also of what the actor does not see: upstream is confirmed, or it is not. */
  readonly complete: boolean;
}

interface Unit {
  readonly run: Run;
  readonly idx: number;
}

// One unit's events: its own, those of ranges around it, and those of its whole lot.
const EVENTS = `
  SELECT b.at, e.name, e.party,
         coalesce(e.args->>'receiver', e.args->>'from', e.args->>'shipper')::bigint AS other,
         CASE WHEN e.name IN ('Decommissioned', 'UnitsLocked') THEN (e.args->>'status')::int END AS status,
         NULL AS verdict, NULL AS answer, NULL AS note, s.number AS shipment, coalesce(x.nesting, '{}') AS containers,
         (e.args->>'returned')::bool IS TRUE AS returned, (e.args->>'portion')::int IS NOT DISTINCT FROM ${Portion.Part} AS part,
         true AS confirmed, '0x' || encode(e.tx_hash, 'hex') AS "txHash", e.block_number AS "blockNumber"
  FROM ledger.event e
  JOIN ledger.block b ON b.number = e.block_number
  LEFT JOIN shipment_line x ON x.run_id = $3 AND x.start <= $2 AND x."end" > $2
    AND e.operation_id IN (x.ship_operation_id, x.settle_operation_id)
  LEFT JOIN shipment s ON s.id = x.shipment_id
  WHERE e.lot_key = $1 AND (
    (e.idx_to - e.idx_from = 1 AND e.idx_from = $2)
    OR (e.idx_to - e.idx_from > 1 AND e.idx_from <= $2 AND e.idx_to > $2)
    OR e.idx_from IS NULL)
  ORDER BY e.block_number, e.log_index`;

// A lock names no status: the contract makes a regulator's a seizure.
const PENDING = `
  SELECT o.created_at AS at, o.kind AS name, o.party_id AS party, (o.call->>'receiver')::bigint AS other,
         CASE WHEN o.kind <> 'lock' THEN (o.call->>'status')::int WHEN o.signer = 'regulator' THEN ${UnitStatus.Seized}
              ELSE ${UnitStatus.Locked} END AS status, NULL AS verdict, NULL AS answer, NULL AS note, s.number AS shipment,
         coalesce(x.nesting, '{}') AS containers, o.kind = 'returnTo' AS returned,
         (o.call->>'portion')::int IS NOT DISTINCT FROM ${Portion.Part} AS part, false AS confirmed,
         NULL AS "txHash", NULL AS "blockNumber"
  FROM operation o
  LEFT JOIN shipment_line x ON x.run_id = $1 AND x.start <= $2 AND x."end" > $2
    AND o.id IN (x.ship_operation_id, x.settle_operation_id)
  LEFT JOIN shipment s ON s.id = x.shipment_id
  WHERE o.run_id = $1 AND o.status IN ('PENDING', 'SENT') AND (o.idx_from IS NULL OR (o.idx_from <= $2 AND o.idx_to > $2))
  ORDER BY o.seq`;

// Where the pack may be: a regulator or a maker looks at packs that it never holds.
const SCANS = `
  SELECT r.event_time AS at, 'Scanned' AS name, p.ledger_id AS party, NULL AS other, NULL AS status, r.verdict,
         a.answer, a.note, NULL AS shipment, '{}'::text[] AS containers, false AS returned, false AS part,
         true AS confirmed, NULL AS "txHash", NULL AS "blockNumber"
  FROM scan_record r JOIN party p ON p.site_id = r.site_id AND p.main JOIN site s ON s.id = r.site_id
  LEFT JOIN LATERAL (SELECT answer, note FROM scan_answer WHERE scan_id = r.id ORDER BY id DESC LIMIT 1) a ON true
  WHERE s.roles && ARRAY['DISTRIBUTOR', 'PHARMACY', 'DISPOSER'] AND r.run_id = $1 AND r.idx = $2 AND r.light <> 'GREEN' ORDER BY r.id DESC LIMIT 50`;

/** What each of our pending calls will be as an event. */
const EVENT_OF: Readonly<Record<string, string>> = {
  registerLot: 'LotRegistered',
  amendLot: 'LotAmended',
  ship: 'Shipped',
  returnTo: 'Shipped',
  receive: 'Received',
  reject: 'Rejected',
  voidShipment: 'ShipmentVoided',
  reassign: 'Reassigned',
  claim: 'Claimed',
  reportMissing: 'ReportedMissing',
  dispense: 'Dispensed',
  reportSupply: 'SupplyReported',
  undoDispense: 'Undone',
  decommission: 'Decommissioned',
  lock: 'UnitsLocked',
  unlock: 'UnitsUnlocked',
  hold: 'LotHeld',
  release: 'LotReleased',
  approveRecall: 'LotRecalled',
  approveWithdrawal: 'LotWithdrawn',
};

@Injectable()
export class TraceReader {
  constructor(
    private readonly database: DataSource,
    private readonly lots: LotsQueries,
    private readonly serials: SerialStore,
    private readonly units: UnitsReader,
    private readonly containers: ContainersQueries,
  ) {}

  /** Null where there is no such pack, and where the actor had nothing to do with it: which of both is not said. */
  async trace(actor: Actor, asked: Asked): Promise<TraceView | null> {
    const unit = await this.find(asked);
    if (!unit) return null;
    const hops = hopsOf(await this.events(unit));
    const regulator = actor.roles.includes('REGULATOR');
    if (!regulator && !isInvolved(hops, actor.partyIds)) return null;
    const lot = await this.lots.lotById(unit.run.lotId);
    const product = lot && (await this.lots.productById(lot.productId));
    if (!lot || !product) return null;
    return {
      product,
      lot,
      lotNumber: lot.number,
      serial: asked.serial,
      status: await this.status(actor, unit),
      containers: await this.containers.around(actor, unit.run.id, unit.idx),
      hops: regulator ? hops : ownHops(hops, actor.partyIds),
      complete: isComplete(hops.filter(({ kind }) => kind !== 'SCANNED')),
    };
  }

  private async find({ gtin, serial, lot }: Asked): Promise<Unit | null> {
    const runs: { id: number }[] = await this.database.query(
      `SELECT r.id FROM run r JOIN lot l ON l.id = r.lot_id JOIN product p ON p.id = l.product_id
       WHERE p.gtin = $1 AND ($2::text IS NULL OR l.number = $2) AND r.status = 'READY'`,
      [gtin, lot ?? null],
    );
    const [place] = await this.serials.find(
      runs.map(({ id }) => id),
      [serial],
    );
    const run = place && (await this.lots.runById(place.runId));
    return run ? { run, idx: place.index } : null;
  }

  private async events({ run, idx }: Unit): Promise<TraceEvent[]> {
    const onLedger: TraceEvent[] = await this.database.query(EVENTS, [hexToBytes(run.lotKey), idx, run.id]);
    const pending: TraceEvent[] = await this.database.query(PENDING, [run.id, idx]);
    const scans: TraceEvent[] = await this.database.query(SCANS, [run.id, idx]);
    return [
      ...onLedger,
      ...pending.map((event) => ({ ...event, name: EVENT_OF[event.name] ?? '' })),
      ...scans,
    ];
  }

  private async status({ siteId }: Actor, { run, idx }: Unit): Promise<TraceStatus> {
    const row = await this.units.ofUnit({ runId: run.id, idx, siteId });
    return row ? statusOf(row) : 'NOT_ON_LEDGER';
  }
}
