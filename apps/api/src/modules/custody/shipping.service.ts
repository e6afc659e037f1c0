import { isSscc } from '@custodia/gs1';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { newId } from '../../platform/ids/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { localDay } from '../lots/index.js';
import { LedgerIdReader, SiteReader, type SiteView } from '../parties/index.js';
import { ContainersStore } from './containers.store.js';
import { CustodyReader, type RunFacts } from './custody.reader.js';
import { notHeld, piecesFor, type Piece } from './custody.rules.js';
import { checkHindrance, checkMovement, checkReceiver, type Receiver } from './movement.rules.js';
import type { UnitRange } from './segment.js';
import { newShipmentNumber } from './shipment-number.js';
import { Shipment, ShipmentLine, type ShipmentKind } from './shipment.entity.js';

/** Packs by their packing indices, or everything in a container. */
export type GoodsLine =
  { readonly runId: number; readonly from: number; readonly to: number } | { readonly sscc: string };

export interface NewShipment {
  readonly idempotencyKey: string;
  readonly toSiteId: string;
  /** One of the receiver's ledger ids; its main one if absent. */
  readonly toLedgerId?: number | null;
  readonly lines: readonly GoodsLine[];
  readonly reference?: string | null;
  readonly note?: string | null;
  /** When the goods left, where that is not now. */
  readonly eventTime?: Date | null;
}

interface Goods extends UnitRange {
  readonly runId: number;
  readonly sscc: string | null;
  readonly nesting: string[];
}

const MOST_PIECES = 2_000;
/** Clocks of terminals are a little off. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** Sends goods on, and back. */
@Injectable()
export class ShippingService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly sites: SiteReader,
    private readonly ledgerIds: LedgerIdReader,
    private readonly custody: CustodyReader,
    private readonly containers: ContainersStore,
  ) {}

  ship(actor: Actor, input: NewShipment): Promise<string> {
    return this.send(actor, input, 'DELIVERY');
  }

  returnGoods(actor: Actor, input: NewShipment): Promise<string> {
    return this.send(actor, input, 'RETURN');
  }

  private async send(actor: Actor, input: NewShipment, kind: ShipmentKind): Promise<string> {
    const { idempotencyKey, ...asked } = input;
    const to = await this.sites.byId(input.toSiteId);
    if (!to) throw notFound('site');
    const here = await this.sites.byId(actor.siteId);
    const action = kind === 'DELIVERY' ? 'custody.ship' : 'custody.return';
    return this.work.once(actor, action, idempotencyKey, asked, async (tx) => {
      const today = localDay(tx.now, here?.timeZone ?? 'UTC');
      checkReceiver(receiverOf(to), actor.siteId);
      const party = await this.partyOf(to, actor, input.toLedgerId);
      const shipment = shipmentOf(actor, input, kind, to, party, tx.now);
      await tx.manager.insert(Shipment, shipment);
      const goods = await this.goods(tx, actor, input.lines);
      const runs = await this.custody.lockRuns(tx.manager, [...new Set(goods.map(({ runId }) => runId))]);
      let lines = 0;
      for (const one of goods) {
        const run = runs.get(one.runId);
        if (!run) throw notHeld(one);
        const pieces = await this.sendable(tx, actor, run, one, receiverOf(to, run), kind, today);
        lines += pieces.length;
        if (lines > MOST_PIECES)
          throw new DomainError(
            'BAD_INPUT',
            `These packs lie in more than ${MOST_PIECES} parts. Make several shipments.`,
          );
        for (const piece of pieces) await this.sendPiece(tx, shipment, run, piece, one, kind);
        if (one.sscc === null) await this.containers.unpack(tx, run.id, one);
      }
      for (const line of input.lines) if ('sscc' in line) await this.containers.takeOffPallet(tx, line.sscc);
      await tx.publish('custody.shipped', { shipmentId: shipment.id });
      tx.audit({ type: 'shipment', id: shipment.id }, { to: to.id, lines, number: shipment.number });
      return shipment.id;
    });
  }

  /** The ledger id that the goods are sent to: the receiver's main one, or the one asked for. */
  private async partyOf(to: SiteView, actor: Actor, asked: number | null | undefined): Promise<number> {
    if (asked == null || asked === to.partyId) return to.partyId;
    const known = (await this.ledgerIds.ofSite(to.id)).find(({ id }) => id === asked);
    if (!known) throw notFound('ledger id of this receiver');
    checkReceiver({ ...receiverOf(to), roles: known.roles, active: known.status === 'ACTIVE' }, actor.siteId);
    return known.id;
  }

  /** The ranges of all lines. The same pack twice would be shipped twice. */
  private async goods(tx: Tx, actor: Actor, lines: readonly GoodsLine[]): Promise<Goods[]> {
    const goods: Goods[] = [];
    for (const line of lines) {
      if (!('sscc' in line)) {
        goods.push({ runId: line.runId, start: line.from, end: line.to, sscc: null, nesting: [] });
        continue;
      }
      const here = isSscc(line.sscc) && (await this.containers.isAt(tx.manager, line.sscc, actor.siteId));
      const contents = here ? await this.containers.contents(tx.manager, line.sscc) : [];
      if (contents.length === 0) throw notFound('container with packs in it');
      goods.push(...contents.map((range) => ({ ...range, sscc: line.sscc })));
    }
    if (goods.length === 0)
      throw new DomainError('BAD_INPUT', 'This shipment has no goods. Add packs or a container.');
    const sorted = [...goods].sort((a, b) => a.runId - b.runId || a.start - b.start);
    const twice = sorted.find(
      (one, n) => sorted[n + 1]?.runId === one.runId && sorted[n + 1]!.start < one.end,
    );
    if (twice)
      throw new DomainError('BAD_INPUT', 'The same packs are in this shipment twice. Take one line out.');
    return goods;
  }

  private async sendable(
    tx: Tx,
    actor: Actor,
    run: RunFacts,
    range: UnitRange,
    receiver: Receiver,
    kind: ShipmentKind,
    today: string,
  ): Promise<Piece[]> {
    const pieces = piecesFor(
      'ship',
      await this.custody.segments(run, range, tx.manager),
      range,
      actor.partyIds,
    );
    checkMovement(await this.custody.lotState(run, range, today, tx.manager), run.lotNumber, receiver);
    if (kind === 'RETURN') await this.checkReturnAddress(tx, actor, run, receiver);
    for (const piece of pieces)
      if (piece.touched) checkHindrance(await this.custody.hindrance(run, piece, tx.manager));
    return pieces;
  }

  private async checkReturnAddress(tx: Tx, actor: Actor, run: RunFacts, receiver: Receiver): Promise<void> {
    if (receiver.isMaker || receiver.roles.includes('DISPOSER')) return;
    const [sentHere] = await tx.sql(
      `SELECT 1 FROM shipment_line l JOIN shipment s ON s.id = l.shipment_id
       WHERE l.run_id = $1 AND s.from_site_id = $2 AND s.to_site_id = $3 LIMIT 1`,
      [run.id, receiver.siteId, actor.siteId],
    );
    if (!sentHere)
      throw new DomainError(
        'RETURN_ADDRESS',
        'Goods go back to who sent them, to their maker or to a disposer.',
      );
  }

  private async sendPiece(
    tx: Tx,
    shipment: Shipment,
    run: RunFacts,
    piece: Piece,
    { sscc, nesting }: Goods,
    kind: ShipmentKind,
  ): Promise<void> {
    const { start, end } = piece;
    const shipOperationId = await tx.enqueue({
      call: {
        kind: kind === 'DELIVERY' ? 'ship' : 'returnTo',
        lot: run.lotKey,
        start,
        end,
        receiver: shipment.toParty,
      },
      partyId: piece.partyId,
      runId: run.id,
      idx: [start, end],
    });
    await tx.manager.insert(ShipmentLine, {
      id: newId(),
      shipmentId: shipment.id,
      runId: run.id,
      start,
      end,
      sscc,
      nesting,
      shipOperationId,
    });
  }
}

function receiverOf(site: SiteView, run?: RunFacts): Receiver {
  return {
    siteId: site.id,
    roles: site.roles,
    active: site.status === 'ACTIVE',
    isMaker: run?.makerSiteId === site.id,
  };
}

function shipmentOf(
  actor: Actor,
  input: NewShipment,
  kind: ShipmentKind,
  to: SiteView,
  toParty: number,
  now: Date,
): Shipment {
  const shippedAt = input.eventTime ?? now;
  if (shippedAt.getTime() > now.getTime() + CLOCK_SKEW_MS)
    throw new DomainError(
      'BAD_INPUT',
      'The time of shipping is in the future. Check the clock of this terminal.',
    );
  return {
    id: newId(),
    number: newShipmentNumber(now),
    kind,
    fromSiteId: actor.siteId,
    toSiteId: to.id,
    toParty,
    reference: input.reference?.trim() || null,
    note: input.note?.trim() || null,
    shippedAt,
    createdBy: actor.userId,
    createdAt: now,
  };
}
