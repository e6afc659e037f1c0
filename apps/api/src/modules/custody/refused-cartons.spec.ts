import type { Sscc } from '@custodia/gs1';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { openCustodyBench, units, type CustodyBench } from '../../testing/custody-bench.js';
import { aRun, type BuiltRun } from '../../testing/goods.js';
import { codeOf } from '../../testing/outcome.js';
import { ContainersQueries } from './containers.queries.js';
import { ExceptionsService } from './exceptions.service.js';
import { PackingService } from './packing.service.js';
import { ReceivingService } from './receiving.service.js';

let bench: CustodyBench;

beforeAll(async () => {
  bench = await openCustodyBench();
});
afterAll(() => bench.close());

const pack = (by: Actor, more: object) =>
  bench.get(PackingService).pack(by, { idempotencyKey: newId(), kind: 'CARTON', ...more }) as Promise<Sscc>;

/** A pallet of two cartons with ten packs each, on its way from the maker to the distributor. */
async function aPallet() {
  const run = await aRun(bench, bench.maker);
  const range = (from: number, to: number) => ({ runId: run.id, from, to });
  const kept = await pack(bench.maker, { ranges: [range(0, 10)] });
  const refused = await pack(bench.maker, { ranges: [range(10, 20)] });
  const pallet = await pack(bench.maker, { kind: 'PALLET', children: [kept, refused] });
  const shipment = await bench.ship(bench.maker, bench.distributor, [{ sscc: pallet }]);
  return { run, kept, refused, pallet, shipment };
}

const linesFrom = async (shipment: string, ...starts: number[]) =>
  (await bench.shipment(shipment)).lines.filter(({ start }) => starts.includes(start)).map(({ id }) => id);

const reject = (shipmentId: string, lineIds: string[] | null = null) =>
  bench
    .get(ReceivingService)
    .reject(bench.distributor, { idempotencyKey: newId(), shipmentId, lineIds, reason: 'Wet.' });

const ship = (by: Actor, sscc: Sscc) => codeOf(bench.ship(by, bench.pharmacy, [{ sscc }]));

/** Where a container is, and on what. */
async function placeOf(sscc: Sscc) {
  const container = await bench.get(ContainersQueries).bySscc(sscc);
  const sites = new Map([
    [bench.maker.siteId, 'maker'],
    [bench.distributor.siteId, 'distributor'],
  ]);
  return [sites.get(container!.siteId), container!.parentSscc];
}

async function ledgerRefuses(run: BuiltRun, kind: string): Promise<void> {
  await bench.refuse(run, kind);
  for (const { id } of await bench.sql('SELECT id FROM operation WHERE run_id = $1 AND kind = $2', [
    run.id,
    kind,
  ]))
    await bench.sql(
      `INSERT INTO domain_event (type, payload, created_at) VALUES ('operation.refused', $1, now())`,
      [JSON.stringify({ operationId: id, kind, reason: 'NotReceiver' })],
    );
  await bench.dispatchEvents();
}

describe('a refused carton', () => {
  it('stays with its sender when the rest of its pallet is taken in, and both are shipped on', async () => {
    const { kept, refused, pallet, shipment } = await aPallet();
    await reject(shipment, await linesFrom(shipment, 10));
    expect(await placeOf(refused)).toEqual(['maker', null]);
    await bench.receive(bench.distributor, shipment);
    expect(await placeOf(pallet)).toEqual(['distributor', null]);
    expect(await placeOf(kept)).toEqual(['distributor', pallet]);
    expect(await ship(bench.distributor, refused)).toBe('NOT_FOUND');
    expect(await ship(bench.maker, refused)).toBe('done');
    expect(await ship(bench.distributor, pallet)).toBe('done');
  });

  it('does so too when the rest was taken in before', async () => {
    const { kept, refused, pallet, shipment } = await aPallet();
    await bench.receive(bench.distributor, shipment, { lineIds: await linesFrom(shipment, 0) });
    expect(await placeOf(refused)).toEqual(['maker', pallet]);
    const standing = await bench.get(ContainersQueries).containers(bench.distributor, { first: 100 });
    expect(standing.nodes.map(({ sscc }) => sscc)).toContain(kept);
    await reject(shipment);
    expect(await placeOf(refused)).toEqual(['maker', null]);
    expect(await placeOf(pallet)).toEqual(['distributor', null]);
    expect(await ship(bench.maker, refused)).toBe('done');
    expect(await ship(bench.distributor, kept)).toBe('done');
  });

  it('from which packs had been taken before goes back with those that are left', async () => {
    const { run, refused, pallet, shipment } = await aPallet();
    await bench.receive(bench.distributor, shipment, { scans: [run.code(10), run.code(11)] });
    await reject(shipment, await linesFrom(shipment, 12));
    await bench.receive(bench.distributor, shipment);
    expect(await placeOf(refused)).toEqual(['maker', null]);
    expect(await placeOf(pallet)).toEqual(['distributor', null]);
    const onward = await bench.ship(bench.maker, bench.pharmacy, [{ sscc: refused }]);
    expect((await bench.shipment(onward)).lines.map(({ start, end }) => [start, end])).toEqual([[12, 20]]);
    expect(await codeOf(bench.ship(bench.distributor, bench.pharmacy, [units(run, 10, 12)]))).toBe('done');
  });

  it('is no reason to break a pallet that is refused as a whole', async () => {
    const { kept, refused, pallet, shipment } = await aPallet();
    await reject(shipment);
    expect(await placeOf(pallet)).toEqual(['maker', null]);
    expect([await placeOf(kept), await placeOf(refused)]).toEqual([
      ['maker', pallet],
      ['maker', pallet],
    ]);
    expect(await ship(bench.maker, pallet)).toBe('done');
  });

  it('of two lots is kept without the lot that was refused', async () => {
    const [run, other] = [await aRun(bench, bench.maker), await aRun(bench, bench.maker)];
    const carton = await pack(bench.maker, {
      ranges: [run, other].map(({ id }) => ({ runId: id, from: 0, to: 10 })),
    });
    const shipment = await bench.ship(bench.maker, bench.distributor, [{ sscc: carton }]);
    const { lines } = await bench.shipment(shipment);
    await reject(
      shipment,
      lines.filter(({ runId }) => runId === other.id).map(({ id }) => id),
    );
    await bench.receive(bench.distributor, shipment);
    expect(await placeOf(carton)).toEqual(['distributor', null]);
    expect(await ship(bench.distributor, carton)).toBe('done');
    expect(await codeOf(bench.ship(bench.maker, bench.pharmacy, [units(other, 0, 10)]))).toBe('done');
  });
});

describe('a carton that is received later than refused', () => {
  it('is the receiver’s when the ledger did not accept the refusal', async () => {
    const { run, kept, refused, pallet, shipment } = await aPallet();
    await reject(shipment, await linesFrom(shipment, 10));
    await ledgerRefuses(run, 'reject');
    await bench.receive(bench.distributor, shipment);
    expect(await placeOf(refused)).toEqual(['distributor', null]);
    expect(await placeOf(kept)).toEqual(['distributor', pallet]);
    expect(await ship(bench.distributor, refused)).toBe('done');
  });

  it('waits with its sender again when the ledger did not accept the receipt of the rest', async () => {
    const { run, kept, refused, pallet, shipment } = await aPallet();
    await reject(shipment, await linesFrom(shipment, 10));
    await bench.receive(bench.distributor, shipment);
    expect(await ship(bench.maker, refused)).toBe('done');
    await ledgerRefuses(run, 'receive');
    expect([await placeOf(pallet), await placeOf(kept)]).toEqual([
      ['maker', null],
      ['maker', pallet],
    ]);
    await bench.receive(bench.distributor, shipment);
    expect([await placeOf(pallet), await placeOf(refused)]).toEqual([
      ['distributor', null],
      ['maker', null],
    ]);
  });
});

it('packs that were missing from a carton are no longer in it', async () => {
  const { run, kept, pallet, shipment } = await aPallet();
  await bench
    .get(ExceptionsService)
    .reportMissing(bench.distributor, { idempotencyKey: newId(), runId: run.id, from: 0, to: 2 });
  await bench.receive(bench.distributor, shipment);
  expect(await placeOf(pallet)).toEqual(['distributor', null]);
  const ranges = await bench.get(ContainersQueries).rangesOf(kept);
  expect(ranges?.map(({ start, end }) => [start, end])).toEqual([[2, 10]]);
  expect(await ship(bench.distributor, pallet)).toBe('done');
});
