import { parsePack, type Pack } from '@custodia/gs1';
import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/work/index.js';
import { Lot, PackFinder, Product, SerialStore } from '../lots/index.js';
import type { DispenseLine } from './dispense-line.entity.js';
import { isRefusal, refuse, type Refusal } from './refusal.js';

/** A pack that was read and is known: which unit it is never changes. */
export interface KnownPack {
  readonly product: Product;
  readonly lot: Lot;
  readonly serial: string;
  readonly runId: number;
  readonly idx: number;
}

/** Finds out which units were scanned. */
@Injectable()
export class PackReader {
  constructor(
    private readonly finder: PackFinder,
    private readonly serials: SerialStore,
  ) {}

  /** In the order of the scans: the unit, or why it is none. */
  read(tx: Tx, scans: readonly string[]): Promise<(KnownPack | Refusal)[]> {
    return scans.reduce<Promise<(KnownPack | Refusal)[]>>(
      async (done, scan) => [...(await done), await this.readOne(tx, scan)],
      Promise.resolve([]),
    );
  }

  /** The pack of a supply that was written down before. */
  async ofLine(tx: Tx, { productId, lotId, serial, runId, idx }: DispenseLine): Promise<KnownPack> {
    const product = await tx.manager.findOneByOrFail(Product, { id: productId });
    const lot = await tx.manager.findOneByOrFail(Lot, { id: lotId });
    return { product, lot, serial, runId, idx };
  }

  private async readOne(tx: Tx, scan: string): Promise<KnownPack | Refusal> {
    const pack = parsePack(scan);
    if (!pack.ok) {
      return refuse('SCAN_UNREADABLE', 'This is not a pack code. Scan the square code on the pack again.');
    }
    const product = await tx.manager.findOneBy(Product, { gtin: pack.gtin });
    if (!product) return refuse('PRODUCT_UNKNOWN', `No product is registered under GTIN ${pack.gtin}.`);
    const found = await this.finder.find(pack, tx.manager);
    if (!found) return this.unknown(tx, product, pack);
    const lot = await tx.manager.findOneByOrFail(Lot, { productId: product.id, number: pack.lot });
    const mismatch = expiryMismatch(pack, lot, product);
    if (isRefusal(mismatch)) return mismatch;
    return { product, lot, serial: pack.serial, runId: found.runId, idx: found.index };
  }

  /** A serial of another lot of the product is one that was tampered with, or misread. */
  private async unknown(tx: Tx, product: Product, pack: Pack): Promise<Refusal> {
    const runs = await tx.sql<{ id: number }>(
      `SELECT r.id FROM run r JOIN lot l ON l.id = r.lot_id WHERE l.product_id = $1 AND r.status = 'READY'`,
      [product.id],
    );
    const elsewhere = await this.serials.find(
      runs.map(({ id }) => id),
      [pack.serial],
      tx.manager,
    );
    if (elsewhere.length > 0) return mismatchOf(product, 'lot');
    return refuse(
      'SERIAL_UNKNOWN',
      `Do not dispense ${product.name}: its maker never registered this serial number.`,
    );
  }
}

function expiryMismatch(pack: Pack, lot: Lot, product: Product): Refusal | undefined {
  // A code that gives the month only means the whole month.
  const same = pack.expiryDayGiven
    ? pack.expiry === lot.expiry
    : pack.expiry.slice(0, 7) === lot.expiry.slice(0, 7);
  return same ? undefined : mismatchOf(product, 'expiry date');
}

function mismatchOf({ name }: Product, field: string): Refusal {
  return refuse('RECORD_MISMATCH', `Do not dispense ${name}: its ${field} is not what the maker registered.`);
}
