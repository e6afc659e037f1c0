import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import type { DomainError } from '../../platform/errors/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { anActor } from '../../testing/builders.js';
import { flagScan } from '../../testing/flagged-scan.js';
import { aRun, type BuiltRun } from '../../testing/goods.js';
import type { VerdictType } from '../verification/index.js';
import { AlertsModule } from './alerts.module.js';
import { AlertsReader } from './alerts.reader.js';
import { TriageService } from './triage.service.js';

let bench: Bench;
let triage: TriageService;
let reader: AlertsReader;
let pharmacy: Actor;
let nora: Actor;
let david: Actor;
let run: BuiltRun;
let next = 0;

beforeAll(async () => {
  bench = await openBench({ imports: [AlertsModule] });
  triage = bench.get(TriageService);
  reader = bench.get(AlertsReader);
  const maker = await anActor(bench, { roles: ['MANUFACTURER'] });
  pharmacy = await anActor(bench, { roles: ['PHARMACY'] });
  nora = await anActor(bench, { roles: ['REGULATOR'] });
  david = await anActor(bench, { roles: ['REGULATOR'] });
  run = await aRun(bench, maker, { units: 50 });
});
afterAll(() => bench.close());

/** @returns its id; the verdict decides the rule. */
async function anIncident(verdict?: VerdictType, serial = `T${next++}`): Promise<string> {
  await flagScan(bench, pharmacy, run, serial, verdict);
  const { nodes } = await reader.alerts(nora, {}, { first: 100 });
  return nodes.find((alert) => alert.serial === serial && alert.status === 'NEW')!.incidentId;
}

const key = () => randomUUID();
const close = (incidentIds: readonly string[], by = nora) =>
  triage.close(by, { idempotencyKey: key(), incidentIds, code: 'TEST', note: 'A drill of ours.' });
const reopen = (incidentIds: readonly string[], by = nora) =>
  triage.reopen(by, { idempotencyKey: key(), incidentIds });
const states = async (ids: readonly string[]) => (await reader.incidentsOf(ids)).map(({ status }) => status);
const refusalOf = async (asked: Promise<unknown>) => {
  const { code, details } = await asked.then(
    () => ({ code: 'NONE', details: undefined }),
    (error: DomainError) => error,
  );
  return { code, rows: (details as { incidents?: unknown } | undefined)?.incidents };
};

describe('several incidents', () => {
  it('are taken by one decision, with all of their alerts', async () => {
    const ids = [await anIncident(), await anIncident('Decommissioned')];
    expect(await triage.take(nora, { idempotencyKey: key(), incidentIds: ids })).toEqual(ids);
    expect(await states(ids)).toEqual(['INVESTIGATING', 'INVESTIGATING']);
    for (const id of ids)
      expect(await reader.alertsOf(nora, id)).toMatchObject([
        { status: 'INVESTIGATING', assigneeId: nora.userId },
      ]);
  });

  it('are closed with one code, and opened again by who pressed the wrong key', async () => {
    const ids = [await anIncident(), await anIncident()];
    await triage.take(nora, { idempotencyKey: key(), incidentIds: ids.slice(1) });
    await close(ids);
    expect(await states(ids)).toEqual(['CLOSED', 'CLOSED']);
    expect(await reader.incidentsOf(ids)).toMatchObject([{ closingCode: 'TEST' }, { closingCode: 'TEST' }]);
    expect((await refusalOf(reopen(ids, david))).code).toBe('INCIDENTS_UNCHANGED');
    await reopen(ids);
    // As they were before: one of them was somebody's.
    expect(await states(ids)).toEqual(['OPEN', 'INVESTIGATING']);
    expect(await reader.incidentsOf(ids)).toMatchObject([{ closingCode: null }, { closingNote: null }]);
    expect(await reader.alertsOf(nora, ids[0]!)).toMatchObject([{ status: 'SEEN' }]);
  });

  it('stay all as they are when one stands in the way, and each that does is named', async () => {
    const [sound, over, other] = [await anIncident(), await anIncident(), await anIncident('Decommissioned')];
    await close([over]);
    const nobody = randomUUID();
    expect(await refusalOf(close([sound, over, other, nobody, 'no id']))).toEqual({
      code: 'INCIDENTS_UNCHANGED',
      rows: [
        { id: over, code: 'INCIDENT_CLOSED' },
        { id: other, code: 'INCIDENT_OF_ANOTHER_RULE' },
        { id: nobody, code: 'NOT_FOUND' },
        { id: 'no id', code: 'NOT_FOUND' },
      ],
    });
    expect(await states([sound, other])).toEqual(['OPEN', 'OPEN']);
  });

  it('are between one and a hundred', async () => {
    for (const ids of [[], Array.from({ length: 101 }, () => randomUUID())])
      expect((await refusalOf(close(ids))).code).toBe('BAD_INPUT');
  });
});

describe('a closing that was a slip', () => {
  it('stays when the same has happened again since', async () => {
    const id = await anIncident('DispensedElsewhere', 'AGAIN');
    await close([id]);
    // Of one pack, place and day there is one alert: the next is of another place.
    const { siteId } = pharmacy;
    pharmacy = await anActor(bench, { roles: ['PHARMACY'] });
    expect(pharmacy.siteId).not.toBe(siteId);
    expect(await anIncident('DispensedElsewhere', 'AGAIN')).not.toBe(id);
    expect(await refusalOf(reopen([id]))).toEqual({
      code: 'INCIDENTS_UNCHANGED',
      rows: [{ id, code: 'INCIDENT_NOT_REOPENED' }],
    });
  });
});
