import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sscc } from '@custodia/gs1';
import type { Actor } from '../../platform/access/index.js';
import { openCareBench, type CareBench } from '../../testing/care-bench.js';
import { aRun, type BuiltRun } from '../../testing/goods.js';
import { codeOf } from '../../testing/outcome.js';
import {
  ContainersStore,
  ExceptionsService,
  PackingService,
  ReceivingService,
  ShippingService,
  type GoodsLine,
} from '../custody/index.js';
import type { DecommissionKind } from './decommission.rules.js';
import { DecommissionService, RecallsModule } from './index.js';

let bench: CareBench;

beforeAll(async () => {
  bench = await openCareBench({ imports: [RecallsModule] });
});
afterAll(() => bench.close());

const range = (run: BuiltRun, from: number, to: number) => ({ runId: run.id, from, to });
const pack = async (by: Actor, ranges: ReturnType<typeof range>[], repack = false) =>
  (await bench
    .get(PackingService)
    .pack(by, { idempotencyKey: randomUUID(), kind: 'CARTON', ranges, repack })) as Sscc;
const send = (from: Actor, to: Actor, ...lines: GoodsLine[]) =>
  bench.get(ShippingService).ship(from, { idempotencyKey: randomUUID(), toSiteId: to.siteId, lines });
const receive = (by: Actor, shipmentId: string, scans?: string[]) =>
  bench
    .get(ReceivingService)
    .receive(by, { idempotencyKey: randomUUID(), shipmentId, ...(scans && { scans }) });
const ask = (by: Actor, kind: DecommissionKind, run: BuiltRun, from: number, to: number) =>
  bench
    .get(DecommissionService)
    .decommission(by, { idempotencyKey: randomUUID(), kind, ...range(run, from, to), reason: 'Counted' });
const missing = (by: Actor, run: BuiltRun, from: number, to: number) =>
  bench.get(ExceptionsService).reportMissing(by, { idempotencyKey: randomUUID(), ...range(run, from, to) });
const inside = async (sscc: string) =>
  (await bench.get(ContainersStore).contents(bench.database.manager, sscc)).map(({ start, end }) => [
    start,
    end,
  ]);

/** Every operation of the run, as the ledger judged it. */
async function expectAllConfirmed(run: BuiltRun) {
  await bench.settleAll();
  const others = await bench.sql(
    `SELECT kind, idx_from, status, reason FROM operation WHERE run_id = $1 AND status <> 'CONFIRMED'`,
    [run.id],
  );
  expect(others).toEqual([]);
}

/** Who holds which packs, for the ledger; it need not join the neighbours of one holder. */
async function holders(run: BuiltRun) {
  const rows = await bench.sql<{ start: number; end: number; holder: number }>(
    `SELECT start::int, "end"::int, holder::int FROM ledger.segment
     WHERE lot_key = (SELECT lot_key FROM run WHERE id = $1) ORDER BY start`,
    [run.id],
  );
  return rows.reduce<[start: number, end: number, holder: number][]>((joined, { start, end, holder }) => {
    const last = joined.at(-1);
    if (last?.[2] === holder) last[1] = end;
    else joined.push([start, end, holder]);
    return joined;
  }, []);
}

it('a carton is reworked: bad packs are destroyed, good ones go into a fresh carton, and it travels', async () => {
  const run = await aRun(bench, bench.maker, { units: 60 });
  await bench.settle();
  const carton = await pack(bench.maker, [range(run, 0, 24)]);
  await ask(bench.maker, 'DESTROY', run, 5, 7);
  await ask(bench.maker, 'SAMPLE', run, 23, 24);
  expect(await inside(carton)).toEqual([
    [0, 5],
    [7, 23],
  ]);
  await bench.settleAll();
  const fresh = await pack(bench.maker, [range(run, 7, 23), range(run, 24, 32)], true);
  expect(await codeOf(pack(bench.maker, [range(run, 4, 6)], true))).toBe('UNITS_NOT_ACTIVE');
  await receive(
    bench.distributor,
    await send(bench.maker, bench.distributor, { sscc: fresh }, { sscc: carton }),
  );
  await expectAllConfirmed(run);
  expect(await holders(run)).toEqual([
    [0, 5, bench.distributor.partyId],
    [5, 7, bench.maker.partyId],
    [7, 23, bench.distributor.partyId],
    [23, 24, bench.maker.partyId],
    [24, 32, bench.distributor.partyId],
    [32, 60, bench.maker.partyId],
  ]);
  expect(await codeOf(ask(bench.maker, 'DESTROY', run, 5, 6))).toBe('DECOMMISSION_REFUSED');
});

it('lost, found and damaged packs of a delivery come to rest with whoever has them', async () => {
  const run = await aRun(bench, bench.maker, { units: 40 });
  await bench.settle();
  const carton = await pack(bench.maker, [range(run, 0, 20)]);
  const delivery = await send(bench.maker, bench.pharmacy, { sscc: carton }, range(run, 20, 30));
  const arrived = [0, 1, 2, 3, 4, 5, 20, 21].map((index) => run.code(index));
  await receive(bench.pharmacy, delivery, arrived);
  await missing(bench.pharmacy, run, 6, 20);
  await missing(bench.pharmacy, run, 22, 23);
  await bench.settleAll();
  // Three of the lost ones lie in another pharmacy's delivery, one turns up at the sender's, one is broken.
  const claim = (by: Actor, index: number) =>
    bench.get(ExceptionsService).claim(by, { idempotencyKey: randomUUID(), scan: run.code(index) });
  for (const index of [7, 8, 9]) await claim(bench.otherPharmacy, index);
  await ask(bench.maker, 'UNLOCK', run, 6, 7);
  await ask(bench.maker, 'DESTROY', run, 22, 23);
  await missing(bench.pharmacy, run, 5, 6);
  await bench.settleAll();
  await ask(bench.pharmacy, 'UNLOCK', run, 5, 6);
  await bench.settleAll();
  // What was found can be sold on, what is still lost cannot.
  await receive(bench.distributor, await send(bench.otherPharmacy, bench.distributor, range(run, 7, 10)));
  await receive(bench.distributor, await send(bench.maker, bench.distributor, range(run, 6, 7)));
  await receive(bench.distributor, await send(bench.pharmacy, bench.distributor, range(run, 0, 6)));
  expect(await codeOf(send(bench.maker, bench.distributor, range(run, 10, 12)))).toBe('UNITS_NOT_ACTIVE');
  // The rest of the delivery goes back to where it came from.
  await bench
    .get(ReceivingService)
    .reject(bench.pharmacy, { idempotencyKey: randomUUID(), shipmentId: delivery, reason: 'Too late' });
  await expectAllConfirmed(run);
  expect(await holders(run)).toEqual([
    [0, 10, bench.distributor.partyId],
    [10, 20, bench.maker.partyId],
    [20, 22, bench.pharmacy.partyId],
    [22, 40, bench.maker.partyId],
  ]);
});
