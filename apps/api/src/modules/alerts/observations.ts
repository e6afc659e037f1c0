import { Injectable } from '@nestjs/common';
import type { MarketCode } from '../../platform/access/index.js';
import type { Tx } from '../../platform/work/index.js';
import { MARKETS, type MarketProfile } from '../parties/index.js';
import type { ObservedPack, ObservedSite } from './observation.js';

/** A read of a pack, or a refusal about it, as it is remembered. */
export interface Remembered {
  readonly what: string;
  readonly siteId: string;
  readonly pack: ObservedPack;
  readonly channel?: string | undefined;
  readonly at: Date;
  readonly waits?: boolean;
}

export interface Earlier {
  readonly at: Date;
  readonly channel: string;
}

/** Remembers what the rules look back at, and looks back. */
@Injectable()
export class Observations {
  /** Earlier ones of the same kind, pack and place within 30 days, newest first; then remembers this one. */
  async remember(tx: Tx, { what, siteId, pack, channel, at, waits }: Remembered): Promise<Earlier[]> {
    // One place's reads are counted one after the other, so that none is missed by both.
    await tx.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`observed ${siteId}`]);
    const earlier = await tx.sql<Earlier>(
      `SELECT at, coalesce(channel, '') AS channel FROM observed
       WHERE site_id = $1 AND gtin = $2 AND serial IS NOT DISTINCT FROM $3 AND what = $4
         AND at < $5 AND at > $5::timestamptz - interval '30 days' ORDER BY at DESC LIMIT 50`,
      [siteId, pack.gtin, pack.serial ?? null, what, at],
    );
    await tx.sql(
      `INSERT INTO observed (what, site_id, gtin, serial, lot, expiry, channel, at, waits)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
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

  async site(tx: Tx, id: string): Promise<ObservedSite & { readonly market: MarketProfile }> {
    const [site] = await tx.sql<ObservedSite & { market: MarketCode }>(
      'SELECT id, country, region, market FROM site WHERE id = $1',
      [id],
    );
    if (!site) throw new Error(`Site ${id} is not known`);
    return { ...site, market: MARKETS[site.market] };
  }
}
