import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import type { ScanFault } from './near-miss.js';
import { ScanRecorder } from './scan-recorder.js';

/** Scans at one place that one fault of a scanner explains. */
export interface FaultCluster {
  readonly siteId: string;
  readonly fault: ScanFault;
  readonly count: number;
  readonly lastAt: Date;
  /** By the place's own days, oldest first. */
  readonly days: readonly { readonly day: string; readonly count: number }[];
}

const DAYS = 7;
const DAY_MS = 86_400_000;
const MOST_CLUSTERS = 50;

export const FAULT_CLUSTERS = `
  SELECT site_id AS "siteId", scan_fault AS fault, sum(count)::int AS count, max(last_at) AS "lastAt",
         jsonb_agg(jsonb_build_object('day', day, 'count', count) ORDER BY day) AS days
  FROM (SELECT r.site_id, r.scan_fault, (r.event_time AT TIME ZONE s.time_zone)::date AS day, count(*)::int,
               max(r.event_time) AS last_at
        FROM scan_record r JOIN site s ON s.id = r.site_id
        WHERE r.scan_fault IS NOT NULL AND r.event_time > $1 AND r.event_time <= $2 AND ($3::uuid IS NULL OR r.site_id = $3)
        GROUP BY 1, 2, 3) AS of_day
  GROUP BY site_id, scan_fault ORDER BY count DESC, site_id, scan_fault LIMIT $4`;

/** Counts what scanners garbled: nothing to investigate, but somebody's scanner to put right. */
@Injectable()
export class ScanFaultsReader {
  constructor(
    private readonly database: DataSource,
    private readonly recorder: ScanRecorder,
  ) {}

  /** Of the last days, the most first: of all places for the regulator, of the own one for others. */
  async clusters(actor: Actor, now = new Date()): Promise<FaultCluster[]> {
    await this.recorder.flush();
    const siteId = actor.roles.includes('REGULATOR') ? null : actor.siteId;
    const since = new Date(now.getTime() - DAYS * DAY_MS);
    return this.database.query(FAULT_CLUSTERS, [since, now, siteId, MOST_CLUSTERS]);
  }
}
