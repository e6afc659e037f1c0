import type { SiteRole } from '@custodia/access';
import { Injectable } from '@nestjs/common';
import type { MarketCode } from '../../platform/access/index.js';
import type { Tx } from '../../platform/work/index.js';
import { ThresholdsService, type OwnRepeats } from '../thresholds/index.js';
import type { ObservedPack, ObservedSite, ReadElsewhere } from './observation.js';

/** A read of a pack, or a refusal about it, as it is remembered. */
export interface Remembered {
  readonly what: string;
  readonly siteId: string;
  readonly pack: ObservedPack;
  readonly channel?: string | undefined;
  readonly at: Date;
  readonly waits?: boolean;
  readonly lotKnown?: boolean;
  /** For how long such are counted, where that differs. */
  readonly days?: number;
}

/** A unit of a run. */
export interface ObservedUnit {
  readonly runId: number;
  readonly idx: number;
}

interface SiteAndRules extends ObservedSite {
  readonly roles: readonly SiteRole[];
  readonly repeats: OwnRepeats;
}

export interface Earlier {
  readonly at: Date;
  readonly channel: string;
}

/** Remembers what the rules look back at, and looks back. */
@Injectable()
export class Observations {
  constructor(private readonly thresholds: ThresholdsService) {}

  /** Earlier ones of the same kind, pack and place within the days, newest first; then remembers this one. */
  async remember(
    tx: Tx,
    { what, siteId, pack, channel, at, waits, lotKnown = true, days = 30 }: Remembered,
  ): Promise<Earlier[]> {
    // One place's reads are counted one after the other, so that none is missed by both.
    await tx.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`observed ${siteId}`]);
    const earlier = await tx.sql<Earlier>(
      `SELECT at, coalesce(channel, '') AS channel FROM observed
       WHERE site_id = $1 AND gtin = $2 AND serial IS NOT DISTINCT FROM $3 AND what = $4
         AND at < $5 AND at > $5::timestamptz - make_interval(days => $6) ORDER BY at DESC LIMIT 50`,
      [siteId, pack.gtin, pack.serial ?? null, what, at, days],
    );
    await tx.sql(
      `INSERT INTO observed (what, site_id, gtin, serial, lot, expiry, channel, at, waits, lot_known)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        what,
        siteId,
        pack.gtin,
        pack.serial ?? null,
        pack.lot ?? null,
        pack.expiry ?? null,
        channel ?? null,
        at,
        waits === true && earlier.length === 0,
        lotKnown,
      ],
    );
    return earlier;
  }

  /** Different unknown serials read at the place within the hour before. */
  async unknownSerials(tx: Tx, siteId: string, at: Date): Promise<number> {
    const [row] = await tx.sql<{ count: number }>(
      `SELECT count(DISTINCT (gtin, serial)) FROM observed
       WHERE site_id = $1 AND what = 'UnknownSerial' AND at <= $2 AND at > $2::timestamptz - interval '1 hour'`,
      [siteId, at],
    );
    return row?.count ?? 0;
  }

  /** Supplies of the lot that the place reported without authorisation, within the 30 days before. */
  async irregularSupplies(tx: Tx, siteId: string, pack: ObservedPack, at: Date): Promise<number> {
    const [row] = await tx.sql<{ count: number }>(
      `SELECT count(DISTINCT serial) FROM observed
       WHERE site_id = $1 AND what = 'IrregularSupply' AND gtin = $2 AND lot = $3
         AND at <= $4 AND at > $4::timestamptz - interval '30 days'`,
      [siteId, pack.gtin, pack.lot ?? null, at],
    );
    return row?.count ?? 0;
  }

  /** Remembers a delivery that was not what was sent. @returns how many from the sender there were within 30 days. */
  async miscounts(tx: Tx, from: string, siteId: string, pack: ObservedPack, at: Date): Promise<number> {
    const what = `Miscount ${from}`;
    await this.remember(tx, { what, siteId, pack, at });
    const [row] = await tx.sql<{ count: number }>(
      `SELECT count(*) FROM observed
       WHERE site_id = $1 AND what = $2 AND at <= $3 AND at > $3::timestamptz - interval '30 days'`,
      [siteId, what, at],
    );
    return row?.count ?? 0;
  }

  /** Whether who holds the unit on record has sent goods to the place within half a year. */
  async holder(tx: Tx, unit: ObservedUnit, siteId: string): Promise<'SUPPLIER' | 'STRANGER'> {
    const [supplier] = await tx.sql(
      `SELECT 1 FROM run r JOIN ledger.segment g ON g.lot_key = r.lot_key AND g.start <= $2 AND g."end" > $2
       JOIN party p ON p.ledger_id = g.holder JOIN shipment s ON s.from_site_id = p.site_id AND s.to_site_id = $3
       WHERE r.id = $1 AND s.shipped_at > $4::timestamptz - interval '180 days' LIMIT 1`,
      [unit.runId, unit.idx, siteId, tx.now],
    );
    return supplier ? 'SUPPLIER' : 'STRANGER';
  }

  /** The last read of the unit at another place within a day, among those of the roles. */
  async elsewhere(
    tx: Tx,
    unit: ObservedUnit,
    siteId: string,
    at: Date,
    roles: readonly SiteRole[],
  ): Promise<ReadElsewhere | null> {
    const [read] = await tx.sql<ReadElsewhere>(
      `SELECT c.site_id AS "siteId", floor(extract(epoch FROM $4::timestamptz - c.event_time) / 60)::int AS "minutesAgo",
              coalesce(s.country <> here.country OR (coalesce(s.region, ''), lower(trim(s.city)))
                       <> (coalesce(here.region, ''), lower(trim(here.city))), false) AS "otherTown",
              EXISTS (SELECT 1 FROM shipment_line x JOIN shipment h ON h.id = x.shipment_id
                      WHERE x.run_id = $1 AND x.start <= $2 AND x."end" > $2
                        AND h.from_site_id IN (c.site_id, $3) AND h.to_site_id IN (c.site_id, $3)
                        AND h.shipped_at > c.event_time - interval '1 day') AS shipped
       FROM scan_record c JOIN site s ON s.id = c.site_id AND s.roles && $5
       JOIN site here ON here.id = $3
       WHERE c.run_id = $1 AND c.idx = $2 AND c.site_id <> $3 AND c.mode <> 'RECEIVE'
         AND c.event_time <= $4 AND c.event_time > $4::timestamptz - interval '1 day'
       ORDER BY c.event_time DESC LIMIT 1`,
      [unit.runId, unit.idx, siteId, at, roles],
    );
    return read ?? null;
  }

  async site(tx: Tx, id: string): Promise<SiteAndRules> {
    const [site] = await tx.sql<Omit<SiteAndRules, 'repeats'> & { market: MarketCode }>(
      'SELECT id, country, region, market, roles FROM site WHERE id = $1',
      [id],
    );
    if (!site) throw new Error(`Site ${id} is not known`);
    return { ...site, repeats: await this.thresholds.ownRepeats(site) };
  }
}
