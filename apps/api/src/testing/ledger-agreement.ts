import { LedgerReader, ledgerProvider, type Hex } from '@custodia/ledger';
import { expect } from 'vitest';
import type { LedgerBench } from './ledger-bench.js';
import { rebuild } from '../modules/ledger/reading/rebuild.js';
import { PROJECTION_TABLES } from '../modules/ledger/reading/shadow.js';

/** Every row of every projection, as text. */
export async function projectionRows(ledger: Pick<LedgerBench, 'sql'>): Promise<Record<string, string[]>> {
  const rows: Record<string, string[]> = {};
  for (const table of [...PROJECTION_TABLES, 'cursor']) {
    const found = await ledger.sql<{ row: string }>(
      `SELECT t::text AS row FROM ledger.${table} t ORDER BY 1`,
    );
    rows[table] = found.map(({ row }) => row);
  }
  return rows;
}

/** The projections are what a rebuild from the chain gives, and what the contracts themselves say. */
export async function expectAgreement(ledger: LedgerBench): Promise<void> {
  const before = await projectionRows(ledger);
  const { consortium } = ledger.pipeline;
  await rebuild(ledger.database, ledger.node, consortium);
  expect(await projectionRows(ledger)).toEqual(before);

  const provider = ledgerProvider(ledger.chain.url, consortium.chainId);
  const reader = new LedgerReader(consortium.addresses, provider);
  const segments = await ledger.sql<{
    lot: Hex;
    start: number;
    end: number;
    holder: number;
    touched: boolean;
  }>(`SELECT '0x' || encode(lot_key, 'hex') AS lot, start, "end", holder, touched FROM ledger.segment`);
  for (const { lot, start, ...segment } of segments) {
    expect(await reader.segment(lot, start)).toMatchObject(segment);
  }
  const words = await ledger.sql<{ lot: Hex; word_no: number; word: Buffer }>(
    `SELECT '0x' || encode(lot_key, 'hex') AS lot, word_no, word FROM ledger.status_word`,
  );
  for (const { lot, word_no, word } of words) {
    for (let unit = 0; unit < 16; unit++) {
      const { status } = await reader.unit(lot, word_no * 16 + unit);
      expect(word.readUInt16BE(30 - unit * 2) & 15).toBe(status);
    }
  }
  const items = await ledger.sql<{ item: Hex; remaining: number; used: number }>(
    `SELECT '0x' || encode(item_key, 'hex') AS item, remaining, used FROM ledger.prescription_item`,
  );
  for (const { item, ...quantities } of items) expect(await reader.item(item)).toMatchObject(quantities);
  provider.destroy();
}

/** Each operation is settled once, by one event of one transaction of ours, and was announced. */
export async function expectSettledOnce(ledger: LedgerBench, ids: readonly string[]): Promise<void> {
  const rows = await ledger.sql<{ id: string; status: string; events: number; announced: number }>(
    `SELECT o.id, o.status,
            (SELECT count(*) FROM ledger.event e WHERE e.operation_id = o.id AND e.name <> 'Refused') AS events,
            (SELECT count(*) FROM domain_event d WHERE d.type = 'operation.confirmed'
               AND d.payload->>'operationId' = o.id::text) AS announced
     FROM operation o WHERE o.id = ANY($1::uuid[]) ORDER BY o.seq`,
    [ids],
  );
  expect(rows).toHaveLength(ids.length);
  for (const row of rows) {
    expect(row).toMatchObject({ status: 'CONFIRMED', events: 1 });
    expect(row.announced).toBeGreaterThanOrEqual(1);
  }
}
