import { describe, expect, it } from 'vitest';
import { receive, registerLot, ship, shipmentConfirmed, siteNamed, type RegisteredLot } from './acts.js';
import { agreedRun } from './agreement.js';
import { cast } from './cast.js';
import { refusalOf } from './client.js';
import { returnGoods, settleShipment, shipmentOf, stockOf } from './goods-acts.js';
import { alertsAbout, reportMissing, untilAlerted, verify } from './counter-acts.js';

const { maker, distributor, pharmacy, otherPharmacy } = await cast(
  'maker',
  'distributor',
  'pharmacy',
  'otherPharmacy',
);
const atlantic = await siteNamed(maker, 'Atlantic');
const harbor = await siteNamed(distributor, 'Harbor');
const northwind = await siteNamed(distributor, 'Northwind');

/** Ten packs on their way from the maker to the distributor. */
async function onTheRoad(units = 10): Promise<RegisteredLot & { shipmentId: string }> {
  const lot = await registerLot(maker, units);
  const shipmentId = await ship(maker, atlantic, { runId: lot.runId, from: 0, to: units });
  return { ...lot, shipmentId };
}

describe('goods are not shipped', () => {
  it('that one does not hold, that are on their way, or that do not exist', async () => {
    const { runId } = await onTheRoad();
    expect(await refusalOf(ship(otherPharmacy, harbor, { runId, from: 0, to: 1 }))).toBe('NOT_HOLDER');
    expect(await refusalOf(ship(maker, atlantic, { runId, from: 0, to: 1 }))).toBe('UNITS_IN_TRANSIT');
    expect(await refusalOf(ship(distributor, harbor, { runId, from: 0, to: 1 }))).toBe('UNITS_IN_TRANSIT');
    expect(await refusalOf(ship(maker, atlantic, { runId, from: 5, to: 11 }))).toBe('NOT_HOLDER');
    expect(await refusalOf(ship(maker, atlantic, { runId: '999999', from: 0, to: 1 }))).toBe('NOT_HOLDER');
    expect((await agreedRun(runId)).segments).toHaveLength(1);
  });

  it('to oneself, or to who may not keep medicines', async () => {
    const lot = await registerLot(maker, 2);
    const line = { runId: lot.runId, from: 0, to: 1 };
    expect(await refusalOf(ship(maker, await siteNamed(maker, 'Riverside'), line))).toBe(
      'RECEIVER_NOT_ALLOWED',
    );
    expect(await refusalOf(ship(maker, northwind, line))).toBe('RECEIVER_NOT_ALLOWED');
  });

  it('twice at the same moment: one shipment leaves', async () => {
    const { runId } = await registerLot(maker, 20);
    const attempts = await Promise.allSettled(
      Array.from({ length: 6 }, () => ship(maker, atlantic, { runId, from: 0, to: 20 })),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await agreedRun(runId)).segments).toMatchObject([{ start: 0, end: 20, state: 'SHIPPED' }]);
  });
});

describe('goods are not received', () => {
  it('by anybody else: to them there is no such shipment', async () => {
    const { shipmentId } = await onTheRoad();
    for (const stranger of [pharmacy, otherPharmacy]) {
      expect(await refusalOf(receive(stranger, shipmentId))).toBe('NOT_FOUND');
      expect(await shipmentOf(stranger, shipmentId)).toBeNull();
    }
  });

  it('twice, also not at the same moment', async () => {
    const { shipmentId, runId } = await onTheRoad();
    const attempts = await Promise.allSettled(
      Array.from({ length: 6 }, () => receive(distributor, shipmentId)),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await refusalOf(receive(distributor, shipmentId))).toBe('ALREADY_RECEIVED');
    expect((await agreedRun(runId)).segments).toMatchObject([{ end: 10, state: 'HELD' }]);
  });

  it('after they were taken back', async () => {
    const { shipmentId, runId } = await onTheRoad();
    await settleShipment(maker, 'recallShipment', { shipmentId });
    expect(await refusalOf(receive(distributor, shipmentId))).toBe('NOT_IN_TRANSIT');
    expect((await agreedRun(runId)).segments).toMatchObject([{ receiver: null, state: 'HELD' }]);
  });

  it('by scans of packs of which none was sent', async () => {
    const { shipmentId } = await onTheRoad();
    const other = await registerLot(maker, 1);
    const scans = [other.codes[0]];
    expect(await refusalOf(settleShipment(distributor, 'receive', { shipmentId, scans }))).toBe(
      'NOT_SHIPPED_TO_YOU',
    );
  });
});

describe('a delivery', () => {
  it('received in part leaves the rest on its way, and tells that packs are missing', async () => {
    const { shipmentId, runId, codes, number } = await onTheRoad();
    const scans = [codes[0], codes[1], codes[7]];
    const { status } = await settleShipment(distributor, 'receive', { shipmentId, scans });
    expect(status).toBe('PARTLY_RECEIVED');
    expect(await stockOf(distributor, runId, number)).toBe(3);
    expect((await verify(distributor, codes[7]!)).light).toBe('GREEN');
    expect((await verify(distributor, codes[5]!)).code).toBe('NOT_RECEIVED_YET');

    await settleShipment(distributor, 'receive', { shipmentId });
    await shipmentConfirmed(distributor, shipmentId);
    expect((await shipmentOf(maker, shipmentId))?.status).toBe('RECEIVED');
    const { segments } = await agreedRun(runId);
    expect(segments.every(({ state }) => state === 'HELD')).toBe(true);
    expect(new Set(segments.map(({ holder }) => holder)).size).toBe(1);
  });

  it('refused stays with its sender, who reads why', async () => {
    const { shipmentId, runId, number } = await onTheRoad();
    expect(await refusalOf(settleShipment(distributor, 'rejectShipment', { shipmentId, reason: ' ' }))).toBe(
      'BAD_INPUT',
    );
    await settleShipment(distributor, 'rejectShipment', { shipmentId, reason: 'Carton is wet' });
    await shipmentConfirmed(maker, shipmentId);
    expect(await shipmentOf(maker, shipmentId)).toMatchObject({ status: 'REJECTED', note: 'Carton is wet' });
    expect(await stockOf(maker, runId, number)).toBe(10);
    expect(await stockOf(distributor, runId, number)).toBe(0);
    await agreedRun(runId);
  });

  it('with a pack that is not in the carton: the pack is missing, and found where it turns up', async () => {
    const { shipmentId, runId, codes } = await onTheRoad(4);
    await reportMissing(distributor, { runId, from: 3, to: 4 });
    await receive(distributor, shipmentId);
    await shipmentConfirmed(distributor, shipmentId);
    expect((await shipmentOf(distributor, shipmentId))?.lines.map(({ status }) => status).sort()).toEqual([
      'MISSING',
      'RECEIVED',
    ]);
    const { statuses } = await agreedRun(runId);
    expect(statuses).toEqual([0, 0, 0, 9]);
    expect((await verify(pharmacy, codes[3]!)).light).toBe('RED');
    await untilAlerted(pharmacy, codes[3]!, 'DECOMMISSIONED_REAPPEARS');
  });
});

describe('a return', () => {
  it('goes to who sent the goods, and to nobody else', async () => {
    const { shipmentId, runId, codes } = await onTheRoad();
    await receive(distributor, shipmentId);
    const line = { runId, from: 0, to: 2 };
    expect(await refusalOf(returnGoods(distributor, harbor, line))).toBe('RETURN_ADDRESS');
    const back = await returnGoods(distributor, northwind, line);
    expect(await refusalOf(returnGoods(distributor, northwind, line))).toBe('UNITS_IN_TRANSIT');
    await receive(maker, back);
    await shipmentConfirmed(maker, back);
    const { segments } = await agreedRun(runId);
    expect(segments).toHaveLength(2);
    expect((await verify(distributor, codes[0]!)).code).toBe('NOT_IN_CUSTODY');
    expect(await alertsAbout(maker, codes[5]!)).toEqual([]);
  });
});
