import { fillHashOf, UnitStatus, type Hex, type LedgerCall } from '@custodia/ledger';
import { readEvents } from '../projection/event.store.js';
import { digestBefore, isItemEvent } from '../projection/item.fold.js';
import { loadItems } from '../projection/item.store.js';
import { isLotEvent, suppliedStatus, unitsOf, type LotEvent } from '../projection/lot.fold.js';
import { bytea } from '../projection/rows.js';
import { UnitWords, wordOf } from '../projection/unit-words.js';
import { utcDay } from '../projection/utc-day.js';
import type { Sql } from '../sql.js';

/** What an undo repeats of what it undoes. */
export interface UndoFacts {
  readonly status: number;
  readonly item: Hex;
  readonly quantity: number;
  readonly day: number;
  /** The item's fills before it, as the ledger keeps them, and those after it. */
  readonly before: bigint;
  readonly later: readonly Hex[];
}

type UndoCall = Extract<LedgerCall, { readonly kind: 'undoDispense' }>;

export interface PendingUndo {
  readonly call: UndoCall;
  readonly partyId: number;
}

const PARTS: ReadonlySet<number> = new Set([UnitStatus.Opened, UnitStatus.Emptied]);
const NO_ITEM: Hex = `0x${'0'.repeat(64)}`;

/** Where the ledger knows of nothing to undo, the contract refuses these. */
export const NOTHING_TO_UNDO: UndoFacts = {
  status: 0,
  item: NO_ITEM,
  quantity: 0,
  day: 0,
  before: 0n,
  later: [],
};

/** Facts by the id of the undone operation, from the events that it caused. */
export async function findUndoFacts(
  sql: Sql,
  undos: readonly PendingUndo[],
): Promise<Map<string, UndoFacts>> {
  const facts = new Map<string, UndoFacts>();
  const ids = [...new Set(undos.map(({ call }) => call.undoes))];
  if (ids.length === 0) return facts;
  const filter = { where: 'e.operation_id = ANY($1::uuid[])', parameter: ids };
  for await (const page of readEvents(sql, filter)) {
    for (const { event, operationId, at } of page) {
      const undo = undos.find(({ call }) => call.undoes === operationId);
      if (!undo || !isLotEvent(event) || !isAbout(event, undo.call)) continue;
      const found = factsOf(event, utcDay(at));
      if (found) facts.set(operationId, found);
    }
  }
  return withFills(sql, undos, await withOpenedPacks(sql, undos, facts));
}

/** Parts of one pack are undone in any order: what the ledger says of the pack is what was done to it last. */
async function withOpenedPacks(
  sql: Sql,
  undos: readonly PendingUndo[],
  facts: ReadonlyMap<string, UndoFacts>,
): Promise<Map<string, UndoFacts>> {
  const parts = undos.filter(({ call }) => PARTS.has(facts.get(call.undoes)?.status ?? 0));
  if (parts.length === 0) return new Map(facts);
  const words = await sql<{ word: Buffer; position: number }>(
    `SELECT w.word, u.position::int FROM unnest($1::bytea[], $2::int[]) WITH ORDINALITY AS u (lot_key, word_no, position)
     JOIN ledger.status_word w ON w.lot_key = u.lot_key AND w.word_no = u.word_no`,
    [parts.map(({ call }) => bytea(call.lot)), parts.map(({ call }) => wordOf(call.index))],
  );
  const now = new Map(facts);
  for (const { word, position } of words) {
    const { call } = parts[position - 1]!;
    const units = new UnitWords();
    units.load(wordOf(call.index), word);
    const status = units.status(call.index);
    const fact = facts.get(call.undoes);
    if (fact && PARTS.has(status)) now.set(call.undoes, { ...fact, status });
  }
  return now;
}

function isAbout(event: LotEvent, { lot, index }: UndoCall): boolean {
  const units = unitsOf(event);
  return event.args.lot === lot && units !== undefined && units.start <= index && index < units.end;
}

function factsOf(event: LotEvent, day: number): UndoFacts | undefined {
  switch (event.name) {
    case 'Dispensed': {
      const { item, quantity, portion } = event.args;
      return { ...NOTHING_TO_UNDO, status: suppliedStatus(portion, item !== NO_ITEM), item, quantity, day };
    }
    case 'SupplyReported': {
      const { status, quantity } = event.args;
      const item = isItemEvent(event) ? event.args.item : NO_ITEM;
      return { ...NOTHING_TO_UNDO, status, item, quantity, day };
    }
    case 'Decommissioned':
      return { ...NOTHING_TO_UNDO, status: event.args.status, day };
    default:
      return undefined;
  }
}

async function withFills(
  sql: Sql,
  undos: readonly PendingUndo[],
  facts: ReadonlyMap<string, UndoFacts>,
): Promise<Map<string, UndoFacts>> {
  const items = await loadItems(sql, [...new Set([...facts.values()].map(({ item }) => item))]);
  const complete = new Map(facts);
  for (const { call, partyId } of undos) {
    const fact = facts.get(call.undoes);
    const fills = fact && items.get(fact.item)?.fills;
    if (!fact || !fills) continue;
    const { lot, index } = call;
    const { quantity, day } = fact;
    // Of equal fills any will do: the unit that they were made for is the same.
    const position = fills.lastIndexOf(fillHashOf({ lot, index, pharmacy: partyId, quantity, day }));
    if (position < 0) continue;
    const later = fills.slice(position + 1) as Hex[];
    complete.set(call.undoes, { ...fact, before: digestBefore(fills, position), later });
  }
  return complete;
}
