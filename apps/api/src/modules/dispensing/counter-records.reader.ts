import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { MarketCode } from '../../platform/access/index.js';
import { MARKETS } from '../parties/index.js';
import { CounterRecords, CounterRecordsRegistry, type CounterRecord } from '../verification/index.js';
import type { DispenseLineStatus } from './supply.js';
import { undoUntil } from './undo.rules.js';

interface Row {
  readonly dispensing_id: string;
  readonly line_id: string;
  readonly at: Date;
  readonly recorded_at: Date;
  readonly by: string;
  readonly site_id: string;
  readonly market: MarketCode;
  readonly status: DispenseLineStatus;
  readonly refusal: string | null;
  readonly quantity_left: number;
}

// What has come back counts as in the pack, unless it had left the pharmacy; a pack that was opened stays so.
const LATEST = `
  SELECT d.id AS dispensing_id, x.id AS line_id, d.event_time AS at, d.recorded_at, u.name AS by, d.site_id, s.market,
         x.status, x.refusal,
         p.pack_quantity - (SELECT coalesce(sum(y.quantity), 0)::int
           FROM dispense_line y JOIN dispensing e ON e.id = y.dispensing_id AND e.site_id = d.site_id
           WHERE y.run_id = $1 AND y.idx = $2 AND y.status <> 'REFUSED' AND (y.status <> 'UNDONE' OR y.pack_left)
         ) AS quantity_left
  FROM dispense_line x
  JOIN dispensing d ON d.id = x.dispensing_id JOIN app_user u ON u.id = d.user_id
  JOIN site s ON s.id = d.site_id JOIN product p ON p.id = x.product_id
  WHERE x.run_id = $1 AND x.idx = $2 AND x.status <> 'REFUSED' AND (x.status <> 'UNDONE' OR x.portion <> 'WHOLE')
  ORDER BY x.id DESC LIMIT 1`;

/** Tells verification what counters wrote down about a pack. */
@Injectable()
export class CounterRecordsReader extends CounterRecords implements OnModuleInit {
  constructor(
    private readonly database: DataSource,
    private readonly registry: CounterRecordsRegistry,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.use(this);
  }

  async latest({ runId, idx }: { runId: number; idx: number }): Promise<CounterRecord | null> {
    const [row] = await this.database.query<Row[]>(LATEST, [runId, idx]);
    if (!row) return null;
    const { dispensing_id: dispensingId, line_id: lineId, at, by, site_id: siteId } = row;
    const record = { dispensingId, lineId, at, by, siteId };
    if (row.status === 'HANDED_OUT_REFUSED') {
      return { ...record, state: 'HANDED_OUT_REFUSED', refusal: row.refusal ?? '' };
    }
    const until = undoUntil(row.recorded_at, MARKETS[row.market].undoDays);
    return row.quantity_left > 0
      ? { ...record, state: 'OPENED', quantityLeft: row.quantity_left, undoUntil: until }
      : { ...record, state: 'DISPENSED', undoUntil: until };
  }
}
