import { beforeAll, describe, expect, it } from 'vitest';
import { deliverLot, dispense, type RegisteredLot } from './acts.js';
import { agreedRun } from './agreement.js';
import { cast } from './cast.js';
import { refusalOf } from './client.js';
import { recallLot } from './goods-acts.js';
import { report, reportOnPaper, supplyOnPaper, undo, untilAlerted, verify, visitOf } from './counter-acts.js';

const { maker, secondOfMaker, distributor, pharmacy, otherPharmacy, regulator } = await cast(
  'maker',
  'secondOfMaker',
  'distributor',
  'pharmacy',
  'otherPharmacy',
  'regulator',
);
const HARBOR = { distributor: 'Atlantic', pharmacy: 'Harbor' };
const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();

describe('a supply written down four hours late', () => {
  let lot: RegisteredLot;
  beforeAll(async () => {
    lot = await deliverLot(maker, distributor, pharmacy, HARBOR, 6);
  });

  it('is an ordinary one, with its own time beside the time of writing', async () => {
    const eventTime = hoursAgo(4);
    const { id } = await supplyOnPaper(pharmacy, [lot.codes[0]!], { eventTime });
    const visit = await visitOf(pharmacy, id);
    expect(visit).toMatchObject({ status: 'CONFIRMED', eventTime, irregular: false });
    expect(Date.parse(visit.recordedAt) - Date.parse(eventTime)).toBeGreaterThan(3.9 * 3_600_000);
  });

  it('cannot have happened in the future, nor be dispensed after a week', async () => {
    const codes = [lot.codes[1]!];
    expect(await refusalOf(supplyOnPaper(pharmacy, codes, { eventTime: hoursAgo(-1) }))).toBe('EVENT_TIME');
    expect(await refusalOf(supplyOnPaper(pharmacy, codes, { eventTime: hoursAgo(8 * 24) }))).toBe(
      'EVENT_TIME',
    );
    expect(await refusalOf(reportOnPaper(pharmacy, codes, { hoursAgo: -1 }))).toBe('EVENT_TIME');
  });

  it('of a lot recalled since is not dispensed but reported; it stands, and is not undone', async () => {
    const before = await supplyOnPaper(pharmacy, [lot.codes[2]!]);
    await visitOf(pharmacy, before.id);
    await recallLot(maker, secondOfMaker, lot);
    const codes = [lot.codes[3]!];
    expect(await refusalOf(supplyOnPaper(pharmacy, codes))).toBe('LOT_RECALLED');
    expect(await refusalOf(supplyOnPaper(pharmacy, codes, { eventTime: hoursAgo(4) }))).toBe('LOT_RECALLED');

    const { id } = await reportOnPaper(pharmacy, codes, { hoursAgo: 4, note: 'Line down' });
    const visit = await visitOf(pharmacy, id);
    expect(visit).toMatchObject({ irregular: true, note: 'Line down' });
    expect(visit.lines).toMatchObject([{ status: 'IRREGULAR', irregularReason: 'LATE_ENTRY' }]);
    await untilAlerted(regulator, codes[0]!, 'RECALLED_SUPPLIED');
    expect(await verify(pharmacy, codes[0]!)).toMatchObject({ type: 'Recalled', light: 'RED' });
    expect((await agreedRun(lot.runId)).statuses).toEqual([1, 0, 1, 5, 0, 0]);

    const undoing = (lineId: string) =>
      undo(pharmacy, { lineIds: [lineId], packLeftPharmacy: false, reason: 'x' });
    expect(await refusalOf(undoing(visit.lines[0]!.id))).toBe('LOT_RECALLED');
    expect(await refusalOf(undoing(before.lines[0]!.id))).toBe('LOT_RECALLED');
    expect((await agreedRun(lot.runId)).statuses).toEqual([1, 0, 1, 5, 0, 0]);
  });
});

describe('a report of a supply', () => {
  it('says why, when, on what ground and of which pack', async () => {
    const lot = await deliverLot(maker, distributor, pharmacy, HARBOR, 2);
    const codes = [lot.codes[0]!];
    expect(await refusalOf(report(pharmacy, { lines: [{ scan: codes[0] }] }))).toBe('BAD_INPUT');
    expect(await refusalOf(reportOnPaper(pharmacy, [], { hoursAgo: 1 }))).toBe('BAD_INPUT');
    const forged = codes[0]!.slice(0, -3) + 'ZZZ';
    expect(await refusalOf(reportOnPaper(pharmacy, [forged], { hoursAgo: 1 }))).toBe('SERIAL_UNKNOWN');
    expect((await agreedRun(lot.runId)).statuses).toEqual([0, 0]);
  });

  it('of a pack that another pharmacy holds or has dispensed is a fact, and an alarm', async () => {
    const lot = await deliverLot(maker, distributor, pharmacy, HARBOR, 2);
    const { id } = await supplyOnPaper(pharmacy, [lot.codes[0]!]);
    await visitOf(pharmacy, id);
    const reported = await reportOnPaper(otherPharmacy, [lot.codes[0]!], { hoursAgo: 2 });
    expect((await visitOf(otherPharmacy, reported.id)).lines).toMatchObject([{ status: 'IRREGULAR' }]);
    await untilAlerted(regulator, lot.codes[0]!, 'IRREGULAR_SUPPLY');
    await agreedRun(lot.runId);
  });
});

describe('a basket', () => {
  it('needs a paper’s number where paper is the ground', async () => {
    const lot = await deliverLot(maker, distributor, pharmacy, HARBOR, 1);
    const lines = [{ scan: lot.codes[0] }];
    expect(await refusalOf(dispense(pharmacy, { basis: 'PAPER', lines }))).toBe('BAD_INPUT');
  });
});
