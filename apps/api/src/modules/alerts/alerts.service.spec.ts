import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import type { EventPayload } from '../../platform/events/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { anActor } from '../../testing/builders.js';
import { aRun, type BuiltRun } from '../../testing/goods.js';
import { systemActor } from '../../platform/access/index.js';
import { AlertsReader, type AlertView } from './alerts.reader.js';
import { AlertsModule } from './alerts.module.js';
import { AlertsService } from './alerts.service.js';
import { UncorrectedScansJob } from './uncorrected-scans.job.js';

type Flag = EventPayload<'scan.flagged'>;

let bench: Bench;
let reader: AlertsReader;
let maker: Actor;
let otherMaker: Actor;
let pharmacy: Actor;
let stranger: Actor;
let regulator: Actor;
let run: BuiltRun;
let next = 0;

beforeAll(async () => {
  bench = await openBench({ imports: [AlertsModule] });
  reader = bench.get(AlertsReader);
  maker = await anActor(bench, { roles: ['MANUFACTURER'] });
  otherMaker = await anActor(bench, { roles: ['MANUFACTURER'] });
  pharmacy = await anActor(bench, { roles: ['PHARMACY'] });
  stranger = await anActor(bench, { roles: ['PHARMACY'] });
  regulator = await anActor(bench, { roles: ['REGULATOR'] });
  run = await aRun(bench, maker, { units: 50 });
});
afterAll(() => bench.close());

async function scanned(change: Partial<Flag>, at = new Date()): Promise<void> {
  await bench.get(UnitOfWork).run(systemActor('scans'), 'scan.flag', async (tx) => {
    await tx.publish('scan.flagged', {
      at: at.toISOString(),
      siteId: pharmacy.siteId,
      userId: pharmacy.userId,
      verdict: 'DispensedElsewhere',
      code: 'DISPENSED_ELSEWHERE',
      channel: 'WEDGE',
      mode: 'DISPENSE',
      raisesAlert: true,
      nearMiss: false,
      gtin: run.gtin,
      serial: `S${next++}`,
      lot: run.lotNumber,
      ...change,
    });
  });
  await bench.dispatchEvents();
}
const all = async (actor = regulator): Promise<readonly AlertView[]> =>
  (await reader.alerts(actor, {}, { first: 100 })).nodes;
const about = async (serial: string, actor = regulator) =>
  (await all(actor)).filter((alert) => alert.serial === serial);

describe('scans that raise no alert', () => {
  it('are near misses, tolerated repeats, and codes that are no pack', async () => {
    await scanned({ serial: 'NEAR', verdict: 'UnknownSerial', nearMiss: true });
    await scanned({ serial: 'NEAR', verdict: 'UnknownSerial', nearMiss: true, channel: 'TYPED' });
    await scanned({ serial: 'SLIP', verdict: 'DispensedHere', raisesAlert: false });
    expect([...(await about('NEAR')), ...(await about('SLIP'))]).toEqual([]);
  });
  it('are first reads of an unknown serial', async () => {
    await scanned({ serial: 'FIRST', verdict: 'UnknownSerial' });
    expect(await about('FIRST')).toEqual([]);
  });
});

describe('an alert', () => {
  it('is raised once, however often the event is delivered or the scan repeated that day', async () => {
    const at = new Date();
    await scanned({ serial: 'TWICE' }, at);
    await scanned({ serial: 'TWICE' }, at);
    await bench.sql(`UPDATE domain_event SET dispatched_at = NULL WHERE payload->>'serial' = 'TWICE'`);
    await bench.dispatchEvents();
    const [alert, ...more] = await about('TWICE');
    expect(more).toEqual([]);
    expect(alert).toMatchObject({ rule: 'DUPLICATE_DISPENSE', severity: 'HIGH', status: 'NEW' });
    expect(alert?.siteIds).toEqual([pharmacy.siteId]);
  });
  it('of an unknown serial comes with the second read by another route', async () => {
    await scanned({ serial: 'TYPED', verdict: 'UnknownSerial' });
    await scanned({ serial: 'TYPED', verdict: 'UnknownSerial', channel: 'TYPED' });
    expect((await about('TYPED')).map(({ rule }) => rule)).toEqual(['UNKNOWN_SERIAL']);
  });
  it('of an unknown serial comes after ten minutes, unless a typing slip was corrected', async () => {
    const at = new Date(Date.now() - 9 * 60_000);
    await scanned({ serial: 'WAITS', verdict: 'UnknownSerial' }, at);
    await scanned({ serial: 'SLIPPED', verdict: 'UnknownSerial', channel: 'TYPED' }, at);
    await bench.sql(
      `INSERT INTO scan_record (at, event_time, site_id, verdict, light, mode, channel, repaired, near_miss, flagged,
                                gtin, serial, lot, run_id, idx)
       VALUES (now(), $1, $2, 'PackOk', 'GREEN', 'DISPENSE', 'TYPED', false, false, false, $3, 'REAL', $4, $5, 0)`,
      [new Date(at.getTime() + 60_000), pharmacy.siteId, run.gtin, run.lotNumber, run.id],
    );
    const job = bench.get(UncorrectedScansJob);
    await job.settle(new Date());
    expect(await about('WAITS')).toEqual([]);
    await job.settle(new Date(Date.now() + 2 * 60_000));
    await job.settle(new Date(Date.now() + 3 * 60_000));
    expect((await about('WAITS')).map(({ rule }) => rule)).toEqual(['UNKNOWN_SERIAL']);
    expect(await about('SLIPPED')).toEqual([]);
  });
  it('of guessing comes with many unknown serials at one place, and once', async () => {
    for (let n = 0; n < 25; n++) {
      await scanned({ serial: `GUESS${n}`, verdict: 'UnknownSerial', siteId: stranger.siteId });
    }
    const guessing = (await all()).filter(({ rule }) => rule === 'SERIAL_GUESSING');
    expect(guessing).toHaveLength(1);
    expect(guessing[0]?.siteIds).toEqual([stranger.siteId]);
  });
  it('is raised for a registration that collides', async () => {
    await bench.get(UnitOfWork).run(systemActor('lots'), 'lot.register', async (tx) => {
      await tx.publish('lots.refused', {
        siteId: otherMaker.siteId,
        gtin: run.gtin,
        lotNumber: run.lotNumber,
        repeatedSerials: [run.serial(0)],
        otherMakerSiteId: maker.siteId,
      });
    });
    await bench.dispatchEvents();
    const rules = (await all()).map(({ rule }) => rule);
    expect(rules).toContain('SERIAL_REPEATED');
    expect(rules).toContain('LOT_OF_TWO_MAKERS');
  });
});

describe('who sees an alert', () => {
  it('is the regulator with every place; the place itself; the maker without the pharmacy; nobody else', async () => {
    await scanned({ serial: 'SEEN' });
    expect((await about('SEEN', regulator))[0]?.siteIds).toEqual([pharmacy.siteId]);
    expect((await about('SEEN', pharmacy))[0]?.siteIds).toEqual([pharmacy.siteId]);
    const [seen] = await about('SEEN', maker);
    expect(seen?.siteIds).toEqual([]);
    expect(JSON.stringify([seen?.sentence, seen?.evidence])).not.toContain(pharmacy.siteId);
    for (const nobody of [stranger, otherMaker]) {
      expect(await about('SEEN', nobody)).toEqual([]);
      expect(await reader.alert(nobody, seen!.id)).toBeNull();
      expect(await reader.incident(nobody, seen!.incidentId)).toBeNull();
    }
  });
});

describe('an incident', () => {
  it('gathers the alerts of one cause, and its score says why', async () => {
    await scanned({ serial: 'CAUSE' });
    await scanned({ serial: 'CAUSE', verdict: 'Decommissioned', siteId: stranger.siteId });
    const [first, second] = await about('CAUSE');
    expect(first?.incidentId).toBe(second?.incidentId);
    const incident = await reader.incident(regulator, first!.incidentId);
    expect(incident).toMatchObject({
      status: 'OPEN',
      score: 69,
      scoreReason: '60 for its gravest alert (high), 3 for 1 more, 6 for 2 places.',
      gravest: 'HIGH',
      alertCount: 2,
      siteCount: 2,
    });
    // Each place sees its own part of it.
    expect(await reader.alertsOf(stranger, incident!.id)).toHaveLength(1);
  });
  it('is taken, closed with a code, and followed by another when it happens again', async () => {
    const service = bench.get(AlertsService);
    const yesterday = new Date(Date.now() - 86_400_000);
    await scanned({ serial: 'CLOSED' }, yesterday);
    const [alert] = await about('CLOSED');
    await service.take(regulator, alert!.id);
    expect(await about('CLOSED')).toMatchObject([{ status: 'INVESTIGATING', assigneeId: regulator.userId }]);
    const close = (note: string) =>
      service.close(regulator, {
        idempotencyKey: randomUUID(),
        incidentId: alert!.incidentId,
        code: 'CONFIRMED_FALSIFIED',
        note,
      });
    await expect(close(' ')).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await close('The pharmacy kept the pack; the laboratory confirmed it.');
    await expect(close('Again.')).rejects.toMatchObject({ code: 'INCIDENT_CLOSED' });
    await expect(service.take(regulator, alert!.id)).rejects.toMatchObject({ code: 'INCIDENT_CLOSED' });
    await scanned({ serial: 'CLOSED' });
    const again = (await about('CLOSED')).filter(({ status }) => status === 'NEW');
    expect(again).toHaveLength(1);
    expect(again[0]?.incidentId).not.toBe(alert!.incidentId);
  });
  it('lists the gravest first', async () => {
    const { nodes } = await reader.incidents(regulator, { status: 'OPEN' }, { first: 100 });
    const scores = nodes.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    const firstPage = await reader.incidents(regulator, { status: 'OPEN' }, { first: 2 });
    const rest = await reader.incidents(
      regulator,
      { status: 'OPEN' },
      { first: 100, after: firstPage.pageInfo.endCursor },
    );
    expect([...firstPage.nodes, ...rest.nodes].map(({ id }) => id)).toEqual(nodes.map(({ id }) => id));
  });
});
