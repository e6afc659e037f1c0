import { UnitStatus } from '@custodia/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { aSite, anActor } from '../../testing/builders.js';
import { aProduct, aRun, confirmRun, setUnitStatus, type BuiltRun } from '../../testing/goods.js';
import { ContainersQueries } from './containers.queries.js';
import { CustodyModule } from './custody.module.js';
import { ExceptionsService } from './exceptions.service.js';
import { HoldingsQueries } from './holdings.queries.js';
import { PackingService } from './packing.service.js';
import { ReceivingService } from './receiving.service.js';
import { ShipmentsQueries } from './shipments.queries.js';
import { ShippingService, type GoodsLine } from './shipping.service.js';

let bench: Bench;
let maker: Actor;
let distributor: Actor;
let pharmacy: Actor;

beforeAll(async () => {
  bench = await openBench({ imports: [CustodyModule] });
  maker = await anActor(bench, { roles: ['MANUFACTURER'] });
  distributor = await anActor(bench, { site: await aSite(bench, { roles: ['DISTRIBUTOR'], ledgerIds: 2 }) });
  pharmacy = await anActor(bench, { roles: ['PHARMACY'] });
});
afterAll(() => bench.close());

const ship = (from: Actor, to: Actor, lines: GoodsLine[], key = newId()) =>
  bench.get(ShippingService).ship(from, { idempotencyKey: key, toSiteId: to.siteId, lines });
const receive = (by: Actor, shipmentId: string, more: object = {}) =>
  bench.get(ReceivingService).receive(by, { idempotencyKey: newId(), shipmentId, ...more });
const shipment = async (id: string) => (await bench.get(ShipmentsQueries).byId(id))!;
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? error,
  );
const units = (run: BuiltRun, from = 0, to = run.units): GoodsLine => ({ runId: run.id, from, to });
const operations = (run: BuiltRun) =>
  bench.sql(
    `SELECT kind, party_id, idx_from, idx_to FROM operation WHERE run_id = $1 AND kind <> 'registerLot' ORDER BY seq`,
    [run.id],
  );
const refuse = (run: BuiltRun, kind: string) =>
  bench.sql(`UPDATE operation SET status = 'REFUSED', reason = 'NotHolder' WHERE run_id = $1 AND kind = $2`, [
    run.id,
    kind,
  ]);

describe('goods are not shipped', () => {
  it('that one does not hold', async () => {
    const run = await aRun(bench, maker);
    expect(await code(ship(distributor, pharmacy, [units(run)]))).toBe('NOT_HOLDER');
    expect(await code(ship(maker, distributor, [{ runId: 999_999, from: 0, to: 1 }]))).toBe('NOT_HOLDER');
    expect(await code(ship(maker, distributor, [units(run, 0, 101)]))).toBe('NOT_HOLDER');
    expect(await operations(run)).toEqual([]);
    expect(await bench.sql('SELECT 1 FROM shipment_line WHERE run_id = $1', [run.id])).toEqual([]);
  });

  it('twice, once they are on their way', async () => {
    const run = await aRun(bench, maker);
    await ship(maker, distributor, [units(run, 10, 20)]);
    expect(await code(ship(maker, pharmacy, [units(run, 0, 11)]))).toBe('UNITS_IN_TRANSIT');
  });

  it('twice in one shipment', async () => {
    const run = await aRun(bench, maker);
    expect(await code(ship(maker, distributor, [units(run, 0, 10), units(run, 9, 12)]))).toBe('BAD_INPUT');
  });

  it('without any goods, or from the future', async () => {
    const run = await aRun(bench, maker);
    expect(await code(ship(maker, distributor, []))).toBe('BAD_INPUT');
    const eventTime = new Date(Date.now() + 3_600_000);
    const input = { idempotencyKey: newId(), toSiteId: distributor.siteId, lines: [units(run)], eventTime };
    expect(await code(bench.get(ShippingService).ship(maker, input))).toBe('BAD_INPUT');
  });

  it('to a site that may not have them', async () => {
    const run = await aRun(bench, maker);
    const prescriber = await anActor(bench, { roles: ['PRESCRIBER'] });
    const suspended = await anActor(bench, { roles: ['PHARMACY'] });
    await bench.sql(`UPDATE ledger.party SET status = 'SUSPENDED' WHERE id = $1`, [suspended.partyId]);
    expect(await code(ship(maker, prescriber, [units(run)]))).toBe('RECEIVER_NOT_ALLOWED');
    expect(await code(ship(maker, suspended, [units(run)]))).toBe('RECEIVER_NOT_ACTIVE');
    expect(await code(ship(maker, maker, [units(run)]))).toBe('RECEIVER_NOT_ALLOWED');
    expect(await code(ship(maker, { ...maker, siteId: newId() }, [units(run)]))).toBe('NOT_FOUND');
  });

  it('with a pack in the range that was dispensed or has an operation under way', async () => {
    const run = await aRun(bench, maker);
    await confirmRun(bench, run, [{ start: 0, end: 100, holder: maker.partyId }]);
    await setUnitStatus(bench, run, 42, UnitStatus.Supplied);
    expect(await code(ship(maker, distributor, [units(run)]))).toBe('UNITS_NOT_ACTIVE');
    expect(await code(ship(maker, distributor, [units(run, 43, 100)]))).toBe('done');
    await bench.sql('INSERT INTO unit_reservation VALUES ($1, 7, $2)', [run.id, newId()]);
    expect(await code(ship(maker, distributor, [units(run, 0, 10)]))).toBe('UNIT_BUSY');
  });

  it.each([
    ['held_by_maker', 'LOT_HELD'],
    ['recalled', 'LOT_RECALLED'],
    ['withdrawn', 'LOT_WITHDRAWN'],
  ])('of a lot that is %s, but to its maker', async (column, refusal) => {
    const run = await aRun(bench, maker);
    await confirmRun(bench, run, [{ start: 0, end: 100, holder: distributor.partyId }]);
    await bench.sql(
      `UPDATE ledger.lot SET ${column} = true WHERE lot_key = (SELECT lot_key FROM run WHERE id = $1)`,
      [run.id],
    );
    expect(await code(ship(distributor, pharmacy, [units(run)]))).toBe(refusal);
    expect(
      await code(
        bench
          .get(ShippingService)
          .returnGoods(distributor, { idempotencyKey: newId(), toSiteId: maker.siteId, lines: [units(run)] }),
      ),
    ).toBe('done');
  });

  it('of a lot that is expired, or of a range that is recalled', async () => {
    const expired = await aRun(bench, maker);
    await bench.sql(`UPDATE lot SET expiry = '2020-01-31' WHERE id = $1`, [expired.lotId]);
    expect(await code(ship(maker, distributor, [units(expired)]))).toBe('LOT_EXPIRED');

    const partly = await aRun(bench, maker);
    await bench.sql(`INSERT INTO ledger.recall_range SELECT lot_key, 10, 20 FROM run WHERE id = $1`, [
      partly.id,
    ]);
    expect(await code(ship(maker, distributor, [units(partly, 15, 30)]))).toBe('LOT_RECALLED');
    expect(await code(ship(maker, distributor, [units(partly, 20, 30)]))).toBe('done');
  });

  it('while a recall of them is on its way to the ledger', async () => {
    const run = await aRun(bench, maker);
    await bench.sql(
      `INSERT INTO operation (id, kind, call, party_id, signer, run_id, idx_from, idx_to, created_at)
       VALUES ($1, 'approveRecall', '{"kind":"approveRecall"}', $2, 'approver', $3, 0, 50, now())`,
      [newId(), maker.partyId, run.id],
    );
    expect(await code(ship(maker, distributor, [units(run, 0, 10)]))).toBe('LOT_RECALLED');
    expect(await code(ship(maker, distributor, [units(run, 50, 60)]))).toBe('done');
  });

  it('back to somebody who never sent them', async () => {
    const run = await aRun(bench, maker);
    await receive(distributor, await ship(maker, distributor, [units(run)]));
    const back = (to: Actor) =>
      bench.get(ShippingService).returnGoods(distributor, {
        idempotencyKey: newId(),
        toSiteId: to.siteId,
        lines: [units(run, 0, 1)],
      });
    expect(await code(back(pharmacy))).toBe('RETURN_ADDRESS');
    expect(await code(back(maker))).toBe('done');
  });
});

describe('goods are not received', () => {
  it('by anybody else', async () => {
    const run = await aRun(bench, maker);
    const id = await ship(maker, distributor, [units(run)]);
    expect(await code(receive(pharmacy, id))).toBe('NOT_FOUND');
    expect(await code(receive(maker, id))).toBe('NOT_FOUND');
    expect(await code(receive(distributor, 'nonsense'))).toBe('NOT_FOUND');
  });

  it('twice', async () => {
    const run = await aRun(bench, maker);
    const id = await ship(maker, distributor, [units(run)]);
    await receive(distributor, id);
    expect(await code(receive(distributor, id))).toBe('ALREADY_RECEIVED');
    expect((await operations(run)).filter((row) => row['kind'] === 'receive')).toHaveLength(1);
  });

  it('after they were refused, or taken back', async () => {
    const run = await aRun(bench, maker);
    const refused = await ship(maker, distributor, [units(run, 0, 10)]);
    await bench
      .get(ReceivingService)
      .reject(distributor, { idempotencyKey: newId(), shipmentId: refused, reason: 'wet carton' });
    expect(await code(receive(distributor, refused))).toBe('NOT_IN_TRANSIT');
    expect(await shipment(refused)).toMatchObject({ status: 'REJECTED', note: 'wet carton' });
    const back = await ship(maker, distributor, [units(run, 0, 10)]);
    await bench.get(ReceivingService).takeBack(maker, { idempotencyKey: newId(), shipmentId: back });
    expect(await code(receive(distributor, back))).toBe('NOT_IN_TRANSIT');
    expect((await shipment(back)).status).toBe('RETURNED');
    expect(
      await code(
        bench.get(ReceivingService).takeBack(distributor, { idempotencyKey: newId(), shipmentId: back }),
      ),
    ).toBe('NOT_FOUND');
  });

  it('when a serial is not the one that the maker registered', async () => {
    const run = await aRun(bench, maker, { units: 600 });
    const id = await ship(maker, distributor, [units(run, 0, 300)]);
    await bench.sql(`UPDATE serial_page SET serials[7] = 'FORGED' WHERE run_id = $1 AND page_no = 1`, [
      run.id,
    ]);
    expect(await code(receive(distributor, id))).toBe('SERIALS_NOT_PROVEN');
    expect((await shipment(id)).status).toBe('IN_TRANSIT');
    await bench.sql(`UPDATE serial_page SET serials[7] = $2 WHERE run_id = $1 AND page_no = 1`, [
      run.id,
      run.serial(262),
    ]);
    expect(await code(receive(distributor, id))).toBe('done');
  });

  it('when the ledger holds another root, or another party registered the lot', async () => {
    const run = await aRun(bench, maker);
    const id = await ship(maker, distributor, [units(run)]);
    await confirmRun(bench, run, [
      { start: 0, end: 100, holder: maker.partyId, receiver: distributor.partyId },
    ]);
    await bench.sql(
      `UPDATE ledger.lot SET root = $2 WHERE lot_key = (SELECT lot_key FROM run WHERE id = $1)`,
      [run.id, Buffer.alloc(32, 1)],
    );
    expect(await code(receive(distributor, id))).toBe('SERIALS_NOT_PROVEN');

    const imitation = await aRun(bench, maker);
    const other = await ship(maker, distributor, [units(imitation)]);
    await bench.sql('UPDATE run SET party_id = $2 WHERE id = $1', [imitation.id, pharmacy.partyId]);
    expect(await code(receive(distributor, other))).toBe('NOT_THE_MAKER');
  });

  it('by scans of which none belongs to the shipment', async () => {
    const [run, other] = [await aRun(bench, maker), await aRun(bench, maker)];
    const id = await ship(maker, distributor, [units(run, 0, 10)]);
    expect(await code(receive(distributor, id, { scans: [run.code(10), other.code(0), 'nonsense'] }))).toBe(
      'NOT_SHIPPED_TO_YOU',
    );
  });
});

describe('goods travel', () => {
  it('from hand to hand before the ledger has seen any of it', async () => {
    const run = await aRun(bench, maker);
    const first = await ship(maker, distributor, [units(run)]);
    await receive(distributor, first);
    const second = await ship(distributor, pharmacy, [units(run, 40, 60)]);
    await receive(pharmacy, second);
    expect(await operations(run)).toEqual([
      { kind: 'ship', party_id: maker.partyId, idx_from: 0, idx_to: 100 },
      { kind: 'receive', party_id: distributor.partyId, idx_from: 0, idx_to: 100 },
      { kind: 'ship', party_id: distributor.partyId, idx_from: 40, idx_to: 60 },
      { kind: 'receive', party_id: pharmacy.partyId, idx_from: 40, idx_to: 60 },
    ]);
    expect(await shipment(second)).toMatchObject({ status: 'RECEIVED', ledger: 'PENDING' });
  });

  it('once for one idempotency key', async () => {
    const [run, key] = [await aRun(bench, maker), newId()];
    const first = await ship(maker, distributor, [units(run, 0, 5)], key);
    expect(await ship(maker, distributor, [units(run, 0, 5)], key)).toBe(first);
    expect(await operations(run)).toHaveLength(1);
  });

  it('in parts, line by line and pack by pack', async () => {
    const run = await aRun(bench, maker);
    const id = await ship(maker, distributor, [units(run, 0, 20), units(run, 30, 40)]);
    const [first] = (await shipment(id)).lines;
    await receive(distributor, id, { lineIds: [first!.id] });
    expect((await shipment(id)).status).toBe('PARTLY_RECEIVED');
    await receive(distributor, id, { scans: [run.code(31), run.code(32), run.code(35), run.code(99)] });
    const lines = (await shipment(id)).lines.map(({ start, end, status }) => [start, end, status]);
    expect(lines).toEqual([
      [0, 20, 'RECEIVED'],
      [30, 31, 'IN_TRANSIT'],
      [31, 33, 'RECEIVED'],
      [33, 35, 'IN_TRANSIT'],
      [35, 36, 'RECEIVED'],
      [36, 40, 'IN_TRANSIT'],
    ]);
    const [event] = await bench.sql(
      `SELECT payload FROM domain_event WHERE type = 'custody.received' ORDER BY id DESC LIMIT 1`,
    );
    expect(event).toEqual({ payload: { shipmentId: id, missing: 7, unexpected: 1 } });
  });

  it('and what the ledger refuses did not happen', async () => {
    const run = await aRun(bench, maker);
    const id = await ship(maker, distributor, [units(run)]);
    await receive(distributor, id);
    await refuse(run, 'receive');
    expect((await shipment(id)).status).toBe('IN_TRANSIT');
    expect(await code(receive(distributor, id))).toBe('done');
    await refuse(run, 'receive');
    await refuse(run, 'ship');
    expect((await shipment(id)).status).toBe('REFUSED');
    expect(await code(ship(maker, pharmacy, [units(run)]))).toBe('done');
  });

  it('under each ledger id of a site that holds several', async () => {
    const run = await aRun(bench, maker);
    const [main, second] = distributor.partyIds as [number, number];
    await confirmRun(bench, run, [
      { start: 0, end: 50, holder: main },
      { start: 50, end: 100, holder: second },
    ]);
    await ship(distributor, pharmacy, [units(run, 40, 60)]);
    expect((await operations(run)).map((row) => [row['party_id'], row['idx_from'], row['idx_to']])).toEqual([
      [main, 40, 50],
      [second, 50, 60],
    ]);
  });
});

describe('two at the same moment', () => {
  it('do not ship the same packs', async () => {
    const run = await aRun(bench, maker);
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        code(ship(maker, n % 2 ? distributor : pharmacy, [units(run, 0, 50)])),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'UNITS_IN_TRANSIT')).toHaveLength(7);
  });
});

describe('stock', () => {
  const holdings = async (actor: Actor, run: BuiltRun) =>
    (await bench.get(HoldingsQueries).list(actor, run.lotNumber, { first: 100 })).nodes;

  it('is what one holds, with what is under way', async () => {
    const run = await aRun(bench, maker);
    expect(await holdings(maker, run)).toEqual([
      { runId: run.id, ranges: [{ start: 0, end: 100 }], units: 100, active: 100 },
    ]);
    const id = await ship(maker, distributor, [units(run, 10, 20)]);
    expect(await holdings(maker, run)).toMatchObject([
      {
        ranges: [
          { start: 0, end: 10 },
          { start: 20, end: 100 },
        ],
        units: 90,
      },
    ]);
    expect(await holdings(distributor, run)).toEqual([]);
    await receive(distributor, id);
    expect(await holdings(distributor, run)).toMatchObject([{ ranges: [{ start: 10, end: 20 }] }]);
    await receive(pharmacy, await ship(distributor, pharmacy, [units(run, 10, 20)]));
    expect(await holdings(distributor, run)).toEqual([]);
  });

  it('counts as active what can be used', async () => {
    const run = await aRun(bench, maker);
    await confirmRun(bench, run, [
      { start: 0, end: 60, holder: pharmacy.partyId },
      { start: 60, end: 100, holder: maker.partyId },
    ]);
    for (const index of [0, 15, 16, 59, 60, 61]) await setUnitStatus(bench, run, index, UnitStatus.Filled);
    await bench.sql('INSERT INTO unit_reservation VALUES ($1, 17, $2), ($1, 16, $2)', [run.id, newId()]);
    expect(await holdings(pharmacy, run)).toMatchObject([{ units: 60, active: 55 }]);
  });
});

describe('containers', () => {
  const pack = (by: Actor, more: object) =>
    bench.get(PackingService).pack(by, { idempotencyKey: newId(), kind: 'CARTON', ...more });
  const range = (run: BuiltRun, from: number, to: number) => ({ runId: run.id, from, to });

  it('take neither what one does not hold, nor what is packed already, nor nothing', async () => {
    const run = await aRun(bench, maker);
    expect(await code(pack(distributor, { ranges: [range(run, 0, 10)] }))).toBe('NOT_HOLDER');
    expect(await code(pack(maker, {}))).toBe('BAD_INPUT');
    const sscc = await pack(maker, { ranges: [range(run, 0, 10)] });
    expect(await code(pack(maker, { ranges: [range(run, 9, 12)] }))).toBe('ALREADY_PACKED');
    expect(await code(pack(maker, { sscc, ranges: [range(run, 20, 30)] }))).toBe('CONTAINER_EXISTS');
    expect(await code(pack(distributor, { children: [sscc] }))).toBe('NOT_FOUND');
  });

  it('are shipped and received with everything in them', async () => {
    const run = await aRun(bench, maker);
    const other = await aRun(bench, maker);
    const cartons = [
      await pack(maker, { ranges: [range(run, 0, 10), range(other, 0, 5)] }),
      await pack(maker, { ranges: [range(run, 10, 20)] }),
    ];
    const pallet = await pack(maker, { kind: 'PALLET', children: cartons });
    expect(new Set([...cartons, pallet]).size).toBe(3);
    const id = await ship(maker, distributor, [{ sscc: pallet }]);
    expect(await code(ship(maker, pharmacy, [{ sscc: cartons[0]! }]))).toBe('UNITS_IN_TRANSIT');
    expect(
      (await shipment(id)).lines.map(({ runId, start, end, sscc }) => [runId, start, end, sscc]),
    ).toEqual([
      [run.id, 0, 10, pallet],
      [run.id, 10, 20, pallet],
      [other.id, 0, 5, pallet],
    ]);
    const queries = bench.get(ContainersQueries);
    expect((await queries.container(distributor, cartons[0]!))?.sscc).toBe(cartons[0]);
    expect(await queries.container(pharmacy, cartons[0]!)).toBeNull();
    await receive(distributor, id);
    expect((await queries.containers(distributor, { first: 10 })).nodes.map(({ sscc }) => sscc)).toContain(
      pallet,
    );

    await ship(distributor, pharmacy, [{ sscc: cartons[1]! }]);
    expect((await queries.bySscc(cartons[1]!))?.parentSscc).toBeNull();
  });

  it('are back with their sender when the ledger refuses the receipt', async () => {
    const run = await aRun(bench, maker);
    const sscc = await pack(maker, { ranges: [range(run, 0, 10)] });
    await receive(distributor, await ship(maker, distributor, [{ sscc }]));
    await refuse(run, 'receive');
    const [operation] = await bench.sql(`SELECT id FROM operation WHERE run_id = $1 AND kind = 'receive'`, [
      run.id,
    ]);
    await bench.sql(
      `INSERT INTO domain_event (type, payload, created_at) VALUES ('operation.refused', $1, now())`,
      [JSON.stringify({ operationId: operation!['id'], kind: 'receive', reason: 'NotReceiver' })],
    );
    await bench.dispatchEvents();
    expect((await bench.get(ContainersQueries).bySscc(sscc))?.siteId).toBe(maker.siteId);
  });

  it('lose the packs that are handed on without them', async () => {
    const run = await aRun(bench, maker);
    const sscc = await pack(maker, { ranges: [range(run, 0, 30)] });
    await ship(maker, distributor, [units(run, 10, 12)]);
    expect(
      (await bench.get(ContainersQueries).rangesOf(sscc))?.map(({ start, end }) => [start, end]),
    ).toEqual([
      [0, 10],
      [12, 30],
    ]);
    expect((await shipment(await ship(maker, pharmacy, [{ sscc }]))).lines).toHaveLength(2);
  });
});

describe('packs without papers', () => {
  const claim = (by: Actor, scan: string) =>
    bench.get(ExceptionsService).claim(by, { idempotencyKey: newId(), scan });

  it('are not claimed when they are one’s own, on their way, gone or unknown', async () => {
    const run = await aRun(bench, maker);
    expect(await code(claim(maker, run.code(0)))).toBe('ALREADY_HOLDER');
    await ship(maker, pharmacy, [units(run, 0, 10)]);
    expect(await code(claim(pharmacy, run.code(0)))).toBe('UNITS_IN_TRANSIT');
    expect(await code(claim(distributor, run.code(0)))).toBe('UNITS_IN_TRANSIT');
    expect(await code(claim(pharmacy, run.code(20).replace(run.serial(20), 'NOSUCHSERIAL')))).toBe(
      'NOT_FOUND',
    );
    expect(await code(claim(pharmacy, 'nonsense'))).toBe('BAD_INPUT');
    await confirmRun(bench, run, [{ start: 0, end: 100, holder: maker.partyId }]);
    await setUnitStatus(bench, run, 50, UnitStatus.Supplied);
    expect(await code(claim(pharmacy, run.code(50)))).toBe('UNITS_NOT_ACTIVE');
  });

  it('are claimed with a proof that leads to the root', async () => {
    const run = await aRun(bench, maker, { units: 700 });
    const id = await claim(pharmacy, run.code(513));
    const [operation] = await bench.sql<{ call: { commitment: string; proof: string[]; index: number } }>(
      'SELECT call FROM operation WHERE id = $1',
      [id],
    );
    const { verifyInclusion, serialLeaf } = await import('@custodia/merkle');
    const bytes = (hex: string) => new Uint8Array(Buffer.from(hex.slice(2), 'hex'));
    const [row] = await bench.sql<{ root: Buffer }>('SELECT root FROM run WHERE id = $1', [run.id]);
    const { commitment, proof, index } = operation!.call;
    expect(index).toBe(513);
    expect(
      verifyInclusion({
        leaf: serialLeaf(index, bytes(commitment)),
        index,
        size: 700,
        path: proof.map(bytes),
        root: new Uint8Array(row!.root),
      }),
    ).toBe(true);
    expect(await code(ship(maker, distributor, [units(run, 510, 520)]))).toBe('NOT_HOLDER');
    expect(await code(ship(pharmacy, distributor, [units(run, 513, 514)]))).toBe('done');
  });

  it('that are missing from a delivery end it, and cannot be moved', async () => {
    const run = await aRun(bench, maker);
    const id = await ship(maker, pharmacy, [units(run, 0, 10)]);
    await receive(pharmacy, id, { scans: Array.from({ length: 8 }, (_, n) => run.code(n)) });
    await bench
      .get(ExceptionsService)
      .reportMissing(pharmacy, { idempotencyKey: newId(), runId: run.id, from: 8, to: 10 });
    expect((await shipment(id)).lines.map(({ status }) => status)).toEqual(['RECEIVED', 'MISSING']);
    expect(await code(ship(maker, distributor, [units(run, 8, 10)]))).toBe('UNIT_BUSY');
    const report = { idempotencyKey: newId(), runId: run.id, from: 20, to: 21 };
    expect(await code(bench.get(ExceptionsService).reportMissing(pharmacy, report))).toBe('NOT_HOLDER');
  });
});

describe('shipments are seen', () => {
  it('by sender, receiver and regulator, newest first, page by page, by status', async () => {
    const sender = await anActor(bench, { roles: ['MANUFACTURER'] });
    const gtin = await aProduct(bench, sender);
    const run = await aRun(bench, sender, { gtin });
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.push(await ship(sender, pharmacy, [units(run, n * 10, n * 10 + 10)]));
    await receive(pharmacy, ids[1]!);
    const queries = bench.get(ShipmentsQueries);
    const page = await queries.list(sender, 'OUTBOUND', undefined, { first: 3 });
    expect(page.nodes.map(({ id }) => id)).toEqual([ids[4], ids[3], ids[2]]);
    const next = await queries.list(sender, 'OUTBOUND', undefined, {
      first: 3,
      after: page.pageInfo.endCursor,
    });
    expect(next.nodes.map(({ id }) => id)).toEqual([ids[1], ids[0]]);
    expect(next.pageInfo.hasNextPage).toBe(false);
    const received = await queries.list(sender, 'OUTBOUND', 'RECEIVED', { first: 3 });
    expect(received.nodes.map(({ id }) => id)).toEqual([ids[1]]);
    expect(await queries.shipment(distributor, ids[0]!)).toBeNull();
    expect((await queries.shipment(pharmacy, ids[0]!))?.id).toBe(ids[0]);
    expect((await queries.shipment(await anActor(bench, { roles: ['REGULATOR'] }), ids[0]!))?.id).toBe(
      ids[0],
    );
  });
});
