import type { Sql } from '../sql.js';
import { segmentsOf, statusesOf, type LotEvent } from './lot.fold.js';
import { LotState, type LotHead, type Range } from './lot.state.js';
import { bytea, deleteRows, upsertRows, type Row, type Table } from './rows.js';
import type { Segment } from './segments.js';
import { wordOf } from './unit-words.js';

const LOT: Table = {
  name: 'ledger.lot',
  key: ['lot_key'],
  columns: {
    lot_key: 'bytea',
    maker_party: 'bigint',
    lot_id: 'bytea',
    unit_count: 'bigint',
    registered_day: 'integer',
    expiry_day: 'integer',
    root: 'bytea',
    version: 'integer',
    derived_from: 'bytea',
    held_by_maker: 'boolean',
    held_by_regulator: 'boolean',
    recalled: 'boolean',
    withdrawn: 'boolean',
  },
};
const RECALL_RANGE: Table = {
  name: 'ledger.recall_range',
  key: ['lot_key', 'start', 'end'],
  columns: { lot_key: 'bytea', start: 'bigint', end: 'bigint' },
};
const SEGMENT: Table = {
  name: 'ledger.segment',
  key: ['lot_key', 'start'],
  columns: {
    lot_key: 'bytea',
    start: 'bigint',
    end: 'bigint',
    holder: 'bigint',
    receiver: 'bigint',
    state: 'text',
    touched: 'boolean',
  },
};
const STATUS_WORD: Table = {
  name: 'ledger.status_word',
  key: ['lot_key', 'word_no'],
  columns: { lot_key: 'bytea', word_no: 'integer', word: 'bytea' },
};

/** Of each lot as much as the events are about. */
export async function loadLots(sql: Sql, events: readonly LotEvent[]): Promise<Map<string, LotState>> {
  const lots = new Map<string, LotState>();
  const heads = await loadHeads(sql, [...new Set(events.map(({ args }) => args.lot))]);
  for (const { args } of events) {
    if (!lots.has(args.lot)) lots.set(args.lot, new LotState(heads.get(args.lot)));
  }
  await loadSegments(sql, lots, rangesOf(events, segmentsOf));
  await loadWords(sql, lots, wordsOf(events));
  return lots;
}

export async function saveLots(sql: Sql, lots: ReadonlyMap<string, LotState>): Promise<void> {
  const heads: Row[] = [];
  const recalls: Row[] = [];
  const segments = { gone: [] as Row[], kept: [] as Row[] };
  const words = { gone: [] as Row[], kept: [] as Row[] };
  for (const [key, lot] of lots) {
    const lot_key = bytea(key);
    if (lot.changedHead) heads.push(headRow(lot_key, lot.changedHead));
    recalls.push(...lot.newRecallRanges.map((range) => ({ lot_key, ...range })));
    for (const [start, segment] of lot.segments.changes()) {
      if (segment) segments.kept.push({ lot_key, start, ...segment });
      else segments.gone.push({ lot_key, start });
    }
    for (const [word_no, word] of lot.words.changes()) {
      if (word) words.kept.push({ lot_key, word_no, word: `\\x${word.toString('hex')}` });
      else words.gone.push({ lot_key, word_no });
    }
  }
  await upsertRows(sql, LOT, heads);
  await upsertRows(sql, RECALL_RANGE, recalls);
  await deleteRows(sql, SEGMENT, segments.gone);
  await upsertRows(sql, SEGMENT, segments.kept);
  await deleteRows(sql, STATUS_WORD, words.gone);
  await upsertRows(sql, STATUS_WORD, words.kept);
}

/** Forgets lots, so that they can be folded anew. */
export async function forgetLots(sql: Sql, lotKeys: readonly string[]): Promise<void> {
  for (const { name } of [LOT, RECALL_RANGE, SEGMENT, STATUS_WORD]) {
    await sql(`DELETE FROM ${name} WHERE lot_key = ANY($1::bytea[])`, [lotKeys.map(bytea)]);
  }
}

interface LotRanges {
  readonly lots: string[];
  readonly starts: number[];
  readonly ends: number[];
}

function rangesOf(events: readonly LotEvent[], rangeOf: (event: LotEvent) => Range | undefined): LotRanges {
  const ranges: LotRanges = { lots: [], starts: [], ends: [] };
  const seen = new Set<string>();
  for (const event of events) {
    const range = rangeOf(event);
    const name = range && `${event.args.lot} ${range.start} ${range.end}`;
    if (!name || seen.has(name)) continue;
    seen.add(name);
    ranges.lots.push(event.args.lot);
    ranges.starts.push(range.start);
    ranges.ends.push(range.end);
  }
  return ranges;
}

function wordsOf(events: readonly LotEvent[]): LotRanges {
  return rangesOf(events, (event) => {
    const units = statusesOf(event);
    return units && { start: wordOf(units.start), end: wordOf(units.end - 1) + 1 };
  });
}

async function loadHeads(sql: Sql, lotKeys: readonly string[]): Promise<Map<string, LotHead>> {
  const rows = await sql<LotHead & { key: string }>(
    `SELECT ${hex('lot_key')} AS key, maker_party AS "makerParty", ${hex('lot_id')} AS "lotId",
            unit_count AS "unitCount", registered_day AS "registeredDay", expiry_day AS "expiryDay",
            ${hex('root')} AS root, version, ${hex('derived_from')} AS "derivedFrom",
            held_by_maker AS "heldByMaker", held_by_regulator AS "heldByRegulator", recalled, withdrawn
     FROM ledger.lot WHERE lot_key = ANY($1::bytea[])`,
    [lotKeys.map(bytea)],
  );
  return new Map(rows.map(({ key, ...head }) => [key, head]));
}

/** The segments that overlap the ranges. A lot's segments have no gaps: the first is found by one index probe. */
export async function loadSegments(
  sql: Sql,
  lots: ReadonlyMap<string, Pick<LotState, 'segments'>>,
  { lots: keys, starts, ends }: LotRanges,
): Promise<void> {
  if (keys.length === 0) return;
  const rows = await sql<Segment & { key: string; start: number }>(
    `SELECT DISTINCT ${hex('s.lot_key')} AS key, s.start, s."end", s.holder, s.receiver, s.state, s.touched
     FROM unnest($1::bytea[], $2::bigint[], $3::bigint[]) AS u (lot_key, start, "end")
     CROSS JOIN LATERAL (
       SELECT max(f.start) AS start FROM ledger.segment f WHERE f.lot_key = u.lot_key AND f.start <= u.start
     ) first
     JOIN ledger.segment s ON s.lot_key = u.lot_key AND s.start >= first.start AND s.start < u."end"`,
    [keys.map(bytea), starts, ends],
  );
  for (const { key, start, ...segment } of rows) lots.get(key)?.segments.load(start, segment);
}

async function loadWords(
  sql: Sql,
  lots: ReadonlyMap<string, LotState>,
  { lots: keys, starts, ends }: LotRanges,
): Promise<void> {
  if (keys.length === 0) return;
  const rows = await sql<{ key: string; word_no: number; word: Buffer }>(
    `SELECT DISTINCT ${hex('w.lot_key')} AS key, w.word_no, w.word
     FROM unnest($1::bytea[], $2::integer[], $3::integer[]) AS u (lot_key, start, "end")
     JOIN ledger.status_word w ON w.lot_key = u.lot_key AND w.word_no >= u.start AND w.word_no < u."end"`,
    [keys.map(bytea), starts, ends],
  );
  for (const { key, word_no, word } of rows) lots.get(key)?.words.load(word_no, word);
}

function headRow(lot_key: string, head: LotHead): Row {
  return {
    lot_key,
    maker_party: head.makerParty,
    lot_id: bytea(head.lotId),
    unit_count: head.unitCount,
    registered_day: head.registeredDay,
    expiry_day: head.expiryDay,
    root: bytea(head.root),
    version: head.version,
    derived_from: head.derivedFrom && bytea(head.derivedFrom),
    held_by_maker: head.heldByMaker,
    held_by_regulator: head.heldByRegulator,
    recalled: head.recalled,
    withdrawn: head.withdrawn,
  };
}

function hex(column: string): string {
  return `'0x' || encode(${column}, 'hex')`;
}
