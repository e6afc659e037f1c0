import type { Sscc } from '@custodia/gs1';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { prepared, statement } from '../../database/prepared.js';
import type { Tx } from '../../platform/work/index.js';
import type { UnitRange } from './segment.js';

/** A range of a run in a container. */
export interface PackedRange extends UnitRange {
  readonly runId: number;
  readonly sscc: string;
}

/** A range with all the containers around it, up to the one that was asked for: the innermost first. */
export interface NestedRange extends PackedRange {
  readonly nesting: string[];
}

/** What is in which carton or pallet. */
@Injectable()
export class ContainersStore {
  async isAt(manager: EntityManager, sscc: Sscc, siteId: string): Promise<boolean> {
    const rows: unknown[] = await manager.query('SELECT 1 FROM container WHERE sscc = $1 AND site_id = $2', [
      sscc,
      siteId,
    ]);
    return rows.length > 0;
  }

  /** Everything in a container, whatever the nesting. */
  async contents(manager: EntityManager, sscc: Sscc | string): Promise<NestedRange[]> {
    return manager.query(
      `${NESTED} SELECT r.run_id AS "runId", r.start, r."end", r.sscc, n.nesting FROM nested n
       JOIN container_range r ON r.sscc = n.sscc ORDER BY r.run_id, r.start`,
      [sscc],
    );
  }

  /** Where units of a range are packed. */
  async packedIn(manager: EntityManager, runId: number, range: UnitRange): Promise<PackedRange[]> {
    return manager.query(
      `SELECT run_id AS "runId", start, "end", sscc FROM container_range
       WHERE run_id = $1 AND start < $3 AND "end" > $2 ORDER BY start`,
      [runId, range.start, range.end],
    );
  }

  async pack(tx: Tx, sscc: string, runId: number, { start, end }: UnitRange): Promise<void> {
    await tx.sql('INSERT INTO container_range (sscc, run_id, start, "end") VALUES ($1, $2, $3, $4)', [
      sscc,
      runId,
      start,
      end,
    ]);
  }

  /** Takes units out of whatever they are packed in: what is handed on loose is no longer in its carton. */
  async unpack(tx: Tx, runId: number, range: UnitRange): Promise<void> {
    for (const packed of await this.packedIn(tx.manager, runId, range)) {
      await tx.sql('DELETE FROM container_range WHERE run_id = $1 AND start = $2', [runId, packed.start]);
      if (packed.start < range.start)
        await this.pack(tx, packed.sscc, runId, { start: packed.start, end: range.start });
      if (packed.end > range.end)
        await this.pack(tx, packed.sscc, runId, { start: range.end, end: packed.end });
    }
  }

  /**
   * The same for single packs that were supplied, destroyed or found elsewhere; most of them lie in no container. Two
   * that take different packs out of one container at the same moment do so one after the other.
   */
  async takeOut(tx: Tx, units: readonly { readonly runId: number; readonly idx: number }[]): Promise<void> {
    const packed = await prepared<{ runId: number; idx: number; sscc: string }>(tx.manager, PACKED, [
      units.map(({ runId }) => runId),
      units.map(({ idx }) => idx),
    ]);
    if (packed.length === 0) return;
    await tx.sql('SELECT 1 FROM container WHERE sscc = ANY($1::bpchar[]) ORDER BY sscc FOR NO KEY UPDATE', [
      packed.map(({ sscc }) => sscc),
    ]);
    for (const { runId, idx } of packed) await this.unpack(tx, runId, { start: idx, end: idx + 1 });
  }

  /** Leaves nothing in a container, and the container on no pallet. */
  async empty(tx: Tx, sscc: string): Promise<void> {
    await tx.sql('DELETE FROM container_range WHERE sscc = $1', [sscc]);
    await tx.sql('UPDATE container SET parent_sscc = NULL WHERE parent_sscc = $1 OR sscc = $1', [sscc]);
  }

  /** A container that travels alone leaves the pallet that it stood on. */
  async takeOffPallet(tx: Tx, sscc: string): Promise<void> {
    await tx.sql('UPDATE container SET parent_sscc = NULL WHERE sscc = $1', [sscc]);
  }

  /** What lies directly in each of the containers. */
  async inside(manager: EntityManager, ssccs: readonly string[]): Promise<PackedRange[]> {
    return manager.query(
      `SELECT run_id AS "runId", start, "end", sscc FROM container_range WHERE sscc = ANY($1::bpchar[])
       ORDER BY run_id, start`,
      [ssccs],
    );
  }

  /** Says where a container is now. */
  async place(tx: Tx, sscc: string, siteId: string): Promise<void> {
    await tx.sql('UPDATE container SET site_id = $2 WHERE sscc = $1', [sscc, siteId]);
  }
}

const NESTED = `
  WITH RECURSIVE nested AS (
    SELECT sscc, ARRAY[sscc::text] AS nesting FROM container WHERE sscc = $1
    UNION ALL
    SELECT c.sscc, c.sscc::text || n.nesting FROM container c JOIN nested n ON c.parent_sscc = n.sscc)`;

/** Those of the units that lie in a container: its ranges never overlap, so the nearest one below is the one. */
const PACKED = statement({
  name: 'packed-units',
  text: `
  SELECT u.run_id AS "runId", u.idx, r.sscc
  FROM ROWS FROM (unnest($1::int[]), unnest($2::int[])) AS u (run_id, idx)
  CROSS JOIN LATERAL (
    SELECT sscc, "end" FROM container_range WHERE run_id = u.run_id AND start <= u.idx ORDER BY start DESC LIMIT 1) r
  WHERE r."end" > u.idx`,
});
