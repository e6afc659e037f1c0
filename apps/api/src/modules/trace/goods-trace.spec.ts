import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sscc } from '@custodia/gs1';
import { openCareBench, type CareBench } from '../../testing/care-bench.js';
import { aRun, type BuiltRun } from '../../testing/goods.js';
import { DispenseService, DispensingModule } from '../dispensing/index.js';
import { PackingService, ReceivingService, ShippingService, type GoodsLine } from '../custody/index.js';
import { GoodsTraceReader, type GoodsView } from './goods-trace.reader.js';
import { TraceModule, TraceReader } from './index.js';
import { TracePapers } from './trace-papers.js';

type Actor = CareBench['maker'];
const PAGE = { first: 100 };
let bench: CareBench;
let run: BuiltRun;
let cartons: [Sscc, Sscc];
let pallet: Sscc;
const sent: string[] = [];
const reader = () => bench.get(GoodsTraceReader);

async function pack(children: readonly Sscc[], from = 0, to = 0): Promise<Sscc> {
  const ranges = to > from ? [{ runId: run.id, from, to }] : [];
  const kind = children.length > 0 ? 'PALLET' : 'CARTON';
  const input = { idempotencyKey: randomUUID(), kind, ranges, children } as const;
  return (await bench.get(PackingService).pack(bench.maker, input)) as Sscc;
}

async function handOn(from: Actor, to: Actor, line: GoodsLine): Promise<string> {
  const input = { idempotencyKey: randomUUID(), toSiteId: to.siteId, lines: [line] };
  const shipmentId = await bench.get(ShippingService).ship(from, input);
  await bench.get(ReceivingService).receive(to, { idempotencyKey: randomUUID(), shipmentId });
  const [row] = await bench.sql<{ number: string }>('SELECT number FROM shipment WHERE id = $1', [
    shipmentId,
  ]);
  return row!.number;
}

async function seen(actor: Actor, code: string): Promise<GoodsView> {
  const view = await reader().trace(actor, code);
  if (!view) throw new Error(`${code} is not there`);
  return view;
}

/** Two cartons of three on a pallet to the distributor, one of them on to the pharmacy, where a pack is handed out. */
beforeAll(async () => {
  bench = await openCareBench({ imports: [TraceModule, DispensingModule] });
  run = await aRun(bench, bench.maker, { units: 8 });
  await bench.settleAll();
  cartons = [await pack([], 0, 3), await pack([], 3, 6)];
  pallet = await pack(cartons);
  sent.push(await handOn(bench.maker, bench.distributor, { sscc: pallet }));
  await bench.settleAll();
  sent.push(await handOn(bench.distributor, bench.pharmacy, { sscc: cartons[0] }));
  await bench.settleAll();
  await bench.get(DispenseService).dispense(bench.pharmacy, {
    idempotencyKey: randomUUID(),
    basis: 'PAPER',
    paperReference: 'Rx 18',
    lines: [{ scan: run.code(1) }],
    fills: [],
    owe: [],
  });
  await bench.settleAll();
});
afterAll(() => bench.close());

describe('a container that is not there', () => {
  it('is unknown, or was never with the asker', async () => {
    expect(await reader().trace(bench.regulator, '003600000000099998')).toBeNull();
    expect(await reader().trace(bench.regulator, 'S260101-CCCCCC')).toBeNull();
    expect(await reader().trace(bench.otherPharmacy, cartons[0])).toBeNull();
    expect(await reader().trace(bench.otherPharmacy, sent[0]!)).toBeNull();
    expect(await reader().trace(bench.maker, sent[1]!)).toBeNull();
  });
});

describe('from a pack up', () => {
  const ways = async (actor: Actor, index: number) => {
    const asked = { gtin: run.gtin, serial: run.serial(index), lot: run.lotNumber };
    const trace = await bench.get(TraceReader).trace(actor, asked);
    return {
      now: trace?.containers.map(({ sscc }) => sscc),
      then: trace?.hops.filter(({ kind }) => kind === 'SHIPPED').map(({ containers }) => containers),
    };
  };
  it('are the containers of each leg, also when it lies in none of them any more', async () => {
    const legs = [[cartons[0], pallet], [cartons[0]]];
    expect(await ways(bench.regulator, 0)).toEqual({ now: [cartons[0]], then: legs });
    expect(await ways(bench.regulator, 1)).toEqual({ now: [], then: legs });
    expect(await ways(bench.regulator, 4)).toEqual({
      now: [cartons[1], pallet],
      then: legs.slice(0, 1).map(() => [cartons[1], pallet]),
    });
    expect(await ways(bench.maker, 0)).toEqual({ now: [cartons[0]], then: legs.slice(0, 1) });
  });

  it('is its carton in EPCIS, which is its parent', async () => {
    const asked = { gtin: run.gtin, serial: run.serial(0), lot: run.lotNumber };
    const told = JSON.parse(await bench.get(TracePapers).epcis(bench.regulator, asked)) as {
      epcisBody: { eventList: { parentID?: string }[] };
    };
    const parents = told.epcisBody.eventList.flatMap(({ parentID }) => parentID ?? []);
    expect(new Set(parents)).toEqual(new Set([`https://id.gs1.org/00/${cartons[0]}`]));
  });
});

describe('from a container or a shipment down', () => {
  it('are its own way and what is in it', async () => {
    const [whole, carton] = [await seen(bench.regulator, pallet), await seen(bench.regulator, cartons[0])];
    const numbers = async (actor: Actor, view: GoodsView) =>
      (await reader().shipmentsOf(actor, view)).map(({ number }) => number);
    expect(await numbers(bench.regulator, whole)).toEqual(sent.slice(0, 1));
    expect(await numbers(bench.regulator, carton)).toEqual(sent);
    expect(await numbers(bench.maker, await seen(bench.maker, cartons[0]))).toEqual(sent.slice(0, 1));
    const inside = async (view: GoodsView) => (await reader().containersIn(view)).map(({ sscc }) => sscc);
    expect(await inside(whole)).toEqual([cartons[1]]);
    expect(await inside(await seen(bench.regulator, sent[0]!))).toEqual([pallet]);
  });

  it('are its packs with their holders, page by page', async () => {
    const view = await seen(bench.regulator, sent[0]!.toLowerCase());
    const first = await reader().unitsOf(bench.regulator, view, { first: 4 });
    expect(first.totalCount).toBe(6);
    expect(first.pageInfo.hasNextPage).toBe(true);
    const rest = await reader().unitsOf(bench.regulator, view, { ...PAGE, after: first.pageInfo.endCursor });
    const units = [...first.nodes, ...rest.nodes];
    expect(units.map(({ serial }) => serial)).toEqual([0, 1, 2, 3, 4, 5].map((index) => run.serial(index)));
    expect(units.map(({ status }) => status)).toEqual([
      'IN_STOCK',
      'SUPPLIED',
      ...Array<string>(4).fill('IN_STOCK'),
    ]);
    expect(units.map(({ holder }) => holder)).toEqual([
      ...Array<number>(3).fill(bench.pharmacy.partyId),
      ...Array<number>(3).fill(bench.distributor.partyId),
    ]);
    expect(units[4]?.containers).toEqual([cartons[1], pallet]);
  });

  it('are of others their own, and the rest in one number', async () => {
    const holders = async (actor: Actor) => reader().holders(actor, await seen(actor, sent[0]!));
    const [here, there] = [bench.distributor.partyId, bench.pharmacy.partyId];
    expect(await holders(bench.regulator)).toEqual(
      expect.arrayContaining([
        { holder: here, receiver: null, units: 3 },
        { holder: there, receiver: null, units: 3 },
      ]),
    );
    expect(await holders(bench.distributor)).toEqual([
      { holder: here, receiver: null, units: 3 },
      { holder: null, receiver: null, units: 3 },
    ]);
    const units = async (actor: Actor) =>
      (await reader().unitsOf(actor, await seen(actor, sent[0]!), PAGE)).nodes;
    const hidden = { status: null, holder: null, receiver: null };
    expect((await units(bench.distributor))[1]).toMatchObject({ ...hidden, serial: null });
    expect((await units(bench.distributor))[4]).toMatchObject({ holder: here, serial: run.serial(4) });
    expect((await units(bench.maker))[1]).toMatchObject({ ...hidden, serial: run.serial(1) });
  });
});
