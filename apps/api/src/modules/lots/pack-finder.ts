import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SerialStore } from './serial-store.js';

/** A unit that a code names. */
export interface FoundPack {
  readonly runId: number;
  readonly index: number;
}

/** Finds units by what is printed on them. */
@Injectable()
export class PackFinder {
  constructor(
    private readonly database: DataSource,
    private readonly store: SerialStore,
  ) {}

  /** The unit of a product, lot and serial; null where there is none. */
  async find(
    pack: { readonly gtin: string; readonly lot: string; readonly serial: string },
    manager?: EntityManager,
  ): Promise<FoundPack | null> {
    const runs: { id: number }[] = await (manager ?? this.database).query(
      `SELECT r.id FROM run r JOIN lot l ON l.id = r.lot_id JOIN product p ON p.id = l.product_id
       WHERE p.gtin = $1 AND l.number = $2 AND r.status = 'READY'`,
      [pack.gtin, pack.lot],
    );
    const [place] = await this.store.find(
      runs.map(({ id }) => id),
      [pack.serial],
      manager,
    );
    return place ? { runId: place.runId, index: place.index } : null;
  }
}
