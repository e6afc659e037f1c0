import { isoDateOf } from '@custodia/ledger';
import type { Sql } from '../sql.js';
import type { ItemState } from './item.fold.js';
import { bytea, byteaArray, upsertRows, type Table } from './rows.js';

const ITEM: Table = {
  name: 'ledger.prescription_item',
  key: ['item_key'],
  columns: {
    item_key: 'bytea',
    prescriber_party: 'bigint',
    key_address: 'bytea',
    quantity: 'integer',
    remaining: 'integer',
    used: 'integer',
    valid_from: 'date',
    valid_until: 'date',
    state: 'text',
    fills: 'bytea[]',
  },
};

export async function loadItems(sql: Sql, itemKeys: readonly string[]): Promise<Map<string, ItemState>> {
  const rows = await sql<Omit<ItemState, 'fills'> & { key: string; fills: Buffer[] }>(
    `SELECT '0x' || encode(item_key, 'hex') AS key, prescriber_party AS "prescriberParty",
            '0x' || encode(key_address, 'hex') AS "keyAddress", quantity, remaining, used,
            valid_from - date '1970-01-01' AS "firstDay", valid_until - date '1970-01-01' AS "lastDay",
            state = 'CANCELLED' AS cancelled, fills
     FROM ledger.prescription_item WHERE item_key = ANY($1::bytea[])`,
    [itemKeys.map(bytea)],
  );
  return new Map(
    rows.map(({ key, fills, ...item }) => [
      key,
      { ...item, fills: fills.map((fill) => `0x${fill.toString('hex')}`) },
    ]),
  );
}

export function saveItems(sql: Sql, items: ReadonlyMap<string, ItemState>): Promise<void> {
  const rows = [...items].map(([key, item]) => ({
    item_key: bytea(key),
    prescriber_party: item.prescriberParty,
    key_address: bytea(item.keyAddress),
    quantity: item.quantity,
    remaining: item.remaining,
    used: item.used,
    valid_from: isoDateOf(item.firstDay),
    valid_until: isoDateOf(item.lastDay),
    state: item.cancelled ? 'CANCELLED' : 'ISSUED',
    fills: byteaArray(item.fills),
  }));
  return upsertRows(sql, ITEM, rows);
}

/** Forgets items, so that they can be folded anew. */
export async function forgetItems(sql: Sql, itemKeys: readonly string[]): Promise<void> {
  await sql('DELETE FROM ledger.prescription_item WHERE item_key = ANY($1::bytea[])', [itemKeys.map(bytea)]);
}
