import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { prepared, statement } from '../../database/prepared.js';
import type { Lot } from './lot.entity.js';
import type { Product } from './product.entity.js';

/** What is printed on a pack. */
export interface PrintedPack {
  readonly gtin: string;
  readonly lot: string;
  readonly serial: string;
}

/** A unit that a code names. */
export interface FoundPack {
  readonly runId: number;
  readonly index: number;
}

/** What is known under the names on a pack: each part only where the one before is known. */
export interface PackNames {
  readonly product: Product | null;
  readonly lot: Lot | null;
  readonly unit: FoundPack | null;
}

/** Finds units by what is printed on them. */
@Injectable()
export class PackFinder {
  constructor(private readonly database: DataSource) {}

  /** The unit of a product, lot and serial; null where there is none. */
  async find(pack: PrintedPack, manager?: EntityManager): Promise<FoundPack | null> {
    const [found] = await this.names([pack], manager);
    return found!.unit;
  }

  /** In the order of the packs. */
  async names(packs: readonly PrintedPack[], manager?: EntityManager): Promise<PackNames[]> {
    const rows = await prepared<Omit<PackNames, 'unit'> & { runId: number | null; idx: number }>(
      manager ?? this.database,
      NAMES,
      [packs.map(({ gtin }) => gtin), packs.map(({ lot }) => lot), packs.map(({ serial }) => serial)],
    );
    return rows.map(({ product, lot, runId, idx }) => ({
      product,
      lot,
      unit: runId === null ? null : { runId, index: idx },
    }));
  }
}

const NAMES = statement({
  name: 'pack-names',
  text: `
  SELECT CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'gtin', p.gtin, 'ndc', p.ndc, 'name', p.name,
           'substance', p.substance, 'substances', p.substances, 'strength', p.strength, 'form', p.form,
           'baseUnit', p.base_unit, 'packQuantity', p.pack_quantity, 'prescriptionOnly', p.prescription_only,
           'schedule', p.schedule, 'makerSiteId', p.maker_site_id, 'createdAt', p.created_at) END AS product,
         CASE WHEN l.id IS NOT NULL THEN json_build_object('id', l.id, 'productId', l.product_id, 'number', l.number,
           'makerSiteId', l.maker_site_id, 'expiry', l.expiry, 'expiryDayGiven', l.expiry_day_given,
           'version', l.version, 'createdAt', l.created_at) END AS lot,
         u.run_id AS "runId", u.idx
  FROM ROWS FROM (unnest($1::char(14)[]), unnest($2::text[]), unnest($3::text[])) WITH ORDINALITY AS a (gtin, lot, serial, n)
  LEFT JOIN LATERAL (SELECT * FROM product WHERE gtin = a.gtin LIMIT 1) p ON true
  LEFT JOIN LATERAL (SELECT * FROM lot WHERE product_id = p.id AND number = a.lot LIMIT 1) l ON true
  LEFT JOIN LATERAL (
    SELECT r.id AS run_id, found.indices[array_position(found.serials, a.serial)] AS idx
    FROM run r CROSS JOIN LATERAL (
      SELECT serials, indices FROM serial_lookup WHERE run_id = r.id AND first_serial <= a.serial COLLATE "C"
      ORDER BY first_serial DESC LIMIT 1) found
    WHERE r.lot_id = l.id AND r.status = 'READY' AND array_position(found.serials, a.serial) IS NOT NULL LIMIT 1) u ON true
  ORDER BY a.n`,
});
