import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sscc } from '@custodia/gs1';
import { UnitStatus } from '@custodia/ledger';
import { serialLeaf, verifyInclusion } from '@custodia/merkle';
import type { Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { anActor } from '../../testing/builders.js';
import { openCustodyBench, units, type CustodyBench } from '../../testing/custody-bench.js';
import { aProduct, aRun, confirmRun, setUnitStatus, type BuiltRun } from '../../testing/goods.js';
import { codeOf } from '../../testing/outcome.js';
import { ContainersQueries } from './containers.queries.js';
import { ExceptionsService } from './exceptions.service.js';
import { HoldingsQueries } from './holdings.queries.js';
import { PackingService } from './packing.service.js';
import { ShipmentsQueries } from './shipments.queries.js';

let bench: CustodyBench;

beforeAll(async () => {
  bench = await openCustodyBench();
});
afterAll(() => bench.close());

describe('goods travel', () => {
  it('from hand to hand before the ledger has seen any of it', async () => {
    const run = await aRun(bench, bench.maker);
    const first = await bench.ship(bench.maker, bench.distributor, [units(run)]);
    await bench.receive(bench.distributor, first);
    const second = await bench.ship(bench.distributor, bench.pharmacy, [units(run, 40, 60)]);
    await bench.receive(bench.pharmacy, second);
    expect(await bench.operations(run)).toEqual([
      { kind: 'ship', party_id: bench.maker.partyId, idx_from: 0, idx_to: 100 },
      { kind: 'receive', party_id: bench.distributor.partyId, idx_from: 0, idx_to: 100 },
      { kind: 'ship', party_id: bench.distributor.partyId, idx_from: 40, idx_to: 60 },
      { kind: 'receive', party_id: bench.pharmacy.partyId, idx_from: 40, idx_to: 60 },
    ]);
    expect(await bench.shipment(second)).toMatchObject({ status: 'RECEIVED', ledger: 'PENDING' });
  });

  it('once for one idempotency key', async () => {
    const [run, key] = [await aRun(bench, bench.maker), newId()];
    const first = await bench.ship(bench.maker, bench.distributor, [units(run, 0, 5)], key);
    expect(await bench.ship(bench.maker, bench.distributor, [units(run, 0, 5)], key)).toBe(first);
    expect(await bench.operations(run)).toHaveLength(1);
  });

  it('in parts, line by line and pack by pack', async () => {
    const run = await aRun(bench, bench.maker);
    const id = await bench.ship(bench.maker, bench.distributor, [units(run, 0, 20), units(run, 30, 40)]);
    const [first] = (await bench.shipment(id)).lines;
    await bench.receive(bench.distributor, id, { lineIds: [first!.id] });
    expect((await bench.shipment(id)).status).toBe('PARTLY_RECEIVED');
    await bench.receive(bench.distributor, id, {
      scans: [run.code(31), run.code(32), run.code(35), run.code(99)],
    });
    const lines = (await bench.shipment(id)).lines.map(({ start, end, status }) => [start, end, status]);
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
    const run = await aRun(bench, bench.maker);
    const id = await bench.ship(bench.maker, bench.distributor, [units(run)]);
    await bench.receive(bench.distributor, id);
    await bench.refuse(run, 'receive');
    expect((await bench.shipment(id)).status).toBe('IN_TRANSIT');
    expect(await codeOf(bench.receive(bench.distributor, id))).toBe('done');
    await bench.refuse(run, 'receive');
    await bench.refuse(run, 'ship');
    expect((await bench.shipment(id)).status).toBe('REFUSED');
    expect(await codeOf(bench.ship(bench.maker, bench.pharmacy, [units(run)]))).toBe('done');
  });

  it('under each ledger id of a site that holds several', async () => {
    const run = await aRun(bench, bench.maker);
    const [main, second] = bench.distributor.partyIds as [number, number];
    await confirmRun(bench, run, [
      { start: 0, end: 50, holder: main },
      { start: 50, end: 100, holder: second },
    ]);
    await bench.ship(bench.distributor, bench.pharmacy, [units(run, 40, 60)]);
    expect(
      (await bench.operations(run)).map((row) => [row['party_id'], row['idx_from'], row['idx_to']]),
    ).toEqual([
      [main, 40, 50],
      [second, 50, 60],
    ]);
  });
});

describe('two at the same moment', () => {
  it('do not ship the same packs', async () => {
    const run = await aRun(bench, bench.maker);
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        codeOf(bench.ship(bench.maker, n % 2 ? bench.distributor : bench.pharmacy, [units(run, 0, 50)])),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'UNITS_IN_TRANSIT')).toHaveLength(7);
  });
});

describe('stock', () => {
  const holdings = async (actor: Actor, run: BuiltRun) =>
    (await bench.get(HoldingsQueries).list(actor, { search: run.lotNumber }, { first: 100 })).nodes;

  it('is what one holds, with what is under way', async () => {
    const run = await aRun(bench, bench.maker);
    expect(await holdings(bench.maker, run)).toEqual([
      {
        runId: run.id,
        expiry: run.expiry,
        parts: [{ start: 0, end: 100, state: 'ACTIVE' }],
        ranges: [{ start: 0, end: 100 }],
        free: [{ start: 0, end: 100 }],
        units: 100,
        active: 100,
        recalled: 0,
      },
    ]);
    const id = await bench.ship(bench.maker, bench.distributor, [units(run, 10, 20)]);
    expect(await holdings(bench.maker, run)).toMatchObject([
      {
        ranges: [
          { start: 0, end: 10 },
          { start: 20, end: 100 },
        ],
        units: 90,
      },
    ]);
    expect(await holdings(bench.distributor, run)).toEqual([]);
    await bench.receive(bench.distributor, id);
    expect(await holdings(bench.distributor, run)).toMatchObject([{ ranges: [{ start: 10, end: 20 }] }]);
    await bench.receive(
      bench.pharmacy,
      await bench.ship(bench.distributor, bench.pharmacy, [units(run, 10, 20)]),
    );
    expect(await holdings(bench.distributor, run)).toEqual([]);
  });

  it('counts as active what can be used', async () => {
    const run = await aRun(bench, bench.maker);
    await confirmRun(bench, run, [
      { start: 0, end: 60, holder: bench.pharmacy.partyId },
      { start: 60, end: 100, holder: bench.maker.partyId },
    ]);
    for (const index of [0, 15, 16, 59, 60, 61]) await setUnitStatus(bench, run, index, UnitStatus.Filled);
    await bench.sql('INSERT INTO unit_reservation VALUES ($1, 17, $2), ($1, 16, $2)', [run.id, newId()]);
    expect(await holdings(bench.pharmacy, run)).toMatchObject([{ units: 56, active: 55 }]);
  });
});

describe('containers', () => {
  const pack = (by: Actor, more: object) =>
    bench.get(PackingService).pack(by, { idempotencyKey: newId(), kind: 'CARTON', ...more });
  const range = (run: BuiltRun, from: number, to: number) => ({ runId: run.id, from, to });

  it('take neither what one does not hold, nor what is packed already, nor nothing', async () => {
    const run = await aRun(bench, bench.maker);
    expect(await codeOf(pack(bench.distributor, { ranges: [range(run, 0, 10)] }))).toBe('NOT_HOLDER');
    expect(await codeOf(pack(bench.maker, {}))).toBe('BAD_INPUT');
    const sscc = await pack(bench.maker, { ranges: [range(run, 0, 10)] });
    expect(await codeOf(pack(bench.maker, { ranges: [range(run, 9, 12)] }))).toBe('ALREADY_PACKED');
    expect(await codeOf(pack(bench.maker, { sscc, ranges: [range(run, 20, 30)] }))).toBe('CONTAINER_EXISTS');
    expect(await codeOf(pack(bench.distributor, { children: [sscc] }))).toBe('NOT_FOUND');
  });

  it('are shipped and received with everything in them', async () => {
    const run = await aRun(bench, bench.maker);
    const other = await aRun(bench, bench.maker);
    const cartons = [
      await pack(bench.maker, { ranges: [range(run, 0, 10), range(other, 0, 5)] }),
      await pack(bench.maker, { ranges: [range(run, 10, 20)] }),
    ];
    const pallet = await pack(bench.maker, { kind: 'PALLET', children: cartons });
    expect(new Set([...cartons, pallet]).size).toBe(3);
    const id = await bench.ship(bench.maker, bench.distributor, [{ sscc: pallet }]);
    expect(await codeOf(bench.ship(bench.maker, bench.pharmacy, [{ sscc: cartons[0]! }]))).toBe(
      'UNITS_IN_TRANSIT',
    );
    expect(
      (await bench.shipment(id)).lines.map(({ runId, start, end, sscc }) => [runId, start, end, sscc]),
    ).toEqual([
      [run.id, 0, 10, pallet],
      [run.id, 10, 20, pallet],
      [other.id, 0, 5, pallet],
    ]);
    const queries = bench.get(ContainersQueries);
    expect((await queries.container(bench.distributor, cartons[0]!))?.sscc).toBe(cartons[0]);
    expect(await queries.container(bench.pharmacy, cartons[0]!)).toBeNull();
    await bench.receive(bench.distributor, id);
    expect(
      (await queries.containers(bench.distributor, { first: 10 })).nodes.map(({ sscc }) => sscc),
    ).toContain(pallet);

    await bench.ship(bench.distributor, bench.pharmacy, [{ sscc: cartons[1]! }]);
    expect((await queries.bySscc(cartons[1]!))?.parentSscc).toBeNull();
  });

  it('are back with their sender when the ledger refuses the receipt', async () => {
    const run = await aRun(bench, bench.maker);
    const sscc = await pack(bench.maker, { ranges: [range(run, 0, 10)] });
    await bench.receive(bench.distributor, await bench.ship(bench.maker, bench.distributor, [{ sscc }]));
    await bench.refuse(run, 'receive');
    const [operation] = await bench.sql(`SELECT id FROM operation WHERE run_id = $1 AND kind = 'receive'`, [
      run.id,
    ]);
    await bench.sql(
      `INSERT INTO domain_event (type, payload, created_at) VALUES ('operation.refused', $1, now())`,
      [JSON.stringify({ operationId: operation!['id'], kind: 'receive', reason: 'NotReceiver' })],
    );
    await bench.dispatchEvents();
    expect((await bench.get(ContainersQueries).bySscc(sscc))?.siteId).toBe(bench.maker.siteId);
  });

  it('are opened where they stand, and by nobody else', async () => {
    const run = await aRun(bench, bench.maker);
    const queries = bench.get(ContainersQueries);
    const open = (by: Actor, sscc: string) =>
      bench.get(PackingService).open(by, { idempotencyKey: newId(), sscc: sscc as Sscc });
    const cartons = [
      await pack(bench.maker, { ranges: [range(run, 0, 10)] }),
      await pack(bench.maker, { ranges: [range(run, 10, 20)] }),
    ];
    const pallet = await pack(bench.maker, { kind: 'PALLET', children: cartons });
    expect(await codeOf(open(bench.distributor, pallet))).toBe('NOT_FOUND');
    await bench.ship(bench.maker, bench.distributor, [{ sscc: cartons[0]! }]);
    expect(await codeOf(open(bench.maker, cartons[0]!))).toBe('UNITS_IN_TRANSIT');
    await open(bench.maker, pallet);
    expect((await queries.bySscc(cartons[1]!))?.parentSscc).toBeNull();
    await open(bench.maker, cartons[1]!);
    expect(await queries.rangesOf(cartons[1]!)).toEqual([]);
    const standing = (await queries.containers(bench.maker, { first: 100 })).nodes.map(({ sscc }) => sscc);
    expect(standing).not.toContain(pallet);
    expect(standing).not.toContain(cartons[1]);
    expect(await codeOf(pack(bench.maker, { ranges: [range(run, 10, 20)] }))).not.toBe('ALREADY_PACKED');
  });

  it('lose the packs that are handed on without them', async () => {
    const run = await aRun(bench, bench.maker);
    const sscc = await pack(bench.maker, { ranges: [range(run, 0, 30)] });
    await bench.ship(bench.maker, bench.distributor, [units(run, 10, 12)]);
    expect(
      (await bench.get(ContainersQueries).rangesOf(sscc))?.map(({ start, end }) => [start, end]),
    ).toEqual([
      [0, 10],
      [12, 30],
    ]);
    expect(
      (await bench.shipment(await bench.ship(bench.maker, bench.pharmacy, [{ sscc }]))).lines,
    ).toHaveLength(2);
  });
});

describe('packs without papers', () => {
  const claim = (by: Actor, scan: string) =>
    bench.get(ExceptionsService).claim(by, { idempotencyKey: newId(), scan });

  it('are not claimed when they are one’s own, on their way, gone or unknown', async () => {
    const run = await aRun(bench, bench.maker);
    expect(await codeOf(claim(bench.maker, run.code(0)))).toBe('ALREADY_HOLDER');
    await bench.ship(bench.maker, bench.pharmacy, [units(run, 0, 10)]);
    expect(await codeOf(claim(bench.pharmacy, run.code(0)))).toBe('UNITS_IN_TRANSIT');
    expect(await codeOf(claim(bench.distributor, run.code(0)))).toBe('UNITS_IN_TRANSIT');
    expect(await codeOf(claim(bench.pharmacy, run.code(20).replace(run.serial(20), 'NOSUCHSERIAL')))).toBe(
      'SERIAL_UNKNOWN',
    );
    expect(await codeOf(claim(bench.pharmacy, 'nonsense'))).toBe('SCAN_UNREADABLE');
    await confirmRun(bench, run, [{ start: 0, end: 100, holder: bench.maker.partyId }]);
    await setUnitStatus(bench, run, 50, UnitStatus.Supplied);
    expect(await codeOf(claim(bench.pharmacy, run.code(50)))).toBe('UNITS_NOT_ACTIVE');
  });

  it('are claimed with a proof that leads to the root', async () => {
    const run = await aRun(bench, bench.maker, { units: 700 });
    const id = await claim(bench.pharmacy, run.code(513));
    const [operation] = await bench.sql<{ call: { commitment: string; proof: string[]; index: number } }>(
      'SELECT call FROM operation WHERE id = $1',
      [id],
    );
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
    expect(await codeOf(bench.ship(bench.maker, bench.distributor, [units(run, 510, 520)]))).toBe(
      'NOT_HOLDER',
    );
    expect(await codeOf(bench.ship(bench.pharmacy, bench.distributor, [units(run, 513, 514)]))).toBe('done');
  });

  it('that are missing from a delivery end it, and cannot be moved', async () => {
    const run = await aRun(bench, bench.maker);
    const id = await bench.ship(bench.maker, bench.pharmacy, [units(run, 0, 10)]);
    await bench.receive(bench.pharmacy, id, { scans: Array.from({ length: 8 }, (_, n) => run.code(n)) });
    await bench
      .get(ExceptionsService)
      .reportMissing(bench.pharmacy, { idempotencyKey: newId(), runId: run.id, from: 8, to: 10 });
    expect((await bench.shipment(id)).lines.map(({ status }) => status)).toEqual(['RECEIVED', 'MISSING']);
    expect(await codeOf(bench.ship(bench.maker, bench.distributor, [units(run, 8, 10)]))).toBe('UNIT_BUSY');
    const report = { idempotencyKey: newId(), runId: run.id, from: 20, to: 21 };
    expect(await codeOf(bench.get(ExceptionsService).reportMissing(bench.pharmacy, report))).toBe(
      'NOT_HOLDER',
    );
  });
});

describe('shipments are seen', () => {
  it('by number, reference, partner, lot or container', async () => {
    const sender = await anActor(bench, { roles: ['MANUFACTURER'] });
    const run = await aRun(bench, sender, { gtin: await aProduct(bench, sender) });
    const other = await aRun(bench, sender, { gtin: await aProduct(bench, sender) });
    const carton = await bench
      .get(PackingService)
      .pack(sender, { idempotencyKey: newId(), kind: 'CARTON', ranges: [{ runId: run.id, from: 0, to: 5 }] });
    const pallet = await bench
      .get(PackingService)
      .pack(sender, { idempotencyKey: newId(), kind: 'PALLET', children: [carton as Sscc] });
    const packed = await bench.ship(sender, bench.pharmacy, [{ sscc: pallet }]);
    const loose = await bench.ship(sender, bench.distributor, [units(other, 0, 5)]);
    const found = async (search: string) =>
      (await bench.get(ShipmentsQueries).list(sender, 'OUTBOUND', { search }, { first: 9 })).nodes.map(
        ({ id }) => id,
      );
    expect(await found(pallet)).toEqual([packed]);
    expect(await found(carton)).toEqual([packed]);
    expect(await found(other.lotNumber)).toEqual([loose]);
    expect(await found((await bench.shipment(loose)).number)).toEqual([loose]);
    expect(await found('%')).toEqual([]);
    expect(await found('000000000000000000')).toEqual([]);
  });

  it('by sender, receiver and regulator, newest first, page by page, by status', async () => {
    const sender = await anActor(bench, { roles: ['MANUFACTURER'] });
    const gtin = await aProduct(bench, sender);
    const run = await aRun(bench, sender, { gtin });
    const ids: string[] = [];
    for (let n = 0; n < 5; n++)
      ids.push(await bench.ship(sender, bench.pharmacy, [units(run, n * 10, n * 10 + 10)]));
    await bench.receive(bench.pharmacy, ids[1]!);
    const queries = bench.get(ShipmentsQueries);
    const page = await queries.list(sender, 'OUTBOUND', {}, { first: 3 });
    expect(page.nodes.map(({ id }) => id)).toEqual([ids[4], ids[3], ids[2]]);
    const next = await queries.list(
      sender,
      'OUTBOUND',
      {},
      {
        first: 3,
        after: page.pageInfo.endCursor,
      },
    );
    expect(next.nodes.map(({ id }) => id)).toEqual([ids[1], ids[0]]);
    expect(next.pageInfo.hasNextPage).toBe(false);
    const received = await queries.list(sender, 'OUTBOUND', { status: 'RECEIVED' }, { first: 3 });
    expect(received.nodes.map(({ id }) => id)).toEqual([ids[1]]);
    await bench.receive(bench.pharmacy, ids[0]!, { scans: [run.code(0)] });
    const open = await queries.list(sender, 'OUTBOUND', { open: true }, { first: 9 });
    expect(open.nodes.map(({ id }) => id)).toEqual([ids[4], ids[3], ids[2], ids[0]]);
    expect(await queries.shipment(bench.distributor, ids[0]!)).toBeNull();
    expect((await queries.shipment(bench.pharmacy, ids[0]!))?.id).toBe(ids[0]);
    expect((await queries.shipment(await anActor(bench, { roles: ['REGULATOR'] }), ids[0]!))?.id).toBe(
      ids[0],
    );
  });
});
