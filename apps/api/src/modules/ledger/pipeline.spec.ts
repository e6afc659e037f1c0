import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLedgerBench, PHARMACY, MAKER, type LedgerBench } from '../../testing/ledger-bench.js';

describe('the pipeline from an operation to the projection', () => {
  let ledger: LedgerBench;
  beforeAll(async () => {
    ledger = await openLedgerBench();
  });
  afterAll(() => ledger.close());

  it('carries a lot from its registration to a dispense', async () => {
    const { lot, runId } = await ledger.registerRun(100);
    const [ship, receive, dispense] = await ledger.enqueue(
      { call: { kind: 'ship', lot, start: 10, end: 20, receiver: PHARMACY }, partyId: MAKER, runId },
      { call: { kind: 'receive', lot, start: 10, end: 20 }, partyId: PHARMACY, runId },
      {
        call: { kind: 'dispense', lot, index: 12, portion: 0, basis: 2, quantity: 30 },
        partyId: PHARMACY,
        runId,
        idx: [12, 13],
      },
    );
    await ledger.settle();
    for (const id of [ship, receive, dispense]) {
      expect(await ledger.operation(id ?? '')).toEqual({ status: 'CONFIRMED', reason: null });
    }
    const segments = await ledger.sql(
      'SELECT start, "end", holder, receiver, state, touched FROM ledger.segment WHERE lot_key = $1 ORDER BY start',
      [Buffer.from(lot.slice(2), 'hex')],
    );
    expect(segments).toEqual([
      { start: 0, end: 10, holder: MAKER, receiver: null, state: 'HELD', touched: false },
      { start: 10, end: 20, holder: PHARMACY, receiver: null, state: 'HELD', touched: true },
      { start: 20, end: 100, holder: MAKER, receiver: null, state: 'HELD', touched: false },
    ]);
  });
});
