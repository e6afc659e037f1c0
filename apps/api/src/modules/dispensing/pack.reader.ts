import { parsePack, type Pack } from '@custodia/gs1';
import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/work/index.js';
import { Lot, PackFinder, Product, SerialStore, type PackNames } from '../lots/index.js';
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
  async read(tx: Tx, scans: readonly string[]): Promise<(KnownPack | Refusal)[]> {
    const packs = scans.map((scan) => parsePack(scan));
    const wellFormed = packs.filter((pack) => pack.ok);
    const names = await this.finder.names(wellFormed, tx.manager);
    const byPack = new Map(wellFormed.map((pack, n) => [pack, names[n]!]));
    const read: (KnownPack | Refusal)[] = [];
    for (const pack of packs) read.push(pack.ok ? await this.judge(tx, pack, byPack.get(pack)!) : UNREADABLE);
    return read;
  }

  /** The pack of a supply that was written down before. */
  async ofLine(tx: Tx, { productId, lotId, serial, runId, idx }: DispenseLine): Promise<KnownPack> {
    const product = await tx.manager.findOneByOrFail(Product, { id: productId });
    const lot = await tx.manager.findOneByOrFail(Lot, { id: lotId });
    return { product, lot, serial, runId, idx };
  }

  private async judge(tx: Tx, pack: Pack, { product, lot, unit }: PackNames): Promise<KnownPack | Refusal> {
    if (!product) return refuse('PRODUCT_UNKNOWN', `No product is registered under GTIN ${pack.gtin}.`);
    if (!lot || !unit) return this.unknown(tx, product, pack);
    const mismatch = expiryMismatch(pack, lot, product);
    if (isRefusal(mismatch)) return mismatch;
    return { product, lot, serial: pack.serial, runId: unit.runId, idx: unit.index };
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

const UNREADABLE = refuse(
  'SCAN_UNREADABLE',
  'This is not a pack code. Scan the square code on the pack again.',
);

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
