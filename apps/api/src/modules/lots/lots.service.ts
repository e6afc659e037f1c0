import { dayOf, lotIdOf, lotKeyOf, randomId, toHex } from '@custodia/ledger';
import type { Gtin } from '@custodia/gs1';
import { Injectable } from '@nestjs/common';
import { Config } from '../../config.js';
import { hexToBytes } from '../../database/columns.js';
import type { Actor } from '../../platform/access/index.js';
import { DomainError, isUniqueViolation, notFound } from '../../platform/errors/index.js';
import { isId, newId } from '../../platform/ids/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { SiteReader } from '../parties/index.js';
import { refuseClosed, refuseStopped } from './closed-lot.js';
import { localDay } from './local-day.js';
import { Lot } from './lot.entity.js';
import {
  checkCorrection,
  checkExpiry,
  checkLotNumber,
  checkSameExpiry,
  checkUnitCount,
  lastDay,
  type LotDates,
} from './lot.rules.js';
import { Product } from './product.entity.js';
import { newRunSecret, sealRunSecret } from './run-secret.js';
import { Run } from './run.entity.js';

/** What a maker says of a new product. */
export interface NewProduct {
  readonly idempotencyKey: string;
  readonly gtin: Gtin;
  readonly ndc?: string | null;
  readonly name: string;
  readonly substance: string;
  readonly substances?: readonly string[] | null;
  readonly strength?: string | null;
  readonly form?: string | null;
  readonly baseUnit: string;
  readonly packQuantity: number;
  readonly prescriptionOnly: boolean;
  readonly schedule?: string | null;
}

/** A run to register: which lot, and how many units if they are known beforehand. */
export interface NewRun {
  readonly gtin: Gtin;
  readonly lotNumber: string;
  /** YYYY-MM-DD. */
  readonly expiry: string;
  /** False for a pack that prints the month only. */
  readonly expiryDayGiven: boolean;
}

/** Where the serials of a run come from. */
export interface RunSource {
  readonly units?: number;
  readonly fileHash?: string;
  /** Stores with the run what its serials are made from. */
  readonly keep?: (tx: Tx, runId: number) => Promise<void>;
}

export interface LotAmendment {
  readonly idempotencyKey: string;
  readonly lotId: string;
  readonly version: number;
  readonly expiry: string;
  readonly expiryDayGiven: boolean;
  readonly reason: string;
}

/** Products and lots of a maker. */
@Injectable()
export class LotsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly sites: SiteReader,
    private readonly config: Config,
  ) {}

  /** @throws DomainError PRODUCT_EXISTS */
  async registerProduct(actor: Actor, input: NewProduct): Promise<string> {
    const { idempotencyKey, ...product } = input;
    const name = requiredText(product.name, 'name');
    const substance = requiredText(product.substance, 'substance');
    const baseUnit = requiredText(product.baseUnit, 'baseUnit');
    if (!Number.isInteger(product.packQuantity) || product.packQuantity < 1)
      throw new DomainError('BAD_INPUT', 'packQuantity is the number of base units in a pack: 1 or more.');
    const substances = (product.substances?.length ? product.substances : [substance]).map((one) =>
      one.trim().toLowerCase(),
    );
    try {
      return await this.work.once(actor, 'product.register', idempotencyKey, product, async (tx) => {
        const id = newId();
        await tx.manager.insert(Product, {
          ...product,
          id,
          name,
          substance,
          substances,
          baseUnit,
          makerSiteId: actor.siteId,
          createdAt: tx.now,
        });
        tx.audit({ type: 'product', id }, { gtin: product.gtin });
        return id;
      });
    } catch (error) {
      if (!isUniqueViolation(error, 'product_gtin')) throw error;
      throw new DomainError('PRODUCT_EXISTS', `A product with GTIN ${product.gtin} is registered already.`);
    }
  }

  /**
   * Opens a run, and its lot if this is the first one. Its serials are taken in afterwards.
   * @param units how many, if known; the import counts them otherwise
   * @returns the run's id, and whether this call opened it or an earlier one with the same key did
   */
  async openRun(
    actor: Actor,
    idempotencyKey: string,
    input: NewRun,
    { keep, ...source }: RunSource,
  ): Promise<{ runId: number; opened: boolean }> {
    checkLotNumber(input.lotNumber);
    if (source.units !== undefined) checkUnitCount(source.units);
    const expiry = lastDay(input);
    checkExpiry(expiry, await this.today(actor));
    let opened = false;
    const runId = await this.work.once(
      actor,
      'lot.register',
      idempotencyKey,
      { ...input, ...source },
      async (tx) => {
        opened = true;
        const id = await this.insertRun(tx, actor, { ...input, expiry }, source.units ?? 0);
        if (id !== NOT_OPENED) await keep?.(tx, id);
        return id;
      },
    );
    if (runId === NOT_OPENED) throw noProduct(input.gtin);
    return { runId, opened };
  }

  /** Corrects a typing error in the expiry: packs and record then say the same again. */
  async amendLot(actor: Actor, input: LotAmendment): Promise<string> {
    const reason = requiredText(input.reason, 'reason');
    const expiry = lastDay(input);
    checkExpiry(expiry, await this.today(actor));
    const { idempotencyKey, ...asked } = input;
    return this.work.once(actor, 'lot.amend', idempotencyKey, asked, async (tx) => {
      const lot = isId(input.lotId)
        ? await tx.manager.findOne(Lot, {
            where: { id: input.lotId, makerSiteId: actor.siteId },
            lock: { mode: 'pessimistic_write' },
          })
        : null;
      if (!lot) throw notFound('lot');
      if (lot.version !== input.version)
        throw new DomainError('LOT_VERSION', 'This lot was corrected since you opened it. Look at it again.');
      const next: LotDates = { expiry, expiryDayGiven: input.expiryDayGiven };
      checkCorrection(lot, next);
      const operationId = await this.amendOnLedger(tx, lot, expiry);
      await tx.sql(
        `INSERT INTO lot_amendment (lot_id, version, expiry_before, expiry_after, reason, amended_by, amended_at,
                                    day_given_before, day_given_after, operation_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          ...[lot.id, lot.version + 1, lot.expiry, expiry, reason, actor.userId, tx.now],
          ...[lot.expiryDayGiven, input.expiryDayGiven, operationId],
        ],
      );
      await tx.manager.update(Lot, { id: lot.id }, { ...next, version: lot.version + 1 });
      tx.audit({ type: 'lot', id: lot.id }, { from: lot.expiry, to: expiry, reason });
      return lot.id;
    });
  }

  private async insertRun(tx: Tx, actor: Actor, input: NewRun, units: number): Promise<number> {
    const product = await tx.manager.findOneBy(Product, { gtin: input.gtin, makerSiteId: actor.siteId });
    if (!product) return this.refuseRun(tx, actor, input);
    const lot = await this.lotFor(tx, actor, product, input);
    const salt = randomId();
    const ledgerLotId = lotIdOf({ ...input, expiryDay: dayOf(input.expiry), salt });
    const [run] = await tx.sql<{ id: number }>(
      `INSERT INTO run (lot_id, party_id, lot_key, ledger_lot_id, salt, secret, unit_count, status, created_by,
                        created_at, seen_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'IMPORTING', $8, $9, $9) RETURNING id`,
      [
        lot.id,
        actor.partyId,
        hexToBytes(lotKeyOf(actor.partyId, ledgerLotId)),
        hexToBytes(ledgerLotId),
        hexToBytes(salt),
        sealRunSecret(newRunSecret(), this.config.secretKey, ledgerLotId),
        units,
        actor.userId,
        tx.now,
      ],
    );
    tx.audit({ type: 'lot', id: lot.id }, { gtin: input.gtin, number: lot.number, run: run!.id });
    return run!.id;
  }

  /** Of a lot that another maker has, this one learns nothing; who watches for fraud learns of the attempt. */
  private async refuseRun(tx: Tx, { siteId }: Actor, { gtin, lotNumber }: NewRun): Promise<number> {
    const [known] = await tx.sql<{ makerSiteId: string }>(
      `SELECT l.maker_site_id AS "makerSiteId" FROM lot l JOIN product p ON p.id = l.product_id
       WHERE p.gtin = $1 AND l.number = $2`,
      [gtin, lotNumber],
    );
    if (!known) throw noProduct(gtin);
    const otherMakerSiteId = known.makerSiteId;
    await tx.publish('lots.refused', { siteId, gtin, lotNumber, repeatedSerials: [], otherMakerSiteId });
    tx.audit({ type: 'site', id: siteId }, { refused: gtin, number: lotNumber });
    return NOT_OPENED;
  }

  /** The lot of a run. As long as none of its runs stands, a wrong expiry is simply replaced. */
  private async lotFor(tx: Tx, actor: Actor, product: Product, input: NewRun): Promise<Lot> {
    const dates: LotDates = { expiry: input.expiry, expiryDayGiven: input.expiryDayGiven };
    const known = { productId: product.id, number: input.lotNumber };
    await tx.sql(
      `INSERT INTO lot (id, product_id, maker_site_id, number, expiry, expiry_day_given, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT ON CONSTRAINT lot_number DO NOTHING`,
      [newId(), product.id, actor.siteId, input.lotNumber, dates.expiry, dates.expiryDayGiven, tx.now],
    );
    const lot = await tx.manager.findOneOrFail(Lot, { where: known, lock: { mode: 'pessimistic_write' } });
    const standing = await tx.manager.count(Run, {
      where: [
        { lotId: lot.id, status: 'READY' },
        { lotId: lot.id, status: 'IMPORTING' },
      ],
    });
    if (standing > 0) {
      checkSameExpiry(lot, dates);
      await refuseStopped(tx, lot);
    } else await tx.manager.update(Lot, { id: lot.id }, dates);
    return lot;
  }

  /** @returns the operation on the first of its runs: the others share its fate. */
  private async amendOnLedger(tx: Tx, lot: Lot, expiry: string): Promise<string | null> {
    await refuseClosed(tx, lot);
    // The ledger counts the corrections of each run by itself: a later run starts at 0.
    const runs = await tx.sql<{
      id: number;
      partyId: number;
      lotKey: Buffer;
      units: number;
      version: number;
    }>(
      `SELECT r.id, r.party_id AS "partyId", r.lot_key AS "lotKey", r.unit_count AS units,
              coalesce(l.version, 0) + (SELECT count(*) FROM operation o WHERE o.run_id = r.id AND o.kind = 'amendLot'
                                          AND o.status IN ('PENDING', 'SENT')) AS version
       FROM run r LEFT JOIN ledger.lot l ON l.lot_key = r.lot_key
       WHERE r.lot_id = $1 AND r.status = 'READY' ORDER BY r.id`,
      [lot.id],
    );
    const operationIds: string[] = [];
    for (const { id, partyId, lotKey, units, version } of runs) {
      const operationId = await tx.enqueue({
        call: { kind: 'amendLot', lot: toHex(lotKey), expiryDay: dayOf(expiry), version },
        partyId,
        runId: id,
        idx: [0, units],
      });
      operationIds.push(operationId);
    }
    return operationIds[0] ?? null;
  }

  private async today(actor: Actor): Promise<string> {
    const site = await this.sites.byId(actor.siteId);
    return localDay(new Date(), site?.timeZone ?? 'UTC');
  }
}

function requiredText(text: string, field: string): string {
  const trimmed = text.trim();
  if (trimmed === '') throw new DomainError('BAD_INPUT', `${field} must not be empty.`);
  return trimmed;
}

/** In place of the id of a run that was refused; ids begin with 1. */
const NOT_OPENED = 0;

function noProduct(gtin: string): DomainError {
  return new DomainError('NOT_FOUND', `You have no product with GTIN ${gtin}. Register the product first.`);
}
