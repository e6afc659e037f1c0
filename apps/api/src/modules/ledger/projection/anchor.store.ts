import type { LedgerEvent } from '@custodia/ledger';
import type { Sql } from '../sql.js';
import type { PlacedEvent } from './placed-event.js';
import { bytea, deleteRows, upsertRows, type Row, type Table } from './rows.js';

const ANCHOR: Table = {
  name: 'ledger.anchor',
  key: ['operator', 'head'],
  columns: {
    operator: 'bytea',
    head: 'bytea',
    previous: 'bytea',
    party: 'bigint',
    kind: 'integer',
    root: 'bytea',
    count: 'bigint',
  },
};

type AnchorEvent = Extract<LedgerEvent, { readonly name: 'Anchored' }>;

/** Anchors only ever join: each is a row, and there is nothing to fold. */
export function saveAnchors(sql: Sql, events: readonly PlacedEvent[]): Promise<void> {
  return upsertRows(sql, ANCHOR, anchorsIn(events));
}

export function forgetAnchors(sql: Sql, events: readonly PlacedEvent[]): Promise<void> {
  return deleteRows(sql, ANCHOR, anchorsIn(events));
}

function anchorsIn(events: readonly PlacedEvent[]): Row[] {
  return events
    .map(({ event }) => event)
    .filter((event): event is AnchorEvent => event.name === 'Anchored')
    .map(({ args }) => ({
      operator: bytea(args.operator),
      head: bytea(args.head),
      previous: bytea(args.previous),
      party: args.party,
      kind: args.kind,
      root: bytea(args.root),
      count: String(args.count),
    }));
}
