import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openCareBench, type CareBench } from '../../testing/care-bench.js';
import type { BuiltRun } from '../../testing/goods.js';
import { TraceModule, TraceReader } from '../trace/index.js';
import type { DecommissionKind } from './decommission.rules.js';
import { DecommissionService, RecallsModule } from './index.js';

let bench: CareBench;
let run: BuiltRun;

beforeAll(async () => {
  bench = await openCareBench({ imports: [RecallsModule, TraceModule] });
  run = await bench.stock(2);
});
afterAll(() => bench.close());

const ask = (kind: DecommissionKind, index: number, actor = bench.pharmacy) =>
  bench.get(DecommissionService).decommission(actor, {
    idempotencyKey: randomUUID(),
    kind,
    scan: run.code(index),
    reason: 'Order 17 was cancelled',
  });
const statusOf = async (index: number) =>
  (await bench.get(TraceReader).trace(bench.regulator, { gtin: run.gtin, serial: run.serial(index) }))
    ?.status;

it('takes an export back, on the ledger too, for its holder alone', async () => {
  await ask('EXPORT', 0);
  await bench.settleAll();
  expect(await statusOf(0)).toBe('DECOMMISSIONED');
  await expect(ask('UNDO', 0, bench.otherPharmacy)).rejects.toMatchObject({ code: 'DECOMMISSION_REFUSED' });
  const operation = await ask('UNDO', 0);
  await bench.settleAll();
  expect(await bench.operation(operation)).toEqual({ status: 'CONFIRMED', reason: null });
  expect(await statusOf(0)).toBe('IN_STOCK');
});

it('takes no destruction back, and no range at once', async () => {
  await ask('DESTROY', 1);
  await bench.settleAll();
  await expect(ask('UNDO', 1)).rejects.toMatchObject({ details: { reason: 'UNIT_STATUS' } });
  const range = { runId: run.id, from: 0, to: 2, reason: 'x' };
  await expect(
    bench
      .get(DecommissionService)
      .decommission(bench.pharmacy, { idempotencyKey: randomUUID(), kind: 'UNDO', ...range }),
  ).rejects.toMatchObject({ code: expect.stringMatching(/BAD_INPUT|DECOMMISSION_REFUSED/) as string });
});
