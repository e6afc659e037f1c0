import type { Pack } from '@custodia/gs1';
import { isoDateOf, type LedgerCall } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { effectiveSegments, standingOf, unitInWord, type Segment } from '../custody/index.js';
import { SerialStore, type Product, type SerialPlace } from '../lots/index.js';
import { SiteReader } from '../parties/index.js';
import { CounterRecordsRegistry } from './counter-records.js';
import { nearMisses } from './near-miss.js';
import type { ScanFacts, UnitFacts } from './scan-facts.js';
import { ScanRecorder } from './scan-recorder.js';
import { effectiveStatus } from './unit-status.rules.js';
import { OF_UNIT, OF_PACK } from './verify.sql.js';

interface PendingRow {
  readonly call: LedgerCall;
  readonly partyId: number;
}

/** A unit as one look-up finds it. */
interface UnitRow {
  readonly runId: number;
  readonly idx: number;
  readonly lotId: string;
  readonly lotNumber: string;
  readonly expiry: string;
  readonly expiryDayGiven: boolean;
  readonly units: number;
  readonly makerParty: number;
  readonly makerSiteId: string;
  readonly registeredDay: number | null;
  readonly held: boolean;
  readonly recalled: boolean;
  readonly withdrawn: boolean;
  readonly segment: Segment | null;
  readonly word: Buffer | null;
  readonly pending: PendingRow[] | null;
  readonly refusedHere: boolean;
  /** Its registration is on the way to the ledger. */
  readonly registering: boolean;
}

interface PackRow extends Partial<UnitRow> {
  readonly timeZone: string;
  readonly product: Product | null;
  readonly lotKnown: boolean;
}

/** What is known of a pack, and by which clock the asker lives. */
export interface ReadFacts {
  readonly facts: ScanFacts;
  readonly timeZone: string;
}

/** Collects what a verdict is decided from. A known pack that is in order costs one statement, prepared once a connection. */
@Injectable()
export class ScanFactsReader {
  constructor(
    private readonly database: DataSource,
    private readonly serials: SerialStore,
    private readonly sites: SiteReader,
    private readonly counter: CounterRecordsRegistry,
    private readonly recorder: ScanRecorder,
  ) {}

  async read(pack: Pack, actor: Actor): Promise<ReadFacts> {
    const [row] = await this.query<PackRow>('verify-pack', OF_PACK, [
      pack.gtin,
      pack.lot,
      pack.serial,
      actor.siteId,
    ]);
    if (!row) throw new Error(`Site ${actor.siteId} is not known`);
    const { product, lotKnown, timeZone } = row;
    const none = { read: pack, product, lotKnown, unit: null, nearMiss: null };
    if (!product) return { facts: none, timeZone };
    if (typeof row.runId !== 'number')
      return { facts: { ...none, ...(await this.elsewhere(pack, product, actor)) }, timeZone };
    return { facts: { ...none, unit: await this.unit(row as UnitRow, actor) }, timeZone };
  }

  /** Not in the lot that was read: in another lot of the product, or in none and perhaps only badly scanned. */
  private async elsewhere(
    pack: Pack,
    product: Product,
    actor: Actor,
  ): Promise<Pick<ScanFacts, 'unit' | 'nearMiss'>> {
    const runs = await this.runs(product.id);
    const [place] = await this.serials.find(
      runs.map(({ id }) => id),
      [pack.serial],
    );
    if (place) {
      const unit = await this.unitAt(place, actor);
      const lotIsNear = unit !== null && nearMisses(pack.lot).includes(unit.lotNumber);
      const near = lotIsNear
        ? { serial: pack.serial, lotNumber: unit.lotNumber, own: unit.standing === 'HOLDING' }
        : null;
      return { unit, nearMiss: near };
    }
    return { unit: null, nearMiss: await this.nearMiss(pack, runs, actor) };
  }

  /** Only in lots whose number could be the one read: a search of everything would help nobody but a guesser. */
  private async nearMiss(pack: Pack, runs: RunOfLot[], actor: Actor): Promise<ScanFacts['nearMiss']> {
    const numbers = new Set([pack.lot, ...nearMisses(pack.lot)]);
    const near = runs.filter(({ number }) => numbers.has(number));
    const [place] = await this.serials.find(
      near.map(({ id }) => id),
      nearMisses(pack.serial),
    );
    if (!place) return null;
    const unit = await this.unitAt(place, actor);
    return {
      serial: place.serial,
      lotNumber: unit?.lotNumber ?? pack.lot,
      own: unit?.standing === 'HOLDING',
    };
  }

  private async runs(productId: string): Promise<RunOfLot[]> {
    return this.query<RunOfLot>(
      'verify-runs',
      `SELECT r.id, l.number FROM lot l JOIN run r ON r.lot_id = l.id AND r.status = 'READY' WHERE l.product_id = $1`,
      [productId],
    );
  }

  private async unitAt({ runId, index }: SerialPlace, actor: Actor): Promise<UnitFacts | null> {
    const [row] = await this.query<UnitRow>('verify-unit', OF_UNIT, [runId, index, actor.siteId]);
    return row ? this.unit(row, actor) : null;
  }

  /** Null where the ledger has refused the run: its serials are nobody's. */
  private async unit(row: UnitRow, actor: Actor): Promise<UnitFacts | null> {
    if (row.registeredDay === null && !row.registering) return null;
    const pending = row.pending ?? [];
    const { status: projected, daysSince } = unitInWord(row.word, row.idx);
    const status = effectiveStatus(projected, pending);
    const whole = {
      start: 0,
      end: row.units,
      holder: row.makerParty,
      receiver: null,
      state: 'HELD',
      touched: false,
    } as const;
    const base = row.registeredDay === null ? whole : row.segment;
    const segment = base
      ? effectiveSegments([base], pending).find(({ start, end }) => start <= row.idx && row.idx < end)
      : undefined;
    const standing = segment ? standingOf(segment, actor.partyIds) : null;
    const mine = standing === 'HOLDING';
    const place = { runId: row.runId, index: row.idx };
    const inOrder = status === 0 && !row.refusedHere;
    return {
      ...place,
      lotId: row.lotId,
      lotNumber: row.lotNumber,
      expiry: row.expiry,
      expiryDayGiven: row.expiryDayGiven,
      makerSiteId: row.makerSiteId,
      held: row.held,
      recalled: row.recalled,
      withdrawn: row.withdrawn,
      status,
      since:
        status === projected && projected !== 0 && row.registeredDay !== null
          ? isoDateOf(row.registeredDay + daysSince)
          : null,
      standing,
      holder: segment && !mine ? await this.sites.byParty(segment.holder) : null,
      counter: inOrder ? null : await this.counter.latest(place),
      repeats: inOrder ? 0 : await this.recorder.repeats(place, actor.siteId),
    };
  }

  /** By the driver itself: named statements are prepared once a connection, which the query builder has no way to ask for. */
  private async query<R>(name: string, text: string, values: unknown[]): Promise<R[]> {
    const pool = (this.database.driver as unknown as { master: Pool }).master;
    const { rows } = await pool.query({ name, text, values });
    return rows as R[];
  }
}

interface RunOfLot {
  readonly id: number;
  readonly number: string;
}
