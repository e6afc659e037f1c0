import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sscc } from '@custodia/gs1';
import { systemActor, type Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { openCustodyBench, units, type CustodyBench } from '../../testing/custody-bench.js';
import { aRun, type BuiltRun } from '../../testing/goods.js';
import { codeOf } from '../../testing/outcome.js';
import { ContainersQueries } from './containers.queries.js';
import { ContainersStore } from './containers.store.js';
import { ExceptionsService } from './exceptions.service.js';
import { PackingService, type NewContainer } from './packing.service.js';

let bench: CustodyBench;

beforeAll(async () => {
  bench = await openCustodyBench();
});
afterAll(() => bench.close());

const pack = async (by: Actor, more: Partial<NewContainer>) =>
  (await bench.get(PackingService).pack(by, { idempotencyKey: newId(), kind: 'CARTON', ...more })) as Sscc;
const range = (run: BuiltRun, from: number, to: number) => ({ runId: run.id, from, to });
const inside = async (sscc: string) =>
  (await bench.get(ContainersQueries).rangesOf(sscc))?.map(({ runId, start, end }) => [runId, start, end]);
it('a tote takes packs of several lots out of the cartons that they lie in, if it is told to', async () => {
  const [one, other] = [await aRun(bench, bench.maker), await aRun(bench, bench.maker)];
  const cartons = [
    await pack(bench.maker, { ranges: [range(one, 0, 10)] }),
    await pack(bench.maker, { ranges: [range(other, 0, 10)] }),
  ] as const;
  const ranges = [range(one, 2, 5), range(other, 0, 1), range(other, 9, 10), range(one, 50, 51)];
  expect(await codeOf(pack(bench.maker, { ranges }))).toBe('ALREADY_PACKED');
  const tote = await pack(bench.maker, { ranges, repack: true });
  expect(await inside(tote)).toEqual([
    [one.id, 2, 5],
    [one.id, 50, 51],
    [other.id, 0, 1],
    [other.id, 9, 10],
  ]);
  expect(await inside(cartons[0])).toEqual([
    [one.id, 0, 2],
    [one.id, 5, 10],
  ]);
  expect(await inside(cartons[1])).toEqual([[other.id, 1, 9]]);
  const id = await bench.ship(bench.maker, bench.distributor, [{ sscc: tote }, { sscc: cartons[1] }]);
  expect((await bench.shipment(id)).lines).toHaveLength(5);
});

it('cartons go from one pallet to another, if the new one is told to take them', async () => {
  const run = await aRun(bench, bench.maker);
  const carton = await pack(bench.maker, { ranges: [range(run, 0, 10)] });
  const first = await pack(bench.maker, { kind: 'PALLET', children: [carton] });
  expect(await codeOf(pack(bench.maker, { kind: 'PALLET', children: [carton] }))).toBe('ALREADY_PACKED');
  const second = await pack(bench.maker, { kind: 'PALLET', children: [carton], repack: true });
  const parent = (await bench.get(ContainersQueries).bySscc(carton))?.parentSscc;
  expect([parent, parent === first]).toEqual([second, false]);
});

it('nobody takes packs out of a container that is on its way, or somebody else’s', async () => {
  const run = await aRun(bench, bench.maker);
  const sscc = await pack(bench.maker, { ranges: [range(run, 0, 5)] });
  const again = { ranges: [range(run, 2, 3)], repack: true };
  expect(await codeOf(pack(bench.distributor, again))).toBe('NOT_HOLDER');
  await bench.ship(bench.maker, bench.distributor, [{ sscc }]);
  expect(await codeOf(pack(bench.maker, again))).toBe('UNITS_IN_TRANSIT');
});

it('a pack that turns up elsewhere is in no carton any more', async () => {
  const run = await aRun(bench, bench.maker);
  const sscc = await pack(bench.maker, { ranges: [range(run, 0, 10)] });
  await bench.get(ExceptionsService).claim(bench.pharmacy, { idempotencyKey: newId(), scan: run.code(4) });
  expect(await inside(sscc)).toEqual([
    [run.id, 0, 4],
    [run.id, 5, 10],
  ]);
  await bench.ship(bench.maker, bench.distributor, [{ sscc }, units(run, 20, 30)]);
});

it('counters that take packs out of one carton at the same moment leave exactly the others in it', async () => {
  const run = await aRun(bench, bench.maker);
  const sscc = await pack(bench.maker, { ranges: [range(run, 0, 20)] });
  const takeOut = (...indices: number[]) =>
    bench.get(UnitOfWork).run(systemActor('spec'), 'container.open', (tx) =>
      bench.get(ContainersStore).takeOut(
        tx,
        indices.map((idx) => ({ runId: run.id, idx })),
      ),
    );
  await Promise.all([takeOut(3, 40), takeOut(4), takeOut(19), takeOut(0), takeOut(10, 11)]);
  expect(await inside(sscc)).toEqual([
    [run.id, 1, 3],
    [run.id, 5, 10],
    [run.id, 12, 19],
  ]);
});
