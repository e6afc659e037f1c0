import { isSscc } from '@custodia/gs1';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { pageOf, pageRequest, type Page, type PageArgs } from '../../platform/graphql/index.js';
import {
  ContainersQueries,
  ContainersStore,
  CustodyReader,
  segmentOf,
  ShipmentsQueries,
  UnitsReader,
  within,
  type Container,
  type ShipmentView,
} from '../custody/index.js';
import { SerialStore } from '../lots/index.js';
import {
  holdersOf,
  rangesAfter,
  sees,
  type GoodsHolder,
  type Sight,
  type TracedRange,
  type UnitPlace,
  type Whereabouts,
} from './goods-trace.rules.js';
import { statusOf, type TraceStatus } from './unit-status.js';

/** A carton or pallet, or a shipment, with the packs in it. */
export interface GoodsView {
  readonly container: Container | null;
  readonly shipment: ShipmentView | null;
  /** In order of run and packing index. */
  readonly packed: readonly TracedRange[];
}

/** One of the packs; what the asker may not see of it is null. */
export interface TracedUnit {
  readonly runId: number;
  readonly idx: number;
  readonly lotId: string;
  readonly lotNumber: string;
  readonly serial: string | null;
  readonly containers: readonly string[];
  readonly status: TraceStatus | null;
  readonly holder: number | null;
  readonly receiver: number | null;
}

/** From a container or a shipment down to its packs, and to who has them. */
@Injectable()
export class GoodsTraceReader {
  constructor(
    private readonly database: DataSource,
    private readonly containers: ContainersQueries,
    private readonly contents: ContainersStore,
    private readonly shipments: ShipmentsQueries,
    private readonly custody: CustodyReader,
    private readonly units: UnitsReader,
    private readonly serials: SerialStore,
  ) {}

  /** By SSCC or by the number of a shipment. Null also where the actor never had to do with it. */
  async trace(actor: Actor, code: string): Promise<GoodsView | null> {
    const asked = code.trim();
    if (isSscc(asked)) {
      const container = await this.containers.container(actor, asked);
      const packed = container && (await this.contents.contents(this.database.manager, asked));
      return packed && { container, shipment: null, packed };
    }
    const [row]: { id: string }[] = await this.database.query('SELECT id FROM shipment WHERE number = $1', [
      asked.toUpperCase(),
    ]);
    const shipment = row ? await this.shipments.shipment(actor, row.id) : null;
    return shipment && { container: null, shipment, packed: shipment.lines };
  }

  /** Those of the asker that carried it, the last hundred; for a shipment, itself. */
  async shipmentsOf(actor: Actor, { container, shipment }: GoodsView): Promise<ShipmentView[]> {
    if (shipment) return [shipment];
    const rows: { id: string }[] = await this.database.query(CARRIED, [
      container?.sscc,
      actor.roles.includes('REGULATOR'),
      actor.siteId,
    ]);
    const found = await Promise.all(rows.map(({ id }) => this.shipments.byId(id)));
    return found.filter((one) => one !== null).reverse();
  }

  /** What stands or lies in it directly; of a shipment, what left as a whole. */
  async containersIn({ container, shipment }: GoodsView): Promise<Container[]> {
    if (container) return (await this.containers.childrenOf(container.sscc)) ?? [];
    const ssccs = new Set(shipment?.lines.flatMap(({ sscc }) => sscc ?? []));
    const found = await Promise.all([...ssccs].map((sscc) => this.containers.bySscc(sscc)));
    return found.filter((one) => one !== null);
  }

  async holders(actor: Actor, { packed }: GoodsView): Promise<GoodsHolder[]> {
    const runs = await this.custody.runs([...new Set(packed.map(({ runId }) => runId))]);
    const parts: Whereabouts[] = [];
    for (const run of runs.values()) {
      const own = packed.filter(({ runId }) => runId === run.id);
      const hull = { start: own[0]!.start, end: Math.max(...own.map(({ end }) => end)) };
      const segments = await this.custody.segments(run, hull);
      for (const range of own)
        for (const { start, end, holder, receiver } of within(segments, range))
          parts.push({ holder, receiver, units: end - start });
    }
    return holdersOf(parts, sightOf(actor));
  }

  async unitsOf(actor: Actor, { packed }: GoodsView, args: PageArgs): Promise<Page<TracedUnit>> {
    const request = pageRequest(args);
    const ranges = rangesAfter(packed, placeOf(request.after), request.limit);
    const units = await Promise.all(ranges.map((range) => this.unitsIn(actor, range)));
    return pageOf(
      request,
      units.flat(),
      ({ runId, idx }) => `${runId} ${idx}`,
      packed.reduce((sum, { start, end }) => sum + end - start, 0),
    );
  }

  private async unitsIn(actor: Actor, { runId, start, end, nesting }: TracedRange): Promise<TracedUnit[]> {
    const serials = await this.serials.read(runId, start, end);
    const units = await Promise.all(
      serials.map(async (serial, offset): Promise<TracedUnit[]> => {
        const idx = start + offset;
        const row = await this.units.ofUnit({ runId, idx, siteId: actor.siteId });
        if (!row) return [];
        const where = segmentOf(row);
        const seen = actor.roles.includes('REGULATOR') || (where && sees(sightOf(actor), where));
        const made = actor.partyIds.includes(row.makerParty);
        return [
          {
            ...{ runId, idx, lotId: row.lotId, lotNumber: row.lotNumber, containers: nesting },
            serial: seen || made ? serial : null,
            status: seen ? statusOf(row) : null,
            holder: seen ? (where?.holder ?? null) : null,
            receiver: seen ? (where?.receiver ?? null) : null,
          },
        ];
      }),
    );
    return units.flat();
  }
}

function sightOf({ roles, partyIds }: Actor): Sight {
  return roles.includes('REGULATOR') ? 'ALL' : partyIds;
}

function placeOf(after: string | null): UnitPlace | null {
  const match = /^(\d{1,9}) (\d{1,9})$/.exec(after ?? '');
  return match ? { runId: Number(match[1]), idx: Number(match[2]) } : null;
}

// Newest first, to keep the last ones.
const CARRIED = `
  SELECT DISTINCT s.id, s.created_at FROM shipment_line l JOIN shipment s ON s.id = l.shipment_id
  WHERE l.nesting @> ARRAY[$1::text] AND ($2 OR $3::uuid IN (s.from_site_id, s.to_site_id))
  ORDER BY s.created_at DESC LIMIT 100`;
