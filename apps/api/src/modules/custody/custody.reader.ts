import type { Hex } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { bytesToHex } from '../../database/columns.js';
import type { Hindrance, LotState } from './movement.rules.js';
import { effectiveSegments, type PendingCall, type Segment, type UnitRange } from './segment.js';
import { unitInWord } from './unit-word.js';

/** What custody has to know of a run. */
export interface RunFacts {
  readonly id: number;
  readonly lotKey: Hex;
  readonly units: number;
  readonly ready: boolean;
  /** The ledger id that registered it. */
  readonly partyId: number;
  readonly lotNumber: string;
  readonly gtin: string;
  readonly makerSiteId: string;
  readonly expiry: string;
  /** Whether the ledger has it. */
  readonly confirmed: boolean;
  /** The root that the ledger holds; ours until it does. */
  readonly root: Hex;
  readonly held: boolean;
  readonly withdrawn: boolean;
}

interface EffectiveRow {
  readonly registered: boolean;
  readonly segments: Segment[];
  readonly pending: (PendingCall & { kind: string })[];
}

type RunRow = Omit<RunFacts, 'lotKey' | 'root'> & { lotKey: Buffer; root: Buffer | null };

/** Custody as it is on the ledger plus what we have under way. */
@Injectable()
export class CustodyReader {
  constructor(private readonly database: DataSource) {}

  /**
   * Runs, locked until the end of the transaction: whoever moves units of a run waits for the one before.
   * Always in the order of their ids, so that two never wait for each other.
   */
  async lockRuns(manager: EntityManager, runIds: readonly number[]): Promise<Map<number, RunFacts>> {
    await manager.query('SELECT 1 FROM run WHERE id = ANY($1) ORDER BY id FOR UPDATE', [runIds]);
    return this.runs(runIds, manager);
  }

  async runs(runIds: readonly number[], manager?: EntityManager): Promise<Map<number, RunFacts>> {
    const rows: RunRow[] = await (manager ?? this.database).query(RUNS, [runIds]);
    return new Map(
      rows.map((row) => [
        row.id,
        {
          ...row,
          lotKey: bytesToHex(row.lotKey) as Hex,
          root: bytesToHex(row.root ?? Buffer.alloc(32)) as Hex,
        },
      ]),
    );
  }

  /** Who holds the units of a range, our own operations included. Empty where nobody can: the run is not registered. */
  async segments(run: RunFacts, range: UnitRange, manager?: EntityManager): Promise<Segment[]> {
    if (!run.ready) return [];
    const lotKey = Buffer.from(run.lotKey.slice(2), 'hex');
    const parameters = [lotKey, run.id, range.start, range.end];
    const [row]: [EffectiveRow] = await (manager ?? this.database).query(EFFECTIVE, parameters);
    const registering = row.pending.some(({ kind }) => kind === 'registerLot');
    if (!row.registered && !registering) return [];
    const whole: Segment = {
      start: 0,
      end: run.units,
      holder: run.partyId,
      receiver: null,
      state: 'HELD',
      touched: false,
    };
    return effectiveSegments(row.registered ? row.segments : [whole], row.pending);
  }

  /** The first unit of a range that has an operation under way or is not active. */
  async hindrance(run: RunFacts, range: UnitRange, manager?: EntityManager): Promise<Hindrance | undefined> {
    const queries = manager ?? this.database;
    const [busy]: { index: number | null }[] = await queries.query(BUSY, [run.id, range.start, range.end]);
    if (busy && busy.index !== null) return { index: busy.index };
    const words: { word_no: number; word: Buffer }[] = await queries.query(
      'SELECT word_no, word FROM ledger.status_word WHERE lot_key = $1 AND word_no BETWEEN $2 AND $3 ORDER BY word_no',
      [Buffer.from(run.lotKey.slice(2), 'hex'), range.start >> 4, (range.end - 1) >> 4],
    );
    for (const { word_no, word } of words)
      for (
        let index = Math.max(range.start, word_no * 16);
        index < Math.min(range.end, word_no * 16 + 16);
        index++
      ) {
        const { status } = unitInWord(word, index);
        if (status !== 0) return { index, status };
      }
    return undefined;
  }

  /** What is decided about the units of a range, decisions under way included. */
  async lotState(run: RunFacts, range: UnitRange, today: string, manager?: EntityManager): Promise<LotState> {
    const [recalled]: unknown[] = await (manager ?? this.database).query(RECALLED, [
      Buffer.from(run.lotKey.slice(2), 'hex'),
      range.start,
      range.end,
      run.id,
    ]);
    return {
      held: run.held,
      recalled: recalled !== undefined,
      withdrawn: run.withdrawn,
      expired: run.expiry < today,
    };
  }
}

// A decision counts from the moment when it is made here; that it is lifted counts when the ledger says so.
const DECIDED = (kind: string): string =>
  `EXISTS (SELECT 1 FROM operation o WHERE o.run_id = r.id AND o.status IN ('PENDING', 'SENT') AND o.kind = '${kind}')`;

const RUNS = `
  SELECT r.id, r.lot_key AS "lotKey", r.unit_count AS units, r.status = 'READY' AS ready, r.party_id AS "partyId",
         l.number AS "lotNumber", p.gtin, p.maker_site_id AS "makerSiteId", l.expiry,
         g.lot_key IS NOT NULL AS confirmed, coalesce(g.root, r.root) AS root,
         coalesce(g.held, false) OR ${DECIDED('hold')} AS held,
         coalesce(g.withdrawn, false) OR ${DECIDED('approveWithdrawal')} AS withdrawn
  FROM run r JOIN lot l ON l.id = r.lot_id JOIN product p ON p.id = l.product_id
  LEFT JOIN ledger.lot g ON g.lot_key = r.lot_key
  WHERE r.id = ANY($1) ORDER BY r.id`;

const RECALLED = `
  SELECT 1 FROM ledger.lot WHERE lot_key = $1 AND recalled
  UNION ALL
  SELECT 1 FROM ledger.recall_range WHERE lot_key = $1 AND start < $3 AND "end" > $2
  UNION ALL
  SELECT 1 FROM operation WHERE run_id = $4 AND status IN ('PENDING', 'SENT') AND kind = 'approveRecall'
    AND (idx_from IS NULL OR idx_from < $3 AND idx_to > $2)
  LIMIT 1`;

// One statement, so that both sides are of one moment: an operation that settles between two reads would be missing
// in both, or count twice.
const EFFECTIVE = `
  SELECT
    EXISTS (SELECT 1 FROM ledger.lot WHERE lot_key = $1) AS registered,
    (SELECT coalesce(json_agg(json_build_object('start', start, 'end', "end", 'holder', holder, 'receiver', receiver,
                                                'state', state, 'touched', touched) ORDER BY start), '[]')
     FROM ledger.segment WHERE lot_key = $1 AND start < $4 AND "end" > $3) AS segments,
    (SELECT coalesce(json_agg(json_build_object('kind', kind, 'call', call, 'partyId', party_id) ORDER BY seq), '[]')
     FROM operation
     WHERE run_id = $2 AND status IN ('PENDING', 'SENT') AND idx_from < $4 AND idx_to > $3) AS pending`;

const BUSY = `
  SELECT least(
    (SELECT min(idx) FROM unit_reservation WHERE run_id = $1 AND idx >= $2 AND idx < $3),
    (SELECT min(greatest(idx_from, $2)) FROM operation
     WHERE run_id = $1 AND status IN ('PENDING', 'SENT') AND idx_from < $3 AND idx_to > $2
       AND kind IN ('lock', 'unlock', 'decommission', 'reportMissing', 'dispense', 'reportSupply', 'undoDispense'))) AS index`;
