import type { Pack } from '@custodia/gs1';
import { isoDateOf } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { prepared, statement } from '../../database/prepared.js';
import type { Actor } from '../../platform/access/index.js';
import { segmentOf, standingOf, unitInWord, UnitsReader, type UnitRow } from '../custody/index.js';
import { SerialStore, type Product, type SerialPlace } from '../lots/index.js';
import { SiteReader } from '../parties/index.js';
import { ThresholdsService } from '../thresholds/index.js';
import { CounterRecordsRegistry } from './counter-records.js';
import { nearMisses } from './near-miss.js';
import type { ScanFacts, UnitFacts } from './scan-facts.js';
import { ScanRecorder } from './scan-recorder.js';
import { effectiveStatus } from './unit-status.rules.js';
import type { UnitRef } from './verdict.js';

/** What is known of a pack, and by which clock the asker lives. */
export interface ReadFacts {
  readonly facts: ScanFacts;
  readonly timeZone: string;
}

/** Collects what a verdict is decided from. A known pack that is in order costs one statement. */
@Injectable()
export class ScanFactsReader {
  constructor(
    private readonly database: DataSource,
    private readonly units: UnitsReader,
    private readonly serials: SerialStore,
    private readonly sites: SiteReader,
    private readonly counter: CounterRecordsRegistry,
    private readonly recorder: ScanRecorder,
    private readonly thresholds: ThresholdsService,
  ) {}

  async read(pack: Pack, actor: Actor): Promise<ReadFacts> {
    const { gtin, lot, serial } = pack;
    const { product, lotKnown, timeZone, unit } = await this.units.ofPack({
      gtin,
      lot,
      serial,
      siteId: actor.siteId,
    });
    if (timeZone === null) throw new Error(`Site ${actor.siteId} is not known`);
    const none = { read: pack, product, lotKnown, unit: null, nearMiss: null };
    if (!product) return { facts: none, timeZone };
    const found = unit ? { unit: await this.unit(unit, actor) } : await this.elsewhere(pack, product, actor);
    return { facts: { ...none, ...found }, timeZone };
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
    return prepared<RunOfLot>(this.database, READY_RUNS, [productId]);
  }

  private async unitAt({ runId, index }: SerialPlace, actor: Actor): Promise<UnitFacts | null> {
    const row = await this.units.ofUnit({ runId, idx: index, siteId: actor.siteId });
    return row ? this.unit(row, actor) : null;
  }

  /** Null where the ledger has refused the run: its serials are nobody's. */
  private async unit(row: UnitRow, actor: Actor): Promise<UnitFacts | null> {
    if (row.registeredDay === null && !row.registering) return null;
    const pending = row.pending ?? [];
    const { status: projected, daysSince } = unitInWord(row.word, row.idx);
    const segment = segmentOf(row);
    const status = effectiveStatus(projected, pending, segment?.holder ?? null);
    const standing = segment ? standingOf(segment, actor.partyIds) : null;
    const mine = standing === 'HOLDING';
    const place = { runId: row.runId, index: row.idx };
    const inOrder = status === 0 && !row.refusedHere;
    const counter = inOrder ? null : await this.counter.latest(place);
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
      counter,
      repeats: inOrder ? 0 : await this.repeats(place, actor, counter?.at ?? null),
    };
  }

  private async repeats(place: UnitRef, actor: Actor, dispensedAt: Date | null): Promise<number> {
    const { repeatDays } = await this.thresholds.ownRepeats(actor);
    return this.recorder.repeats(place, actor.siteId, repeatDays, dispensedAt);
  }
}

interface RunOfLot {
  readonly id: number;
  readonly number: string;
}

const READY_RUNS = statement({
  name: 'ready-runs',
  text: `SELECT r.id, l.number FROM lot l JOIN run r ON r.lot_id = l.id AND r.status = 'READY' WHERE l.product_id = $1`,
});
