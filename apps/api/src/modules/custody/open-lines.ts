import { Injectable } from '@nestjs/common';
import { DomainError } from '../../platform/errors/index.js';
import { isId, newId } from '../../platform/ids/index.js';
import type { Tx } from '../../platform/work/index.js';
import type { UnitRange } from './segment.js';
import type { SettleKind } from './shipment-status.rules.js';

/** A line of a shipment that is still on its way. */
export interface OpenLine extends UnitRange {
  readonly id: string;
  readonly shipmentId: string;
  readonly runId: number;
  readonly sscc: string | null;
}

type LineRow = OpenLine & { readonly open: boolean; readonly refused: boolean };

/** How a part of a line ended. */
export interface Settlement {
  readonly kind: SettleKind;
  readonly operationId: string;
  readonly userId: string;
}

/** The lines of shipments under way. */
@Injectable()
export class OpenLines {
  async runsOf(tx: Tx, shipmentId: string): Promise<number[]> {
    const rows = await tx.sql<{ runId: number }>(
      'SELECT DISTINCT run_id AS "runId" FROM shipment_line WHERE shipment_id = $1',
      [shipmentId],
    );
    return rows.map(({ runId }) => runId);
  }

  /** The shipments of containers that an operation sent or settled a line of. */
  async shipmentsOf(tx: Tx, operationId: string): Promise<string[]> {
    const rows = await tx.sql<{ id: string }>(
      `SELECT DISTINCT l.shipment_id AS id FROM operation o
       JOIN shipment_line l ON l.run_id = o.run_id AND l.start < o.idx_to AND l."end" > o.idx_from
       WHERE o.id = $1 AND o.id IN (l.ship_operation_id, l.settle_operation_id) AND l.sscc IS NOT NULL`,
      [operationId],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Lines that are on their way, all of them or the named ones.
   * @throws DomainError ALREADY_RECEIVED or NOT_IN_TRANSIT when a named line, or every line, has ended
   */
  async open(tx: Tx, shipmentId: string, lineIds: readonly string[] | null): Promise<OpenLine[]> {
    const rows = await tx.sql<LineRow & { readonly settled: SettleKind | null }>(LINES, [
      shipmentId,
      lineIds?.filter(isId) ?? null,
    ]);
    if (lineIds && rows.length < new Set(lineIds).size)
      throw new DomainError('NOT_FOUND', 'A line that you chose is not in this shipment. Look at it again.');
    const open = rows.filter((row) => row.open);
    const ended = rows.find((row) => !row.open && !row.refused);
    if (open.length === 0 || (lineIds && ended)) {
      if (ended?.settled === 'RECEIVED')
        throw new DomainError('ALREADY_RECEIVED', 'These goods were received already.');
      throw new DomainError(
        'NOT_IN_TRANSIT',
        'These goods are no longer on their way: refused, taken back or missing.',
      );
    }
    return open;
  }

  /** The line by which a unit is on its way to a site, if it is. */
  async expecting(tx: Tx, siteId: string, runId: number, index: number): Promise<OpenLine | undefined> {
    const [line] = await tx.sql<OpenLine>(
      `SELECT l.id, l.shipment_id AS "shipmentId", l.run_id AS "runId", l.start, l."end", l.sscc FROM shipment_line l
       JOIN shipment s ON s.id = l.shipment_id
       JOIN operation so ON so.id = l.ship_operation_id AND so.status <> 'REFUSED'
       LEFT JOIN operation st ON st.id = l.settle_operation_id
       WHERE s.to_site_id = $1 AND l.run_id = $2 AND l.start <= $3 AND l."end" > $3
         AND (l.settle_operation_id IS NULL OR st.status = 'REFUSED') LIMIT 1`,
      [siteId, runId, index],
    );
    return line;
  }

  /** Ends a line. Where only a part of it ends, the rest becomes lines of its own. */
  async settle(tx: Tx, line: OpenLine, part: UnitRange, how: Settlement): Promise<void> {
    const [current] = await tx.sql<{ id: string; start: number; end: number }>(
      `SELECT l.id, l.start, l."end" FROM shipment_line l
       WHERE l.shipment_id = (SELECT shipment_id FROM shipment_line WHERE id = $1)
         AND l.run_id = $2 AND l.start <= $3 AND l."end" >= $4
         AND (l.settle_operation_id IS NULL OR EXISTS (
           SELECT 1 FROM operation o WHERE o.id = l.settle_operation_id AND o.status = 'REFUSED'))`,
      [line.id, line.runId, part.start, part.end],
    );
    if (!current) throw new Error(`Line ${line.id} has no open part ${part.start} to ${part.end}`);
    await tx.sql(
      `UPDATE shipment_line SET start = $2, "end" = $3, settle_kind = $4, settle_operation_id = $5, settled_by = $6,
              settled_at = $7 WHERE id = $1`,
      [current.id, part.start, part.end, how.kind, how.operationId, how.userId, tx.now],
    );
    for (const [start, end] of [
      [current.start, part.start],
      [part.end, current.end],
    ] as const)
      if (start < end) await this.split(tx, current.id, start, end);
  }

  private async split(tx: Tx, id: string, start: number, end: number): Promise<void> {
    await tx.sql(
      `INSERT INTO shipment_line (id, shipment_id, run_id, start, "end", sscc, nesting, ship_operation_id)
       SELECT $2, shipment_id, run_id, $3, $4, sscc, nesting, ship_operation_id FROM shipment_line WHERE id = $1`,
      [id, newId(), start, end],
    );
  }
}

const LINES = `
  SELECT l.id, l.shipment_id AS "shipmentId", l.run_id AS "runId", l.start, l."end", l.sscc, l.settle_kind AS settled,
         so.status = 'REFUSED' AS refused,
         so.status <> 'REFUSED' AND (l.settle_operation_id IS NULL OR st.status = 'REFUSED') AS open
  FROM shipment_line l
  JOIN operation so ON so.id = l.ship_operation_id
  LEFT JOIN operation st ON st.id = l.settle_operation_id
  WHERE l.shipment_id = $1 AND ($2::uuid[] IS NULL OR l.id = ANY($2))
  ORDER BY l.run_id, l.start`;
