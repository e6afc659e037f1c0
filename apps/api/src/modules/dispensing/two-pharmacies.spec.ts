import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { openCareBench, type CareBench } from '../../testing/care-bench.js';
import { aRun } from '../../testing/goods.js';
import { DispenseService, DispensingModule } from './index.js';

const ROUNDS = 200;

let bench: CareBench;

beforeAll(async () => {
  // Without custody, any pharmacy may take a pack over that nobody shipped to it: so two want the same one.
  bench = await openCareBench({ imports: [DispensingModule], market: 'EU' });
});
afterAll(() => bench.close());

it(`two pharmacies dispense the same pack at once: exactly one succeeds, ${ROUNDS} times, on the ledger as here`, async () => {
  const run = await aRun(bench, bench.maker, { units: ROUNDS });
  await bench.settleAll();
  const dispense = (actor: Actor, index: number) =>
    bench
      .get(DispenseService)
      .dispense(actor, {
        idempotencyKey: randomUUID(),
        basis: 'PAPER',
        paperReference: 'Rx 17',
        lines: [{ scan: run.code(index) }],
        fills: [],
        owe: [],
      })
      .then(
        () => 'done',
        (error: { code: string }) => error.code,
      );
  for (let index = 0; index < ROUNDS; index++) {
    const answers = await Promise.all([
      dispense(bench.pharmacy, index),
      dispense(bench.otherPharmacy, index),
    ]);
    expect(answers.sort()).toEqual(['ALREADY_SUPPLIED', 'done']);
  }
  await bench.settleAll();

  const lotKey = Buffer.from(run.lotKey.slice(2), 'hex');
  const lines = await bench.sql(
    `SELECT status, count(*) AS n, count(DISTINCT idx) AS units FROM dispense_line WHERE run_id = $1 GROUP BY status`,
    [run.id],
  );
  expect(lines).toEqual([{ status: 'CONFIRMED', n: ROUNDS, units: ROUNDS }]);
  const events = await bench.sql(
    `SELECT count(*) AS n, count(DISTINCT idx_from) AS units FROM ledger.event
     WHERE name = 'Dispensed' AND lot_key = $1`,
    [lotKey],
  );
  expect(events).toEqual([{ n: ROUNDS, units: ROUNDS }]);
  expect(await bench.sql('SELECT 1 FROM unit_reservation')).toEqual([]);
}, 300_000);
