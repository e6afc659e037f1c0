import { UnitStatus } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { batched } from '../../platform/graphql/index.js';

/** The units of a lot by what became of them. They add up to all its units. */
export interface UnitCounts {
  readonly active: number;
  readonly inTransit: number;
  readonly supplied: number;
  readonly decommissioned: number;
  readonly blocked: number;
}

type Group = Exclude<keyof UnitCounts, 'active' | 'inTransit'>;

/** Which count a status of the ledger goes to; an active unit is in none of them. */
const GROUP: { readonly [status: number]: Group } = {
  [UnitStatus.Supplied]: 'supplied',
  [UnitStatus.Filled]: 'supplied',
  [UnitStatus.Opened]: 'supplied',
  [UnitStatus.Emptied]: 'supplied',
  [UnitStatus.Irregular]: 'supplied',
  [UnitStatus.IrregularlyFilled]: 'supplied',
  [UnitStatus.Locked]: 'blocked',
  [UnitStatus.Seized]: 'blocked',
  [UnitStatus.Missing]: 'blocked',
  [UnitStatus.Exported]: 'decommissioned',
  [UnitStatus.Destroyed]: 'decommissioned',
  [UnitStatus.Sampled]: 'decommissioned',
  [UnitStatus.FreeSample]: 'decommissioned',
  [UnitStatus.Stolen]: 'decommissioned',
};

/** Counts units from the projection: only words with a unit that is not active exist, sixteen units to a word. */
@Injectable()
export class UnitCountsQueries {
  readonly ofLot: (lotId: string) => Promise<UnitCounts | null>;

  constructor(database: DataSource) {
    this.ofLot = batched(async (lotIds: string[]) => {
      const totals = await database.query<{ lotId: string; units: number; inTransit: number }[]>(TOTALS, [
        lotIds,
      ]);
      const statuses = await database.query<{ lotId: string; status: number; units: number }[]>(BY_STATUS, [
        lotIds,
      ]);
      return new Map(
        totals.map(({ lotId, units, inTransit }) => [
          lotId,
          countsOf(
            units,
            inTransit,
            statuses.filter((row) => row.lotId === lotId),
          ),
        ]),
      );
    });
  }
}

function countsOf(
  units: number,
  inTransit: number,
  statuses: { status: number; units: number }[],
): UnitCounts {
  const counts = { supplied: 0, decommissioned: 0, blocked: 0 };
  for (const { status, units: some } of statuses) {
    const group = GROUP[status];
    if (group) counts[group] += some;
  }
  return {
    ...counts,
    inTransit,
    active: units - inTransit - counts.supplied - counts.decommissioned - counts.blocked,
  };
}

// Units in transit are active ones: what is not active does not leave its holder.
const TOTALS = `
  SELECT r.lot_id AS "lotId", sum(r.unit_count)::bigint AS units,
         coalesce(sum((SELECT sum(s."end" - s.start) FROM ledger.segment s
                       WHERE s.lot_key = r.lot_key AND s.state <> 'HELD')), 0)::bigint AS "inTransit"
  FROM run r WHERE r.lot_id = ANY($1::uuid[]) AND r.status = 'READY' GROUP BY r.lot_id`;

// A lane is two bytes, the lowest index in the last two; the status is the low half of the low byte.
const BY_STATUS = `
  SELECT r.lot_id AS "lotId", get_byte(w.word, 31 - 2 * lane) & 15 AS status, count(*) AS units
  FROM run r JOIN ledger.status_word w ON w.lot_key = r.lot_key, generate_series(0, 15) AS lane
  WHERE r.lot_id = ANY($1::uuid[]) AND r.status = 'READY' AND get_byte(w.word, 31 - 2 * lane) & 15 <> 0
  GROUP BY r.lot_id, 2`;
