import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { isId } from '../../platform/ids/index.js';
import { UnitOfWork, type AuditAction, type Tx } from '../../platform/work/index.js';
import { ContainerPlaces, type NewCall } from './container-places.js';
import { ContainersStore } from './containers.store.js';
import { CustodyReader, type RunFacts } from './custody.reader.js';
import { piecesFor, type CustodyAct } from './custody.rules.js';
import { GoodsIn } from './goods-in.js';
import { OpenLines, type OpenLine } from './open-lines.js';
import { ScannedGoods } from './scanned-goods.js';
import type { UnitRange } from './segment.js';
import type { SettleKind } from './shipment-status.rules.js';
import { Shipment } from './shipment.entity.js';

interface ShipmentOrder {
  readonly idempotencyKey: string;
  readonly shipmentId: string;
  /** Default: all that are on their way. */
  readonly lineIds?: readonly string[] | null;
}

export interface Receipt extends ShipmentOrder {
  /** The packs as scanned, one by one: only these are taken in, and the rest stays on its way. */
  readonly scans?: readonly string[] | null;
}

export interface Rejection extends ShipmentOrder {
  readonly reason: string;
}

/** What each way of settling a line is called, on the ledger and in the audit trail. */
const WAYS: {
  readonly [K in Exclude<SettleKind, 'MISSING'>]: {
    readonly act: CustodyAct;
    readonly call: 'receive' | 'reject' | 'voidShipment';
    readonly action: AuditAction;
    readonly side: 'toSiteId' | 'fromSiteId';
  };
} = {
  RECEIVED: { act: 'receive', call: 'receive', action: 'custody.receive', side: 'toSiteId' },
  REJECTED: { act: 'reject', call: 'reject', action: 'custody.reject', side: 'toSiteId' },
  TAKEN_BACK: {
    act: 'takeBack',
    call: 'voidShipment',
    action: 'custody.recall-shipment',
    side: 'fromSiteId',
  },
};

type Way = keyof typeof WAYS;

/** Ends what is on its way: received, refused, or taken back by its sender. */
@Injectable()
export class ReceivingService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly custody: CustodyReader,
    private readonly lines: OpenLines,
    private readonly goodsIn: GoodsIn,
    private readonly scanned: ScannedGoods,
    private readonly containers: ContainersStore,
    private readonly places: ContainerPlaces,
  ) {}

  /** Takes a shipment in, all of it or in part. Every serial is checked against the ledger first. */
  receive(actor: Actor, input: Receipt): Promise<string> {
    return this.settle(actor, input, 'RECEIVED', async (tx, shipment, open, settle) => {
      const scans = input.scans ?? [];
      const counted = scans.length > 0 ? await this.scanned.match(tx, open, scans) : undefined;
      const wanted = counted?.ranges ?? open.map((line) => ({ line, range: line }));
      if (wanted.length === 0)
        throw new DomainError('NOT_SHIPPED_TO_YOU', 'None of the scanned packs belongs to this shipment.');
      for (const { line, range } of wanted) await settle(line, range);
      for (const { line, range } of counted?.ranges ?? [])
        await this.containers.unpack(tx, line.runId, range);
      await tx.publish('custody.received', {
        shipmentId: shipment.id,
        missing: counted?.missing ?? 0,
        unexpected: counted?.unexpected ?? 0,
      });
    });
  }

  /** Refuses what is on its way here: it stays with its sender. */
  reject(actor: Actor, input: Rejection): Promise<string> {
    const reason = input.reason.trim();
    if (reason === '')
      throw new DomainError('BAD_INPUT', 'Say why you refuse the goods: the sender will read it.');
    return this.settle(actor, input, 'REJECTED', async (tx, shipment, open, settle) => {
      for (const line of open) await settle(line, line);
      await tx.sql("UPDATE shipment SET note = concat_ws(E'\\n', note, $2::text) WHERE id = $1", [
        shipment.id,
        reason,
      ]);
      await tx.publish('custody.rejected', { shipmentId: shipment.id, reason });
    });
  }

  /** The sender takes back what nobody has received, for example since the receiver was suspended. */
  takeBack(actor: Actor, input: ShipmentOrder): Promise<string> {
    return this.settle(actor, input, 'TAKEN_BACK', async (_tx, _shipment, open, settle) => {
      for (const line of open) await settle(line, line);
    });
  }

  private settle(
    actor: Actor,
    input: ShipmentOrder,
    way: Way,
    body: (
      tx: Tx,
      shipment: Shipment,
      open: OpenLine[],
      settle: (line: OpenLine, range: UnitRange) => Promise<void>,
    ) => Promise<void>,
  ): Promise<string> {
    const { idempotencyKey, ...asked } = input;
    const { action, side } = WAYS[way];
    return this.work.once(actor, action, idempotencyKey, asked, async (tx) => {
      const shipment = isId(input.shipmentId)
        ? await tx.manager.findOneBy(Shipment, { id: input.shipmentId, [side]: actor.siteId })
        : null;
      if (!shipment) throw notFound('shipment');
      const runs = await this.custody.lockRuns(tx.manager, await this.lines.runsOf(tx, shipment.id));
      const open = await this.lines.open(tx, shipment.id, input.lineIds ?? null);
      const calls: NewCall[] = [];
      await body(tx, shipment, open, async (line, range) => {
        calls.push(...(await this.settleRange(tx, actor, runs.get(line.runId)!, line, range, way)));
      });
      await this.places.follow(tx, shipment.id, calls);
      tx.audit({ type: 'shipment', id: shipment.id }, { as: way, lines: open.length });
      return shipment.id;
    });
  }

  private async settleRange(
    tx: Tx,
    actor: Actor,
    run: RunFacts,
    line: OpenLine,
    range: UnitRange,
    way: Way,
  ): Promise<NewCall[]> {
    const { act, call: kind } = WAYS[way];
    const pieces = piecesFor(act, await this.custody.segments(run, range, tx.manager), range, actor.partyIds);
    if (way === 'RECEIVED') await this.goodsIn.check(run, range, tx.manager);
    const calls: NewCall[] = [];
    for (const { start, end, partyId } of pieces) {
      const call = { kind, lot: run.lotKey, start, end };
      const operationId = await tx.enqueue({ call, partyId, runId: run.id, idx: [start, end] });
      await this.lines.settle(tx, line, { start, end }, { kind: way, operationId, userId: actor.userId });
      calls.push({ call, partyId, runId: run.id });
    }
    return calls;
  }
}
