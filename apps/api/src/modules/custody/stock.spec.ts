import { parseSscc } from '@custodia/gs1';
import { UnitStatus } from '@custodia/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { anActor } from '../../testing/builders.js';
import { openCustodyBench, units, type CustodyBench } from '../../testing/custody-bench.js';
import { aRun, confirmRun, setUnitStatus, type BuiltRun } from '../../testing/goods.js';
import { HeldPacks } from './held-packs.js';
import { HoldingsQueries, type HoldingFilter } from './holdings.queries.js';
import { PackingService } from './packing.service.js';

let bench: CustodyBench;
let keeper: Actor;

beforeAll(async () => {
  bench = await openCustodyBench();
  keeper = await anActor(bench, { roles: ['DISTRIBUTOR'] });
});
afterAll(() => bench.close());

const kept = async (want: { expiry?: string; units?: number } = {}): Promise<BuiltRun> => {
  const run = await aRun(bench, bench.maker, { units: 20, ...want });
  await confirmRun(bench, run, [
    { start: 0, end: 15, holder: keeper.partyId },
    { start: 15, end: run.units, holder: bench.maker.partyId },
  ]);
  return run;
};
const holding = (run: BuiltRun, actor = keeper) => bench.get(HoldingsQueries).holding(actor, run.id);

describe('the stock of one run', () => {
  it('is nobody’s who has none of it, and of no run that there is not', async () => {
    const run = await kept();
    expect(await holding(run, bench.pharmacy)).toBeNull();
    expect(await bench.get(HoldingsQueries).holding(keeper, 999_999_999)).toBeNull();
  });

  it('says of each pack how it stands', async () => {
    const run = await kept();
    await setUnitStatus(bench, run, 1, UnitStatus.Locked);
    await setUnitStatus(bench, run, 2, UnitStatus.Locked);
    await setUnitStatus(bench, run, 4, UnitStatus.Missing);
    await setUnitStatus(bench, run, 6, UnitStatus.Destroyed);
    await setUnitStatus(bench, run, 16, UnitStatus.Locked);
    await bench.sql('INSERT INTO unit_reservation VALUES ($1, 8, $2), ($1, 2, $2)', [run.id, newId()]);
    expect(await holding(run)).toMatchObject({
      units: 14,
      active: 10,
      recalled: 0,
      ranges: [
        { start: 0, end: 6 },
        { start: 7, end: 15 },
      ],
      free: [
        { start: 0, end: 1 },
        { start: 3, end: 4 },
        { start: 5, end: 6 },
        { start: 7, end: 8 },
        { start: 9, end: 15 },
      ],
    });
    const packs = await bench.get(HeldPacks).read((await holding(run))!, 1, 5);
    expect(packs).toEqual([
      { runId: run.id, index: 1, serial: run.serial(1), state: 'LOCKED' },
      { runId: run.id, index: 2, serial: run.serial(2), state: 'BUSY' },
      { runId: run.id, index: 3, serial: run.serial(3), state: 'ACTIVE' },
      { runId: run.id, index: 4, serial: run.serial(4), state: 'MISSING' },
      { runId: run.id, index: 5, serial: run.serial(5), state: 'ACTIVE' },
    ]);
  });

  it('names as free what lies in no carton, so that all of it can be packed', async () => {
    const run = await kept();
    await setUnitStatus(bench, run, 1, UnitStatus.Locked);
    const pack = (from: number, to: number) =>
      bench.get(PackingService).pack(keeper, {
        idempotencyKey: newId(),
        kind: 'CARTON',
        ranges: [{ runId: run.id, from, to }],
      });
    await pack(4, 6);
    const sscc = parseSscc(await pack(6, 9));
    expect(await holding(run)).toMatchObject({
      active: 14,
      free: [
        { start: 0, end: 1 },
        { start: 2, end: 4 },
        { start: 9, end: 15 },
      ],
    });
    for (const { start, end } of (await holding(run))!.free) await pack(start, end);
    expect((await holding(run))!.free).toEqual([]);
    await bench.get(PackingService).open(keeper, { idempotencyKey: newId(), sscc });
    expect(await holding(run)).toMatchObject({ active: 14, free: [{ start: 6, end: 9 }] });
  });

  it('is found by a pack’s code, by its keeper only', async () => {
    const run = await kept();
    await setUnitStatus(bench, run, 3, UnitStatus.Locked);
    await setUnitStatus(bench, run, 4, UnitStatus.Filled);
    const scanned = (code: string, actor = keeper) =>
      bench
        .get(HeldPacks)
        .scanned(actor, code)
        .catch((error: { code: string }) => error.code);
    expect(await scanned(run.code(3))).toEqual({
      ...{ runId: run.id, index: 3 },
      ...{ serial: run.serial(3), state: 'LOCKED' },
    });
    expect(await scanned(run.code(4))).toBe('NOT_HOLDER');
    expect(await scanned(run.code(16))).toBe('NOT_HOLDER');
    expect(await scanned(run.code(3), bench.pharmacy)).toBe('NOT_HOLDER');
    expect(await scanned(run.code(3).replace(run.serial(3), 'NOSUCHSERIAL'))).toBe('NOT_HOLDER');
    expect(await scanned('nonsense')).toBe('SCAN_UNREADABLE');
  });

  it('counts a pack that two recalls cover once', async () => {
    const run = await kept();
    const key = Buffer.from(run.lotKey.slice(2), 'hex');
    await bench.sql('INSERT INTO ledger.recall_range VALUES ($1, 2, 6), ($1, 4, 8), ($1, 14, 18)', [key]);
    expect(await holding(run)).toMatchObject({ recalled: 7 });
    await bench.sql('UPDATE ledger.lot SET recalled = true WHERE lot_key = $1', [key]);
    expect(await holding(run)).toMatchObject({ recalled: 15 });
  });
});

describe('the list of the stock', () => {
  const list = async (
    filter: HoldingFilter = {},
    args: { first: number; after?: string | null } = { first: 50 },
  ) => bench.get(HoldingsQueries).list(keeper, filter, args);

  it('begins with what expires first, page by page, and leaves out what is used up', async () => {
    const late = await kept({ expiry: '2033-01-31' });
    const soon = await kept({ expiry: '2031-01-31' });
    const also = await kept({ expiry: '2031-01-31' });
    const gone = await kept({ expiry: '2030-12-31' });
    for (let index = 0; index < 15; index++) await setUnitStatus(bench, gone, index, UnitStatus.Filled);
    const until = { expiresUntil: '2033-01-31' };
    const all = await list(until);
    const ours = all.nodes.filter(({ expiry }) => expiry > '2030-01-01').map(({ runId }) => runId);
    expect(ours).toEqual([soon.id, also.id, late.id]);
    const pages: number[] = [];
    for (let after: string | null = null; ;) {
      const page = await list(until, { first: 2, after });
      pages.push(...page.nodes.map(({ runId }) => runId));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(pages).toEqual(all.nodes.map(({ runId }) => runId));
    const { totalCount } = await list(until, { first: 1 });
    expect(typeof totalCount === 'function' ? await totalCount() : totalCount).toBe(pages.length);
  });

  it('is narrowed to a lot, and to what expires until a day', async () => {
    const run = await kept({ expiry: '2035-05-31' });
    expect((await list({ lotId: run.lotId })).nodes.map(({ runId }) => runId)).toEqual([run.id]);
    expect((await list({ lotId: run.lotId, expiresUntil: '2035-05-30' })).nodes).toEqual([]);
    expect((await list({ lotId: 'no lot' })).nodes).toEqual([]);
  });

  it('holds what comes in before the ledger has it', async () => {
    const run = await aRun(bench, bench.maker, { units: 10 });
    await bench.receive(keeper, await bench.ship(bench.maker, keeper, [units(run, 0, 4)]));
    expect((await list({ lotId: run.lotId })).nodes).toMatchObject([{ runId: run.id, units: 4, active: 4 }]);
  });
});
