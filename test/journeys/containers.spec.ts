import { describe, expect, it } from 'vitest';
import { receive, registerLot, ship, shipmentConfirmed, siteNamed } from './acts.js';
import { agreedRun } from './agreement.js';
import { cast } from './cast.js';
import { newKey, refusalOf } from './client.js';
import { packContainer, returnGoods, settleShipment, shipmentOf, stockOf } from './goods-acts.js';

const { maker, distributor, pharmacy, otherPharmacy } = await cast(
  'maker',
  'distributor',
  'pharmacy',
  'otherPharmacy',
);
const atlantic = await siteNamed(maker, 'Atlantic');
const harbor = await siteNamed(distributor, 'Harbor');

/** Two cartons of five on a pallet, at the plant. */
async function aPallet() {
  const lot = await registerLot(maker, 12);
  const carton = (from: number) =>
    packContainer(maker, 'CARTON', { ranges: [{ runId: lot.runId, from, to: from + 5 }] });
  const cartons = [await carton(0), await carton(5)] as const;
  const pallet = await packContainer(maker, 'PALLET', { children: [...cartons] });
  return { lot, cartons, pallet };
}

describe('a container is refused', () => {
  it('with nothing in it, with packs of somebody else, or with packs that are packed already', async () => {
    const { lot, cartons } = await aPallet();
    const { runId } = lot;
    expect(await refusalOf(packContainer(maker, 'CARTON', {}))).toBe('BAD_INPUT');
    const ranges = [{ runId, from: 10, to: 11 }];
    expect(await refusalOf(packContainer(distributor, 'CARTON', { ranges }))).toBe('NOT_HOLDER');
    expect(await refusalOf(packContainer(maker, 'CARTON', { ranges: [{ runId, from: 4, to: 11 }] }))).toBe(
      'ALREADY_PACKED',
    );
    expect(await refusalOf(packContainer(maker, 'PALLET', { children: [cartons[0]] }))).toBe(
      'ALREADY_PACKED',
    );
    expect(await refusalOf(packContainer(distributor, 'PALLET', { children: [cartons[0]] }))).toBe(
      'NOT_FOUND',
    );
  });

  it('under an SSCC that exists, or that has a wrong check digit', async () => {
    const { lot, pallet } = await aPallet();
    const pack = (sscc: string) =>
      maker.ask('mutation ($input: PackContainerInput!) { packContainer(input: $input) { sscc } }', {
        input: {
          idempotencyKey: newKey(),
          kind: 'CARTON',
          sscc,
          ranges: [{ runId: lot.runId, from: 10, to: 11 }],
        },
      });
    expect(await refusalOf(pack(pallet))).toBe('CONTAINER_EXISTS');
    const wrong = pallet.slice(0, -1) + ((Number(pallet.at(-1)) + 1) % 10);
    expect(await refusalOf(pack(wrong))).toBe('BAD_INPUT');
  });

  it('for shipping, where it is not here', async () => {
    const { pallet } = await aPallet();
    expect(await refusalOf(ship(distributor, harbor, { sscc: pallet }))).toBe('NOT_FOUND');
    expect(await refusalOf(ship(maker, atlantic, { sscc: '395210000021000005' }))).toBe('NOT_FOUND');
  });

  it('to the eyes of who has nothing to do with it', async () => {
    const { pallet } = await aPallet();
    for (const stranger of [distributor, pharmacy, otherPharmacy]) {
      expect(
        await stranger.ask('query ($sscc: Sscc!) { container(sscc: $sscc) { units } }', { sscc: pallet }),
      ).toEqual({ container: null });
    }
  });
});

describe('a pallet', () => {
  it('is shipped and received by its SSCC, and its cartons go on one by one', async () => {
    const { lot, cartons, pallet } = await aPallet();
    const first = await ship(maker, atlantic, { sscc: pallet });
    await receive(distributor, first);
    expect(await stockOf(distributor, lot.runId, lot.number)).toBe(10);
    const { containers } = await distributor.ask<{
      containers: { nodes: { sscc: string; units: number }[] };
    }>('{ containers(first: 100) { nodes { sscc units } } }');
    expect(containers.nodes).toContainEqual({ sscc: pallet, units: 10 });

    const second = await ship(distributor, harbor, { sscc: cartons[1] });
    expect((await shipmentOf(pharmacy, second))?.lines).toMatchObject([
      { sscc: cartons[1], range: { from: 5, to: 10 }, status: 'IN_TRANSIT' },
    ]);
    await receive(pharmacy, second);
    await shipmentConfirmed(pharmacy, second);
    expect(await stockOf(pharmacy, lot.runId, lot.number)).toBe(5);
    expect(await stockOf(distributor, lot.runId, lot.number)).toBe(5);
    expect((await agreedRun(lot.runId)).segments.map(({ start, end, state }) => [start, end, state])).toEqual(
      [
        [0, 5, 'HELD'],
        [5, 10, 'HELD'],
        [10, 12, 'HELD'],
      ],
    );
  });

  it('goes back by its SSCC to who sent it, closed as it was', async () => {
    const { lot, cartons } = await aPallet();
    await receive(distributor, await ship(maker, atlantic, { sscc: cartons[0] }));
    const back = await returnGoods(distributor, await siteNamed(distributor, 'Northwind'), {
      sscc: cartons[0],
    });
    expect((await shipmentOf(maker, back))?.lines).toMatchObject([
      { sscc: cartons[0], range: { from: 0, to: 5 }, status: 'IN_TRANSIT' },
    ]);
    await receive(maker, back);
    await shipmentConfirmed(maker, back);
    expect(await stockOf(distributor, lot.runId, lot.number)).toBe(0);
    await agreedRun(lot.runId);
  });

  it('is refused by its SSCC beside one that is taken in: it stands at its sender, closed, and goes out again', async () => {
    const { lot, cartons } = await aPallet();
    const { ship: sent } = await maker.ask<{ ship: { id: string } }>(
      'mutation ($input: ShipInput!) { ship(input: $input) { id } }',
      { input: { idempotencyKey: newKey(), toSiteId: atlantic, lines: cartons.map((sscc) => ({ sscc })) } },
    );
    const arrived = (await shipmentOf(distributor, sent.id))!.lines;
    const refused = await settleShipment(distributor, 'rejectShipment', {
      shipmentId: sent.id,
      lineIds: arrived.filter(({ sscc }) => sscc === cartons[0]).map(({ id }) => id),
      reason: 'Seal broken',
    });
    expect(new Map(refused.lines.map(({ sscc, status }) => [sscc, status]))).toEqual(
      new Map([
        [cartons[0], 'REJECTED'],
        [cartons[1], 'IN_TRANSIT'],
      ]),
    );
    await receive(distributor, sent.id);
    expect(await stockOf(distributor, lot.runId, lot.number)).toBe(5);
    expect(await refusalOf(ship(distributor, harbor, { sscc: cartons[0] }))).toBe('NOT_FOUND');

    const again = await ship(maker, atlantic, { sscc: cartons[0] });
    await receive(distributor, again);
    await shipmentConfirmed(distributor, again);
    expect(await stockOf(distributor, lot.runId, lot.number)).toBe(10);
    await agreedRun(lot.runId);
  });

  it('counted pack by pack at goods-in: what is not in the carton stays on its way', async () => {
    const { lot, cartons } = await aPallet();
    const shipmentId = await ship(maker, atlantic, { sscc: cartons[0] });
    const scans = lot.codes.slice(0, 4);
    const { status, lines } = await settleShipment(distributor, 'receive', { shipmentId, scans });
    expect(status).toBe('PARTLY_RECEIVED');
    expect(lines.map((line) => [line.range.from, line.range.to, line.status])).toEqual([
      [0, 4, 'RECEIVED'],
      [4, 5, 'IN_TRANSIT'],
    ]);
    await agreedRun(lot.runId);
  });
});
