import type { LedgerCall } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { prepared } from '../../database/prepared.js';
import { ReadReplica } from '../../database/replica.js';
import { together } from '../../platform/graphql/index.js';
import type { Product } from '../lots/index.js';
import { effectiveSegments, type PendingCall, type Segment } from './segment.js';
import { OF_PACKS, OF_UNITS } from './unit.sql.js';

/** A unit as one look-up finds it: the maker's record, what the ledger says, and our own operations under way. */
export interface UnitRow {
  readonly runId: number;
  readonly idx: number;
  readonly lotId: string;
  readonly lotNumber: string;
  readonly expiry: string;
  readonly expiryDayGiven: boolean;
  readonly units: number;
  readonly makerParty: number;
  readonly makerSiteId: string;
  readonly lotKey: Buffer;
  readonly registeredDay: number | null;
  readonly held: boolean;
  readonly recalled: boolean;
  readonly withdrawn: boolean;
  readonly segment: Segment | null;
  readonly word: Buffer | null;
  readonly pending: readonly (PendingCall & { readonly call: LedgerCall })[] | null;
  /** The ledger refused a dispense of it that the asker's site wanted. */
  readonly refusedHere: boolean;
  /** Its registration is on the way to the ledger. */
  readonly registering: boolean;
}

/** What is known of a pack code, and by which clock the asker lives. */
export interface PackRow {
  readonly timeZone: string | null;
  readonly product: Product | null;
  readonly lotKnown: boolean;
  /** The unit with the serial in the lot of the code. */
  readonly unit: UnitRow | null;
}

export interface PackQuestion {
  readonly gtin: string;
  readonly lot: string;
  readonly serial: string;
  readonly siteId: string;
}

export interface UnitQuestion {
  readonly runId: number;
  readonly idx: number;
  readonly siteId: string;
}

/**
 * The one read path to single units, for verification as for dispensing: one statement for all that is asked in one
 * turn of the event loop.
 */
@Injectable()
export class UnitsReader {
  readonly ofPack: (question: PackQuestion) => Promise<PackRow>;
  readonly ofUnit: (question: UnitQuestion) => Promise<UnitRow | null>;

  constructor(replica: ReadReplica) {
    this.ofPack = together((questions) => readPacks(replica, questions));
    this.ofUnit = together(async (questions) =>
      (await replica.read<UnitRow>(OF_UNITS, columnsOf(questions))).map(unitIn),
    );
  }

  /** For a decision, in its transaction: in the order of the questions; null where there is no such run. */
  async ofUnits(manager: EntityManager, questions: readonly UnitQuestion[]): Promise<(UnitRow | null)[]> {
    const rows = await prepared<UnitRow>(manager, OF_UNITS, columnsOf(questions));
    return rows.map(unitIn);
  }
}

function columnsOf(questions: readonly UnitQuestion[]): unknown[] {
  return [
    questions.map(({ runId }) => runId),
    questions.map(({ idx }) => idx),
    questions.map(({ siteId }) => siteId),
  ];
}

async function readPacks(replica: ReadReplica, questions: readonly PackQuestion[]): Promise<PackRow[]> {
  const rows = await replica.read<Omit<PackRow, 'unit'> & UnitRow>(OF_PACKS, [
    questions.map(({ gtin }) => gtin),
    questions.map(({ lot }) => lot),
    questions.map(({ serial }) => serial),
    questions.map(({ siteId }) => siteId),
  ]);
  return rows.map((row) => ({ ...row, unit: unitIn(row) }));
}

function unitIn(row: UnitRow | Record<keyof UnitRow, null>): UnitRow | null {
  return row.runId === null ? null : row;
}

/** Where the unit is when our own operations are through; undefined where it is nobody's: its run is not registered. */
export function segmentOf(row: UnitRow): Segment | undefined {
  if (row.registeredDay === null && !row.registering) return undefined;
  const whole: Segment = {
    start: 0,
    end: row.units,
    holder: row.makerParty,
    receiver: null,
    state: 'HELD',
    touched: false,
  };
  const base = row.registeredDay === null ? whole : row.segment;
  if (!base) return undefined;
  return effectiveSegments([base], row.pending ?? []).find(
    ({ start, end }) => start <= row.idx && row.idx < end,
  );
}
