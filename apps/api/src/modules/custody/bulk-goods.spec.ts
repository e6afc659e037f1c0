import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { newId } from '../../platform/ids/index.js';
import { openCustodyBench, units, type CustodyBench } from '../../testing/custody-bench.js';
import { aRun, type BuiltRun } from '../../testing/goods.js';
import { codeOf } from '../../testing/outcome.js';
import { CheckShipmentCommand } from './check-shipment.command.js';
import { ShippingService } from './shipping.service.js';

// A hundred thousand serials are hashed several times.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const UNITS = 100_000;
let bench: CustodyBench;
let run: BuiltRun;
beforeAll(async () => {
  bench = await openCustodyBench();
  run = await aRun(bench, bench.maker, { units: UNITS });
});
afterAll(() => bench.close());

const check = async (shipmentId: string) => {
  const seen: number[] = [];
  const lines = await bench.get(CheckShipmentCommand).check(shipmentId, (checked, of) => {
    expect(of).toBe(UNITS);
    seen.push(checked);
  });
  return { lines, seen };
};

it('a shipment of 100,000 packs is checked serial by serial, with progress', async () => {
  const id = await bench.ship(bench.maker, bench.distributor, [units(run)]);
  const { lines, seen } = await check(id);
  expect(lines).toMatchObject([{ units: UNITS, proven: true }]);
  expect(seen.length).toBeGreaterThan(5);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen.at(-1)).toBe(UNITS);

  const page = 'run_id = $1 AND page_no = 200';
  await bench.sql(`UPDATE serial_page SET serials[7] = 'FORGED' WHERE ${page}`, [run.id]);
  expect((await check(id)).lines).toMatchObject([{ proven: false }]);
  expect(await codeOf(bench.receive(bench.distributor, id))).toBe('SERIALS_NOT_PROVEN');
  await bench.sql(
    `UPDATE serial_page SET serials[7] = l.serials[array_position(l.indices, 200 * 256 + 6)]
     FROM serial_lookup l WHERE serial_page.${page} AND l.run_id = $1 AND 200 * 256 + 6 = ANY(l.indices)`,
    [run.id],
  );
  await bench.receive(bench.distributor, id);
  expect((await bench.shipment(id)).status).toBe('RECEIVED');
});

it('it goes on in parts, one of them comes back, and every step is one operation a range', async () => {
  const id = await bench.ship(bench.distributor, bench.pharmacy, [
    units(run, 0, 60_000),
    units(run, 60_000, UNITS),
  ]);
  const [first, second] = (await bench.shipment(id)).lines;
  await bench.receive(bench.pharmacy, id, { lineIds: [first!.id] });
  expect((await bench.shipment(id)).status).toBe('PARTLY_RECEIVED');
  await bench.receive(bench.pharmacy, id, { lineIds: [second!.id] });
  const back = await bench.get(ShippingService).returnGoods(bench.pharmacy, {
    idempotencyKey: newId(),
    toSiteId: bench.distributor.siteId,
    lines: [units(run, 10_000, 30_000)],
  });
  await bench.receive(bench.distributor, back);
  const kinds = (await bench.operations(run)).map(({ kind, idx_from, idx_to }) => [kind, idx_from, idx_to]);
  expect(kinds.slice(2)).toEqual([
    ['ship', 0, 60_000],
    ['ship', 60_000, UNITS],
    ['receive', 0, 60_000],
    ['receive', 60_000, UNITS],
    ['returnTo', 10_000, 30_000],
    ['receive', 10_000, 30_000],
  ]);
});
