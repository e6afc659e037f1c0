import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { toHex, type Hex } from '@custodia/ledger';
import { rootOf } from '@custodia/merkle';
import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { DataSource, type EntityManager } from 'typeorm';
import { PAGE_SIZE } from './serial-page.js';

const LOOKUP_SIZE = 64;

/** Serials in packing order, and the hash over their commitments. */
export interface SerialPage {
  readonly serials: readonly string[];
  readonly subtree: Uint8Array;
}

/** Where a serial was found. */
export interface SerialPlace {
  readonly runId: number;
  readonly index: number;
  readonly serial: string;
}

/** A serial that cannot stay: twice in the run, or in another lot of the product. */
export interface SerialClash {
  readonly index: number;
  readonly serial: string;
  /** The lot that has it already; undefined when it is this run itself. */
  readonly lotNumber?: string;
  /** Where in this run it stands first, for a serial that is there twice. */
  readonly firstIndex?: number;
}

/**
 * The serials of all runs. A unit has no row of its own: a billion of them would cost more in row headers and index
 * entries than in serials. In packing order, 256 serials make a page; in byte order, 64 make a row that one probe of the
 * primary key finds, since it starts with its least serial.
 */
@Injectable()
export class SerialStore {
  constructor(private readonly database: DataSource) {}

  /** Adds pages of a run, in packing order; the first has the given number. */
  async append(
    manager: EntityManager,
    runId: number,
    firstPage: number,
    pages: readonly SerialPage[],
  ): Promise<void> {
    const client = (await manager.queryRunner!.connect()) as PoolClient;
    const rows = pages.map(
      ({ serials, subtree }, n) =>
        `${runId}\t${firstPage + n}\t${arrayText(serials)}\t\\\\x${Buffer.from(subtree).toString('hex')}\n`,
    );
    await pipeline(
      Readable.from(rows),
      client.query(copyFrom('COPY serial_page (run_id, page_no, serials, subtree) FROM STDIN')),
    );
  }

  /** How much of a run is stored, whole pages and perhaps a last one that is not full. */
  async stored(runId: number): Promise<{ pages: number; serials: number }> {
    const [last]: { page_no: number; serials: number }[] = await this.database.query(
      `SELECT page_no, cardinality(serials) AS serials FROM serial_page WHERE run_id = $1 ORDER BY page_no DESC LIMIT 1`,
      [runId],
    );
    return last
      ? { pages: last.page_no + 1, serials: last.page_no * PAGE_SIZE + last.serials }
      : { pages: 0, serials: 0 };
  }

  /** The root over the commitments of all serials of a run. */
  async root(manager: EntityManager, runId: number): Promise<Hex> {
    const pages: { subtree: Buffer }[] = await manager.query(
      'SELECT subtree FROM serial_page WHERE run_id = $1 ORDER BY page_no',
      [runId],
    );
    return toHex(rootOf(pages.map(({ subtree }) => subtree)));
  }

  /** The serials that a run has twice. @returns each repetition, at most `limit`. */
  duplicates(manager: EntityManager, runId: number, limit: number): Promise<SerialClash[]> {
    return manager.query(
      `SELECT index, serial, "firstIndex"
       FROM (SELECT index, serial, min(index) OVER (PARTITION BY serial) AS "firstIndex"
             FROM (SELECT p.page_no * ${PAGE_SIZE} + u.place::int - 1 AS index, u.serial COLLATE "C" AS serial
                   FROM serial_page p, unnest(p.serials) WITH ORDINALITY AS u (serial, place)
                   WHERE p.run_id = $1) s) d
       WHERE index > "firstIndex" ORDER BY index LIMIT $2`,
      [runId, limit],
    );
  }

  /** The serials of a run that another ready run of the product has. The product's row must be locked. */
  takenElsewhere(manager: EntityManager, runId: number, limit: number): Promise<SerialClash[]> {
    return manager.query(
      `WITH mine AS (
         SELECT p.page_no * ${PAGE_SIZE} + u.place::int - 1 AS index, u.serial COLLATE "C" AS serial
         FROM serial_page p, unnest(p.serials) WITH ORDINALITY AS u (serial, place)
         WHERE p.run_id = $1)
       SELECT mine.index, mine.serial, other.number AS "lotNumber"
       FROM (SELECT u.serial COLLATE "C" AS serial, l.number
             FROM run this
             JOIN lot here ON here.id = this.lot_id
             JOIN lot l ON l.product_id = here.product_id
             JOIN run r ON r.lot_id = l.id AND r.status = 'READY' AND r.id <> this.id
             JOIN serial_lookup s ON s.run_id = r.id, unnest(s.serials) AS u (serial)
             WHERE this.id = $1) other
       JOIN mine ON mine.serial = other.serial
       ORDER BY mine.index LIMIT $2`,
      [runId, limit],
    );
  }

  /** Sorts a run's serials into the look-up. */
  async buildLookup(manager: EntityManager, runId: number): Promise<void> {
    await manager.query(
      `INSERT INTO serial_lookup (run_id, first_serial, serials, indices)
       SELECT $1, min(serial), array_agg(serial ORDER BY rank), array_agg(index ORDER BY rank)
       FROM (SELECT serial, index, row_number() OVER (ORDER BY serial) - 1 AS rank
             FROM (SELECT p.page_no * ${PAGE_SIZE} + u.place::int - 1 AS index, u.serial COLLATE "C" AS serial
                   FROM serial_page p, unnest(p.serials) WITH ORDINALITY AS u (serial, place)
                   WHERE p.run_id = $1) s) ranked
       GROUP BY rank / ${LOOKUP_SIZE}`,
      [runId],
    );
  }

  /** Finds serials in runs. Serials that are in none of them are left out. */
  find(
    runIds: readonly number[],
    serials: readonly string[],
    manager?: EntityManager,
  ): Promise<SerialPlace[]> {
    return (manager ?? this.database).query(
      `SELECT run.id AS "runId", row.indices[array_position(row.serials, wanted.serial)] AS index, wanted.serial
       FROM unnest($1::int[]) AS run (id), unnest($2::text[]) AS wanted (serial),
            LATERAL (SELECT s.serials, s.indices FROM serial_lookup s
                     WHERE s.run_id = run.id AND s.first_serial <= wanted.serial COLLATE "C"
                     ORDER BY s.first_serial DESC LIMIT 1) AS row
       WHERE array_position(row.serials, wanted.serial) IS NOT NULL`,
      [runIds, serials],
    );
  }

  /** The serials of the units [from, to) of a run, in packing order. */
  async read(runId: number, from: number, to: number, manager?: EntityManager): Promise<string[]> {
    const pages: { page_no: number; serials: string[] }[] = await (manager ?? this.database).query(
      `SELECT page_no, serials FROM serial_page WHERE run_id = $1 AND page_no >= $2 AND page_no <= $3 ORDER BY page_no`,
      [runId, Math.floor(from / PAGE_SIZE), Math.floor((to - 1) / PAGE_SIZE)],
    );
    const first = (pages[0]?.page_no ?? 0) * PAGE_SIZE;
    return pages.flatMap((page) => page.serials).slice(from - first, to - first);
  }

  /** Serials in packing order, read page by page: for a million of them. */
  async *stream(runId: number, from: number, to: number): AsyncGenerator<{ index: number; serial: string }> {
    for (let at = from; at < to;) {
      const end = Math.min(to, (Math.floor(at / PAGE_SIZE) + 1) * PAGE_SIZE);
      const serials = await this.read(runId, at, end);
      for (const [offset, serial] of serials.entries()) yield { index: at + offset, serial };
      at = end;
    }
  }
}

/** An array as COPY's text format wants it. No serial holds a backslash, so only quotation marks need escaping. */
function arrayText(serials: readonly string[]): string {
  return `{${serials.map((serial) => `"${serial.replaceAll('"', '\\\\"')}"`).join(',')}}`;
}
