import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/work/index.js';
import { SiteReader } from '../parties/index.js';
import { regrouped, type Box, type LyingPacks } from './container-places.rules.js';
import { ContainersStore, type PackedRange } from './containers.store.js';
import { CustodyReader } from './custody.reader.js';
import { effectiveSegments, within, type PendingCall, type UnitRange } from './segment.js';

/** An operation of the same unit of work, which the outbox does not hold yet. */
export type NewCall = PendingCall & { readonly runId: number };

/** Keeps the record of cartons and pallets in step with the custody of what is in them. */
@Injectable()
export class ContainerPlaces {
  constructor(
    private readonly containers: ContainersStore,
    private readonly custody: CustodyReader,
    private readonly sites: SiteReader,
  ) {}

  /** After a part of a shipment was taken in, refused or taken back. The runs of the shipment are locked. */
  async follow(tx: Tx, shipmentId: string, calls: readonly NewCall[] = []): Promise<void> {
    const [shipment] = await tx.sql<{ toSiteId: string }>(
      'SELECT to_site_id AS "toSiteId" FROM shipment WHERE id = $1',
      [shipmentId],
    );
    const boxes = await tx.sql<Box>(BOXES, [shipmentId]);
    if (!shipment || boxes.length === 0) return;
    const packed = await this.containers.inside(
      tx.manager,
      boxes.map(({ sscc }) => sscc),
    );
    const lying = await this.lying(tx, packed, calls);
    const { moved, takenOff, loose } = regrouped(boxes, lying, shipment.toSiteId);
    for (const part of loose) await this.containers.unpack(tx, part.runId, part);
    for (const sscc of takenOff) await this.containers.takeOffPallet(tx, sscc);
    for (const { sscc, siteId } of moved) await this.containers.place(tx, sscc, siteId);
  }

  private async lying(
    tx: Tx,
    packed: readonly PackedRange[],
    calls: readonly NewCall[],
  ): Promise<LyingPacks[]> {
    const runs = await this.custody.runs([...new Set(packed.map(({ runId }) => runId))], tx.manager);
    const lying: LyingPacks[] = [];
    for (const run of runs.values()) {
      const own = packed.filter(({ runId }) => runId === run.id);
      const known = await this.custody.segments(run, hullOf(own), tx.manager);
      const segments = effectiveSegments(
        known,
        calls.filter(({ runId }) => runId === run.id),
      );
      for (const range of own)
        for (const { start, end, holder, state } of within(segments, range)) {
          const site = await this.sites.byParty(holder);
          lying.push({ ...range, start, end, siteId: site?.id ?? null, onTheWay: state !== 'HELD' });
        }
    }
    return lying;
  }
}

function hullOf(ranges: readonly UnitRange[]): UnitRange {
  return {
    start: Math.min(...ranges.map(({ start }) => start)),
    end: Math.max(...ranges.map(({ end }) => end)),
  };
}

// The containers that the packs of a shipment lie in now, the pallets that those stand on, and everything on these.
const BOXES = `
  WITH RECURSIVE above AS (
    SELECT c.sscc, c.parent_sscc FROM container c WHERE c.sscc IN (
      SELECT r.sscc FROM shipment_line l
      JOIN container_range r ON r.run_id = l.run_id AND r.start < l."end" AND r."end" > l.start
      WHERE l.shipment_id = $1 AND l.sscc IS NOT NULL)
    UNION
    SELECT c.sscc, c.parent_sscc FROM container c JOIN above a ON c.sscc = a.parent_sscc),
  nested AS (
    SELECT sscc FROM above WHERE parent_sscc IS NULL
    UNION
    SELECT c.sscc FROM container c JOIN nested n ON c.parent_sscc = n.sscc)
  SELECT sscc, parent_sscc AS "parentSscc", site_id AS "siteId" FROM container WHERE sscc IN (SELECT sscc FROM nested)
  ORDER BY sscc`;
