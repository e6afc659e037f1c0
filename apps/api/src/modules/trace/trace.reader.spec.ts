import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCareBench, type CareBench } from '../../testing/care-bench.js';
import type { BuiltRun } from '../../testing/goods.js';
import { ExceptionsService } from '../custody/index.js';
import { DispenseService, DispensingModule } from '../dispensing/index.js';
import { DecommissionService, RecallsModule } from '../recalls/index.js';
import { ScanAnswersService, VerificationService } from '../verification/index.js';
import { textOfPdf } from '../../testing/pdf-text.js';
import { TraceModule, TraceReader } from './index.js';
import { TracePapers } from './trace-papers.js';

let bench: CareBench;
let run: BuiltRun;
const trace = (actor: CareBench['maker'], index: number, lot: string | undefined = run.lotNumber) =>
  bench.get(TraceReader).trace(actor, { gtin: run.gtin, serial: run.serial(index), lot });
const kinds = (view: Awaited<ReturnType<typeof trace>>) => view?.hops.map(({ kind }) => kind);

beforeAll(async () => {
  bench = await openCareBench({ imports: [TraceModule, DispensingModule, RecallsModule] });
  run = await bench.stock(6);
  await bench.get(DispenseService).dispense(bench.pharmacy, {
    idempotencyKey: randomUUID(),
    basis: 'PAPER',
    paperReference: 'Rx 17',
    lines: [{ scan: run.code(0) }],
    fills: [],
    owe: [],
  });
});
afterAll(() => bench.close());

describe('a pack that is not there', () => {
  it('is unknown, of another lot, or nothing that the asker had to do with', async () => {
    const reader = bench.get(TraceReader);
    expect(await reader.trace(bench.regulator, { gtin: run.gtin, serial: 'FORGED' })).toBeNull();
    expect(await trace(bench.regulator, 0, 'OTHER')).toBeNull();
    expect(await trace(bench.otherPharmacy, 0)).toBeNull();
  });
});

describe('the way of a pack', () => {
  it('shows what is not confirmed as such', async () => {
    const view = await trace(bench.pharmacy, 0);
    expect(view?.hops.at(-1)).toMatchObject({ kind: 'DISPENSED', confirmed: false, txHash: null });
    expect(view?.complete).toBe(false);
  });

  it('is whole for the regulator, each hop with its transaction', async () => {
    await bench.settleAll();
    const view = await trace(bench.regulator, 0, undefined);
    expect(kinds(view)).toEqual(['REGISTERED', 'SHIPPED', 'RECEIVED', 'DISPENSED']);
    expect(view).toMatchObject({ lotNumber: run.lotNumber, status: 'SUPPLIED', complete: true });
    expect(view?.hops.every(({ gap, confirmed }) => confirmed && !gap)).toBe(true);
    expect(view?.hops[1]).toMatchObject({ party: bench.maker.partyId, other: bench.pharmacy.partyId });
    expect(view?.hops[1]?.shipment).toMatch(/./);
    expect(view?.hops[3]?.txHash).toMatch(/^0x[0-9a-f]{64}$/);
  });

  it('says how a card that was not green was left', async () => {
    const scan = run.code(0);
    await bench.get(VerificationService).verify(bench.otherPharmacy, { data: scan, channel: 'WEDGE' });
    await bench.get(ScanAnswersService).answer(bench.otherPharmacy, {
      idempotencyKey: randomUUID(),
      scan,
      answer: 'QUARANTINED',
      note: 'Bought by a walk-in customer',
    });
    const view = await trace(bench.regulator, 0);
    // By the clock of this machine: a block of the chain may say a later second.
    expect(view?.hops.find(({ kind }) => kind === 'SCANNED')).toMatchObject({
      answer: 'QUARANTINED',
      note: 'Bought by a walk-in customer',
    });
    expect(view?.hops.find(({ kind }) => kind === 'DISPENSED')).toMatchObject({ answer: null });
  });

  it('is their own part for others', async () => {
    expect(kinds(await trace(bench.maker, 0))).toEqual(['REGISTERED', 'SHIPPED']);
    expect(kinds(await trace(bench.pharmacy, 0))).toEqual(['SHIPPED', 'RECEIVED', 'DISPENSED']);
    expect((await trace(bench.pharmacy, 0))?.complete).toBe(true);
  });

  it('is kept as EPCIS and on paper, of what the asker may see', async () => {
    const papers = bench.get(TracePapers);
    const asked = { gtin: run.gtin, serial: run.serial(0), lot: run.lotNumber };
    const stepsFor = async (actor: CareBench['maker']) => {
      const told = JSON.parse(await papers.epcis(actor, asked)) as {
        epcisBody: { eventList: { bizStep: string; readPoint?: { id: string }; sourceList?: unknown[] }[] };
      };
      return told.epcisBody.eventList;
    };
    const told = await stepsFor(bench.regulator);
    const steps = told.map(({ bizStep }) => bizStep);
    expect(steps.filter((step) => step !== 'inspecting')).toEqual([
      'commissioning',
      'shipping',
      'receiving',
      'dispensing',
    ]);
    expect(steps).toContain('inspecting');
    expect(told.every(({ readPoint }) => /\/414\/\d{13}$/.test(readPoint?.id ?? ''))).toBe(true);
    expect(told[steps.indexOf('receiving')]?.sourceList).toHaveLength(2);
    expect((await stepsFor(bench.maker)).map(({ bizStep }) => bizStep)).toEqual([
      'commissioning',
      'shipping',
    ]);
    const paper = textOfPdf(await papers.pdf(bench.regulator, asked, 'en')).replaceAll(/\s+/g, ' ');
    expect(paper).toMatch(/Received \([^)]+\)/);
    expect(paper).toMatch(/IMPOSSIBLE.*Bought by a walk-in customer/);
    await expect(papers.pdf(bench.otherPharmacy, asked, 'en')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(papers.epcis(bench.maker, { ...asked, serial: 'FORGED' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('has locks, a theft and a missing report while they are under way, and once when they are confirmed', async () => {
    const steps = [
      { index: 2, actor: bench.pharmacy, kind: 'LOCK', hop: 'LOCKED' },
      { index: 3, actor: bench.regulator, kind: 'LOCK', hop: 'SEIZED' },
      { index: 4, actor: bench.pharmacy, kind: 'STOLEN', hop: 'STOLEN' },
    ] as const;
    for (const { index, actor, kind } of steps)
      await bench.get(DecommissionService).decommission(actor, {
        idempotencyKey: randomUUID(),
        kind,
        scan: run.code(index),
        reason: 'The seal is broken',
      });
    await bench.get(ExceptionsService).reportMissing(bench.pharmacy, {
      idempotencyKey: randomUUID(),
      runId: run.id,
      from: 5,
      to: 6,
    });
    const last = async () =>
      Promise.all(
        [2, 3, 4, 5].map(async (index) => {
          const hops = (await trace(bench.regulator, index))?.hops ?? [];
          return [hops.length, hops.at(-1)?.kind, hops.at(-1)?.confirmed];
        }),
      );
    const all = (confirmed: boolean) =>
      ['LOCKED', 'SEIZED', 'STOLEN', 'MISSING'].map((kind) => [4, kind, confirmed]);
    expect(await last()).toEqual(all(false));
    await bench.settleAll();
    expect(await last()).toEqual(all(true));
  });

  it('of another unit of the run ends where that one is', async () => {
    const view = await trace(bench.regulator, 1);
    expect(view).toMatchObject({ status: 'IN_STOCK' });
    expect(kinds(view)).toEqual(['REGISTERED', 'SHIPPED', 'RECEIVED']);
  });
});
