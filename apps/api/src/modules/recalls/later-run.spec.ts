import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Duty } from '@custodia/access';
import type { Gtin } from '@custodia/gs1';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { openCareBench, type CareBench } from '../../testing/care-bench.js';
import type { BuiltRun } from '../../testing/goods.js';
import { RegistrationService } from '../lots/index.js';
import { LotOrdersService, RecallsModule, RecallsService } from './index.js';

let bench: CareBench;
let ana: Actor;
let ben: Actor;

beforeAll(async () => {
  bench = await openCareBench({ imports: [RecallsModule] });
  const duties: Duty[] = ['recall.propose', 'recall.approve'];
  ana = await bench.colleague(bench.maker, duties);
  ben = await bench.colleague(bench.maker, duties);
});
afterAll(() => bench.close());

const key = () => ({ idempotencyKey: randomUUID() });
const lotOf = ({ gtin, lotNumber, expiry }: BuiltRun) => ({
  gtin: gtin as Gtin,
  lotNumber,
  expiry,
  expiryDayGiven: true,
});
const registerMore = (run: BuiltRun) =>
  bench
    .get(RegistrationService)
    .generate(bench.maker, randomUUID(), { ...lotOf(run), units: 3 })
    .then(
      ({ status, failure }) => failure?.code ?? status,
      (error: { code: string }) => error.code,
    );
const propose = (run: BuiltRun, range?: { from: number; to: number }) =>
  bench.get(RecallsService).propose(ana, {
    ...key(),
    lotId: run.lotId,
    kind: 'RECALL',
    class: 'I',
    text: 'Keep the packs apart.',
    lotNumber: run.lotNumber,
    ranges: range && [{ runId: run.id, ...range }],
  });
const approve = (recallId: string) => bench.get(RecallsService).approve(ben, { ...key(), recallId });

/** A list that is still on its way: the run stays open until the rest is sent. */
function openUpload(run: BuiltRun) {
  let finish!: () => void;
  const rest = new Promise<void>((resolve) => (finish = resolve));
  async function* lines() {
    yield Buffer.from('serial\nLATE1\n');
    await rest;
    yield Buffer.from('LATE2\n');
  }
  const done = bench
    .get(RegistrationService)
    .upload(bench.maker, randomUUID(), lotOf(run), Readable.from(lines()));
  return { finish, done };
}

describe('no run slips past a recall of its lot', () => {
  it('once the recall is proposed, approved or on the ledger', async () => {
    const run = await bench.stock(4);
    expect(await registerMore(run)).toBe('READY');
    const recallId = await propose(run);
    expect(await registerMore(run)).toBe('LOT_CLOSED');
    await approve(recallId);
    expect(await registerMore(run)).toBe('LOT_CLOSED');
    await bench.settleAll();
    expect(await registerMore(run)).toBe('LOT_CLOSED');
    const uncovered = await bench.sql(
      `SELECT r.id FROM run r LEFT JOIN ledger.lot l ON l.lot_key = r.lot_key
       WHERE r.lot_id = $1 AND r.status = 'READY' AND NOT coalesce(l.recalled, false)`,
      [run.lotId],
    );
    expect(uncovered).toEqual([]);
  });

  it('when it was opened before and its list was still on its way', async () => {
    const run = await bench.stock(4);
    const upload = openUpload(run);
    await approve(await propose(run));
    upload.finish();
    await expect(upload.done).rejects.toMatchObject({ code: 'LOT_CLOSED' });
  });

  it('when its serials were being taken in', async () => {
    const run = await bench.stock(4);
    const lots = bench.get(RegistrationService);
    const units = 60_000;
    const opened = lots.generate(bench.maker, randomUUID(), { ...lotOf(run), units });
    for (let seen: unknown[] = []; seen.length === 0;)
      seen = await bench.sql(`SELECT 1 FROM run WHERE lot_id = $1 AND status = 'IMPORTING'`, [run.lotId]);
    await propose(run);
    const ended = await lots.finished((await opened).id);
    expect(ended).toMatchObject({ status: 'FAILED', failure: { code: 'LOT_CLOSED' } });
    const serials = await bench.sql('SELECT 1 FROM serial_page WHERE run_id = $1', [ended.id]);
    expect(serials).toEqual([]);
  });
});

describe('a run may still be added', () => {
  it('to a lot whose recall was proposed and taken back', async () => {
    const run = await bench.stock(4);
    const recallId = await propose(run);
    await bench.get(RecallsService).retract(ana, { ...key(), recallId, reason: 'wrong lot' });
    expect(await registerMore(run)).toBe('READY');
  });

  it('to a lot of which a part is recalled', async () => {
    const run = await bench.stock(6);
    await approve(await propose(run, { from: 0, to: 2 }));
    await bench.settleAll();
    expect(await registerMore(run)).toBe('READY');
  });

  it('to a lot of which one run, but not the other, is recalled', async () => {
    const run = await bench.stock(4);
    expect(await registerMore(run)).toBe('READY');
    await approve(await propose(run, { from: 0, to: 4 }));
    await bench.settleAll();
    expect(await registerMore(run)).toBe('READY');
  });

  it('to a lot that was on hold, once it is released', async () => {
    const run = await bench.stock(4);
    const order = { lotId: run.lotId, reason: 'seal in question' };
    await bench.get(LotOrdersService).hold(bench.maker, { ...key(), ...order });
    expect(await registerMore(run)).toBe('LOT_HELD');
    await bench.settleAll();
    expect(await registerMore(run)).toBe('LOT_HELD');
    await bench.get(LotOrdersService).release(bench.maker, { ...key(), ...order });
    await bench.settleAll();
    expect(await registerMore(run)).toBe('READY');
  });
});
