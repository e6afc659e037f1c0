import { UnitStatus } from '@custodia/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { anActor } from '../../testing/builders.js';
import { aRun, type BuiltRun } from '../../testing/goods.js';
import {
  DISTRIBUTOR,
  MAKER,
  PHARMACY,
  openLedgerBench,
  type LedgerBench,
} from '../../testing/ledger-bench.js';
import {
  CustodyModule,
  CustodyReader,
  ExceptionsService,
  ReceivingService,
  ShipmentsQueries,
  ShippingService,
} from '../custody/index.js';
import { VerificationModule } from './verification.module.js';
import { VerificationService } from './verification.service.js';

let bench: LedgerBench;
let maker: Actor;
let distributor: Actor;
let pharmacy: Actor;

beforeAll(async () => {
  bench = await openLedgerBench({ imports: [CustodyModule, VerificationModule] });
  await bench.turn();
  maker = await actorOf('MANUFACTURER', MAKER);
  distributor = await actorOf('DISTRIBUTOR', DISTRIBUTOR);
  pharmacy = await actorOf('PHARMACY', PHARMACY);
});
afterAll(() => bench.close());

/** A person at a site that has one of the ledger ids that the bench has admitted. */
async function actorOf(role: 'MANUFACTURER' | 'DISTRIBUTOR' | 'PHARMACY', party: number): Promise<Actor> {
  const actor = await anActor(bench, { roles: [role], market: 'US' });
  await bench.sql('DELETE FROM ledger.party WHERE id = $1', [actor.partyId]);
  await bench.sql('UPDATE party SET ledger_id = $2 WHERE ledger_id = $1', [actor.partyId, party]);
  return { ...actor, partyId: party, partyIds: [party] };
}

const ship = (from: Actor, to: Actor, run: BuiltRun, start: number, end: number) =>
  bench.get(ShippingService).ship(from, {
    idempotencyKey: newId(),
    toSiteId: to.siteId,
    lines: [{ runId: run.id, from: start, to: end }],
  });
const receive = (by: Actor, shipmentId: string, more: object = {}) =>
  bench.get(ReceivingService).receive(by, { idempotencyKey: newId(), shipmentId, ...more });
const outcome = (run: BuiltRun) =>
  bench.sql('SELECT kind, status, reason FROM operation WHERE run_id = $1 ORDER BY seq', [run.id]);
const segments = (run: BuiltRun) =>
  bench.sql(
    `SELECT start::int, "end"::int, holder::int, receiver::int, state FROM ledger.segment
     WHERE lot_key = (SELECT lot_key FROM run WHERE id = $1) ORDER BY start`,
    [run.id],
  );
/** Custody as this node sees it, neighbours joined. */
async function effective(run: BuiltRun) {
  const facts = (await bench.get(CustodyReader).runs([run.id])).get(run.id)!;
  const joined: { start: number; end: number; holder: number; receiver: number | null; state: string }[] = [];
  for (const { start, end, holder, receiver, state } of await bench
    .get(CustodyReader)
    .segments(facts, { start: 0, end: run.units })) {
    const last = joined.at(-1);
    if (last && last.holder === holder && last.receiver === receiver && last.state === state) last.end = end;
    else joined.push({ start, end, holder, receiver, state });
  }
  return joined;
}

describe('the ledger does what custody has promised', () => {
  it('for a run that goes from the plant to two pharmacies before the ledger has seen any of it', async () => {
    const run = await aRun(bench, maker, { units: 600 });
    await receive(distributor, await ship(maker, distributor, run, 0, 400));
    await receive(pharmacy, await ship(distributor, pharmacy, run, 100, 150));
    const partial = await ship(distributor, pharmacy, run, 150, 200);
    await receive(pharmacy, partial, { scans: [150, 151, 160].map((index) => run.code(index)) });
    await bench
      .get(ReceivingService)
      .reject(pharmacy, { idempotencyKey: newId(), shipmentId: partial, reason: 'wet' });
    const promised = await effective(run);
    await bench.settle();
    expect((await outcome(run)).filter((row) => row['status'] !== 'CONFIRMED')).toEqual([]);
    expect(await effective(run)).toEqual(promised);
    expect(await segments(run)).toEqual(
      expect.arrayContaining([{ start: 400, end: 600, holder: MAKER, receiver: null, state: 'HELD' }]),
    );
    expect(await bench.get(ShipmentsQueries).byId(partial)).toMatchObject({
      status: 'PARTLY_RECEIVED',
      ledger: 'CONFIRMED',
    });
    expect(
      (await bench.get(VerificationService).verify(pharmacy, { data: run.code(160), channel: 'HID' })).type,
    ).toBe('PackOk');
    expect(
      (await bench.get(VerificationService).verify(pharmacy, { data: run.code(161), channel: 'HID' })).type,
    ).toBe('NotInCustody');
  });

  it('for what is taken back, returned and missing', async () => {
    const run = await aRun(bench, maker, { units: 100 });
    const back = await ship(maker, pharmacy, run, 0, 10);
    await bench.get(ReceivingService).takeBack(maker, { idempotencyKey: newId(), shipmentId: back });
    await receive(distributor, await ship(maker, distributor, run, 0, 50));
    const lines = [{ runId: run.id, from: 5, to: 15 }];
    const returned = await bench
      .get(ShippingService)
      .returnGoods(distributor, { idempotencyKey: newId(), toSiteId: maker.siteId, lines });
    await receive(maker, returned);
    await bench
      .get(ExceptionsService)
      .reportMissing(distributor, { idempotencyKey: newId(), runId: run.id, from: 20, to: 22 });
    await bench.settle();
    expect((await outcome(run)).filter((row) => row['status'] !== 'CONFIRMED')).toEqual([]);
    const missing = await bench
      .get(VerificationService)
      .verify(distributor, { data: run.code(21), channel: 'HID' });
    expect(missing).toMatchObject({ type: 'Decommissioned', state: 'MISSING' });
  });

  it('for a pack claimed by the proof of its serial', async () => {
    const run = await aRun(bench, maker, { units: 777 });
    for (const index of [0, 300, 776])
      await bench.get(ExceptionsService).claim(pharmacy, { idempotencyKey: newId(), scan: run.code(index) });
    await bench.settle();
    expect((await outcome(run)).filter((row) => row['status'] !== 'CONFIRMED')).toEqual([]);
    expect(
      (await segments(run)).filter((row) => row['holder'] === PHARMACY).map((row) => row['start']),
    ).toEqual([0, 300, 776]);
  });

  it('for a large range with a dispensed pack in it, cut as the contract can look through it', async () => {
    const run = await aRun(bench, maker, { units: 9_000 });
    await receive(pharmacy, await ship(maker, pharmacy, run, 0, 9_000));
    const call = {
      kind: 'dispense',
      lot: run.lotKey,
      index: 8_999,
      portion: 0,
      basis: 2,
      quantity: 20,
    } as const;
    await bench.enqueue({ call, partyId: PHARMACY, runId: run.id, idx: [8_999, 9_000] });
    await bench.settle();
    await expect(ship(pharmacy, distributor, run, 0, 9_000)).rejects.toMatchObject({
      code: 'UNITS_NOT_ACTIVE',
      details: { index: 8_999, status: UnitStatus.Supplied },
    });
    await receive(distributor, await ship(pharmacy, distributor, run, 0, 8_999));
    await bench.settle();
    expect((await outcome(run)).filter((row) => row['status'] !== 'CONFIRMED')).toEqual([]);
    expect(
      (await bench.get(VerificationService).verify(pharmacy, { data: run.code(8_999), channel: 'HID' })).type,
    ).toBe('DispensedHere');
  });

  it('and the root that it holds is the one that goods-in checks against', async () => {
    const run = await aRun(bench, maker, { units: 300 });
    await bench.settle();
    const [row] = await bench.sql<{ same: boolean }>(
      'SELECT l.root = r.root AS same FROM run r JOIN ledger.lot l ON l.lot_key = r.lot_key WHERE r.id = $1',
      [run.id],
    );
    expect(row).toEqual({ same: true });
    const id = await ship(maker, distributor, run, 0, 300);
    await bench.sql(`UPDATE serial_page SET serials[1] = 'FORGED' WHERE run_id = $1 AND page_no = 0`, [
      run.id,
    ]);
    await expect(receive(distributor, id)).rejects.toMatchObject({ code: 'SERIALS_NOT_PROVEN' });
  });
});

describe('what the ledger refuses', () => {
  it('takes with it what was built on it, and leaves the goods where they were', async () => {
    const run = await aRun(bench, maker, { units: 50 });
    await bench.settle();
    const id = await ship(maker, distributor, run, 0, 50);
    await receive(distributor, id);
    // A receiver that the ledger does not know.
    await bench.sql(
      `UPDATE operation SET call = jsonb_set(call, '{receiver}', '999999') WHERE run_id = $1 AND kind = 'ship'`,
      [run.id],
    );
    await bench.settle();
    expect((await outcome(run)).map((row) => [row['kind'], row['status']])).toEqual([
      ['registerLot', 'CONFIRMED'],
      ['ship', 'REFUSED'],
      ['receive', 'REFUSED'],
    ]);
    expect((await bench.get(ShipmentsQueries).byId(id))?.status).toBe('REFUSED');
    expect(await effective(run)).toMatchObject([{ holder: MAKER, state: 'HELD' }]);
  });
});
