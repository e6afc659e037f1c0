import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitStatus } from '@custodia/ledger';
import { newId } from '../../platform/ids/index.js';
import { anActor } from '../../testing/builders.js';
import { openCustodyBench, units, type CustodyBench } from '../../testing/custody-bench.js';
import { aRun, confirmRun, setUnitStatus } from '../../testing/goods.js';
import { codeOf } from '../../testing/outcome.js';
import type { Actor } from '../../platform/access/index.js';
import { ReceivingService } from './receiving.service.js';
import { ShippingService } from './shipping.service.js';

let bench: CustodyBench;

beforeAll(async () => {
  bench = await openCustodyBench();
});
afterAll(() => bench.close());

describe('goods are not shipped', () => {
  it('that one does not hold', async () => {
    const run = await aRun(bench, bench.maker);
    expect(await codeOf(bench.ship(bench.distributor, bench.pharmacy, [units(run)]))).toBe('NOT_HOLDER');
    expect(
      await codeOf(bench.ship(bench.maker, bench.distributor, [{ runId: 999_999, from: 0, to: 1 }])),
    ).toBe('NOT_HOLDER');
    expect(await codeOf(bench.ship(bench.maker, bench.distributor, [units(run, 0, 101)]))).toBe('NOT_HOLDER');
    expect(await bench.operations(run)).toEqual([]);
    expect(await bench.sql('SELECT 1 FROM shipment_line WHERE run_id = $1', [run.id])).toEqual([]);
  });

  it('twice, once they are on their way', async () => {
    const run = await aRun(bench, bench.maker);
    await bench.ship(bench.maker, bench.distributor, [units(run, 10, 20)]);
    expect(await codeOf(bench.ship(bench.maker, bench.pharmacy, [units(run, 0, 11)]))).toBe(
      'UNITS_IN_TRANSIT',
    );
  });

  it('twice in one shipment', async () => {
    const run = await aRun(bench, bench.maker);
    expect(
      await codeOf(bench.ship(bench.maker, bench.distributor, [units(run, 0, 10), units(run, 9, 12)])),
    ).toBe('BAD_INPUT');
  });

  it('without any goods, or from the future', async () => {
    const run = await aRun(bench, bench.maker);
    expect(await codeOf(bench.ship(bench.maker, bench.distributor, []))).toBe('BAD_INPUT');
    const eventTime = new Date(Date.now() + 3_600_000);
    const input = {
      idempotencyKey: newId(),
      toSiteId: bench.distributor.siteId,
      lines: [units(run)],
      eventTime,
    };
    expect(await codeOf(bench.get(ShippingService).ship(bench.maker, input))).toBe('BAD_INPUT');
  });

  it('to a site that may not have them', async () => {
    const run = await aRun(bench, bench.maker);
    const prescriber = await anActor(bench, { roles: ['PRESCRIBER'] });
    const suspended = await anActor(bench, { roles: ['PHARMACY'] });
    await bench.sql(`UPDATE ledger.party SET status = 'SUSPENDED' WHERE id = $1`, [suspended.partyId]);
    expect(await codeOf(bench.ship(bench.maker, prescriber, [units(run)]))).toBe('RECEIVER_NOT_ALLOWED');
    expect(await codeOf(bench.ship(bench.maker, suspended, [units(run)]))).toBe('RECEIVER_NOT_ACTIVE');
    expect(await codeOf(bench.ship(bench.maker, bench.maker, [units(run)]))).toBe('RECEIVER_NOT_ALLOWED');
    expect(await codeOf(bench.ship(bench.maker, { ...bench.maker, siteId: newId() }, [units(run)]))).toBe(
      'NOT_FOUND',
    );
  });

  it('with a pack in the range that was dispensed or has an operation under way', async () => {
    const run = await aRun(bench, bench.maker);
    await confirmRun(bench, run, [{ start: 0, end: 100, holder: bench.maker.partyId }]);
    await setUnitStatus(bench, run, 42, UnitStatus.Supplied);
    expect(await codeOf(bench.ship(bench.maker, bench.distributor, [units(run)]))).toBe('UNITS_NOT_ACTIVE');
    expect(await codeOf(bench.ship(bench.maker, bench.distributor, [units(run, 43, 100)]))).toBe('done');
    await bench.sql('INSERT INTO unit_reservation VALUES ($1, 7, $2)', [run.id, newId()]);
    expect(await codeOf(bench.ship(bench.maker, bench.distributor, [units(run, 0, 10)]))).toBe('UNIT_BUSY');
  });

  it.each([
    ['held_by_maker', 'LOT_HELD'],
    ['recalled', 'LOT_RECALLED'],
    ['withdrawn', 'LOT_WITHDRAWN'],
  ])('of a lot that is %s, but to its maker', async (column, refusal) => {
    const run = await aRun(bench, bench.maker);
    await confirmRun(bench, run, [{ start: 0, end: 100, holder: bench.distributor.partyId }]);
    await bench.sql(
      `UPDATE ledger.lot SET ${column} = true WHERE lot_key = (SELECT lot_key FROM run WHERE id = $1)`,
      [run.id],
    );
    expect(await codeOf(bench.ship(bench.distributor, bench.pharmacy, [units(run)]))).toBe(refusal);
    expect(
      await codeOf(
        bench.get(ShippingService).returnGoods(bench.distributor, {
          idempotencyKey: newId(),
          toSiteId: bench.maker.siteId,
          lines: [units(run)],
        }),
      ),
    ).toBe('done');
  });

  it('of a lot that is expired, or of a range that is recalled', async () => {
    const expired = await aRun(bench, bench.maker);
    await bench.sql(`UPDATE lot SET expiry = '2020-01-31' WHERE id = $1`, [expired.lotId]);
    expect(await codeOf(bench.ship(bench.maker, bench.distributor, [units(expired)]))).toBe('LOT_EXPIRED');

    const partly = await aRun(bench, bench.maker);
    await bench.sql(`INSERT INTO ledger.recall_range SELECT lot_key, 10, 20 FROM run WHERE id = $1`, [
      partly.id,
    ]);
    expect(await codeOf(bench.ship(bench.maker, bench.distributor, [units(partly, 15, 30)]))).toBe(
      'LOT_RECALLED',
    );
    expect(await codeOf(bench.ship(bench.maker, bench.distributor, [units(partly, 20, 30)]))).toBe('done');
  });

  it('while a recall of them is on its way to the ledger', async () => {
    const run = await aRun(bench, bench.maker);
    await bench.sql(
      `INSERT INTO operation (id, kind, call, party_id, signer, run_id, idx_from, idx_to, created_at)
       VALUES ($1, 'approveRecall', '{"kind":"approveRecall"}', $2, 'approver', $3, 0, 50, now())`,
      [newId(), bench.maker.partyId, run.id],
    );
    expect(await codeOf(bench.ship(bench.maker, bench.distributor, [units(run, 0, 10)]))).toBe(
      'LOT_RECALLED',
    );
    expect(await codeOf(bench.ship(bench.maker, bench.distributor, [units(run, 50, 60)]))).toBe('done');
  });

  it('back to somebody who never sent them', async () => {
    const run = await aRun(bench, bench.maker);
    await bench.receive(bench.distributor, await bench.ship(bench.maker, bench.distributor, [units(run)]));
    const back = (to: Actor) =>
      bench.get(ShippingService).returnGoods(bench.distributor, {
        idempotencyKey: newId(),
        toSiteId: to.siteId,
        lines: [units(run, 0, 1)],
      });
    expect(await codeOf(back(bench.pharmacy))).toBe('RETURN_ADDRESS');
    expect(await codeOf(back(bench.maker))).toBe('done');
  });
});

describe('goods are not received', () => {
  it('by anybody else', async () => {
    const run = await aRun(bench, bench.maker);
    const id = await bench.ship(bench.maker, bench.distributor, [units(run)]);
    expect(await codeOf(bench.receive(bench.pharmacy, id))).toBe('NOT_FOUND');
    expect(await codeOf(bench.receive(bench.maker, id))).toBe('NOT_FOUND');
    expect(await codeOf(bench.receive(bench.distributor, 'nonsense'))).toBe('NOT_FOUND');
  });

  it('twice', async () => {
    const run = await aRun(bench, bench.maker);
    const id = await bench.ship(bench.maker, bench.distributor, [units(run)]);
    await bench.receive(bench.distributor, id);
    expect(await codeOf(bench.receive(bench.distributor, id))).toBe('ALREADY_RECEIVED');
    expect((await bench.operations(run)).filter((row) => row['kind'] === 'receive')).toHaveLength(1);
  });

  it('after they were refused, or taken back', async () => {
    const run = await aRun(bench, bench.maker);
    const refused = await bench.ship(bench.maker, bench.distributor, [units(run, 0, 10)]);
    await bench
      .get(ReceivingService)
      .reject(bench.distributor, { idempotencyKey: newId(), shipmentId: refused, reason: 'wet carton' });
    expect(await codeOf(bench.receive(bench.distributor, refused))).toBe('NOT_IN_TRANSIT');
    expect(await bench.shipment(refused)).toMatchObject({ status: 'REJECTED', note: 'wet carton' });
    const back = await bench.ship(bench.maker, bench.distributor, [units(run, 0, 10)]);
    await bench.get(ReceivingService).takeBack(bench.maker, { idempotencyKey: newId(), shipmentId: back });
    expect(await codeOf(bench.receive(bench.distributor, back))).toBe('NOT_IN_TRANSIT');
    expect((await bench.shipment(back)).status).toBe('RETURNED');
    expect(
      await codeOf(
        bench
          .get(ReceivingService)
          .takeBack(bench.distributor, { idempotencyKey: newId(), shipmentId: back }),
      ),
    ).toBe('NOT_FOUND');
  });

  it('when a serial is not the one that the maker registered', async () => {
    const run = await aRun(bench, bench.maker, { units: 600 });
    const id = await bench.ship(bench.maker, bench.distributor, [units(run, 0, 300)]);
    await bench.sql(`UPDATE serial_page SET serials[7] = 'FORGED' WHERE run_id = $1 AND page_no = 1`, [
      run.id,
    ]);
    expect(await codeOf(bench.receive(bench.distributor, id))).toBe('SERIALS_NOT_PROVEN');
    expect((await bench.shipment(id)).status).toBe('IN_TRANSIT');
    await bench.sql(`UPDATE serial_page SET serials[7] = $2 WHERE run_id = $1 AND page_no = 1`, [
      run.id,
      run.serial(262),
    ]);
    expect(await codeOf(bench.receive(bench.distributor, id))).toBe('done');
  });

  it('when the ledger holds another root, or another party registered the lot', async () => {
    const run = await aRun(bench, bench.maker);
    const id = await bench.ship(bench.maker, bench.distributor, [units(run)]);
    await confirmRun(bench, run, [
      { start: 0, end: 100, holder: bench.maker.partyId, receiver: bench.distributor.partyId },
    ]);
    await bench.sql(
      `UPDATE ledger.lot SET root = $2 WHERE lot_key = (SELECT lot_key FROM run WHERE id = $1)`,
      [run.id, Buffer.alloc(32, 1)],
    );
    expect(await codeOf(bench.receive(bench.distributor, id))).toBe('SERIALS_NOT_PROVEN');

    const imitation = await aRun(bench, bench.maker);
    const other = await bench.ship(bench.maker, bench.distributor, [units(imitation)]);
    await bench.sql('UPDATE run SET party_id = $2 WHERE id = $1', [imitation.id, bench.pharmacy.partyId]);
    expect(await codeOf(bench.receive(bench.distributor, other))).toBe('NOT_THE_MAKER');
  });

  it('by scans of which none belongs to the shipment', async () => {
    const [run, other] = [await aRun(bench, bench.maker), await aRun(bench, bench.maker)];
    const id = await bench.ship(bench.maker, bench.distributor, [units(run, 0, 10)]);
    expect(
      await codeOf(
        bench.receive(bench.distributor, id, { scans: [run.code(10), other.code(0), 'nonsense'] }),
      ),
    ).toBe('NOT_SHIPPED_TO_YOU');
  });
});
