import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { anActor } from '../../testing/builders.js';
import { aRun, confirmRun, type BuiltRun } from '../../testing/goods.js';
import { ALSO_READ_ELSEWHERE, ScanRecorder } from './scan-recorder.js';
import { VerificationModule } from './verification.module.js';
import { VerificationService, type Scan } from './verification.service.js';

let bench: Bench;
let maker: Actor;
let pharmacy: Actor;
let other: Actor;
let run: BuiltRun;

beforeAll(async () => {
  bench = await openBench({ imports: [VerificationModule] });
  maker = await anActor(bench, { roles: ['MANUFACTURER'], market: 'US' });
  pharmacy = await anActor(bench, { roles: ['PHARMACY'], market: 'US' });
  other = await anActor(bench, { roles: ['PHARMACY'], market: 'US' });
  run = await aRun(bench, maker);
  await confirmRun(bench, run, [{ start: 0, end: 100, holder: pharmacy.partyId }]);
});
afterAll(() => bench.close());

const verify = (actor: Actor, data: string, more: Partial<Scan> = {}) =>
  bench.get(VerificationService).verify(actor, { data, channel: 'WEDGE', ...more });
const flags = async () => {
  await bench.get(ScanRecorder).flush();
  return bench.sql<{ payload: Record<string, unknown> }>(
    `SELECT payload FROM domain_event WHERE type = 'scan.flagged' ORDER BY id`,
  );
};

describe('what is written down', () => {
  it('is every scan, and of what is not green an event with what was read', async () => {
    const before = (await flags()).length;
    await verify(pharmacy, run.code(0), { channel: 'CAMERA', layout: 'fr', repaired: true, rawHash: 'ab' });
    const unknown = run.code(0).replace(run.serial(0), 'NOTREGISTERED');
    await verify(pharmacy, unknown, {
      channel: 'TYPED',
      mode: 'DISPENSE',
      eventTime: new Date('2026-11-20T08:00:00Z'),
    });
    const [newest, previous] = await bench.get(VerificationService).recent(pharmacy, 2);
    expect(newest).toMatchObject({
      verdict: 'UnknownSerial',
      channel: 'TYPED',
      mode: 'DISPENSE',
      serial: 'NOTREGISTERED',
      runId: null,
      flagged: true,
    });
    expect(previous).toMatchObject({
      verdict: 'PackOk',
      channel: 'CAMERA',
      layout: 'fr',
      repaired: true,
      runId: run.id,
      idx: 0,
      flagged: false,
    });
    const events = (await flags()).slice(before);
    expect(events).toEqual([
      {
        payload: {
          at: '2026-11-20T08:00:00.000Z',
          siteId: pharmacy.siteId,
          userId: pharmacy.userId,
          verdict: 'UnknownSerial',
          code: 'SERIAL_UNKNOWN',
          channel: 'TYPED',
          mode: 'DISPENSE',
          raisesAlert: true,
          nearMiss: false,
          gtin: run.gtin,
          serial: 'NOTREGISTERED',
          lot: run.lotNumber,
          expiry: run.expiry,
        },
      },
    ]);
  });

  it('is seen by the site alone', async () => {
    const stranger = await anActor(bench, { roles: ['PHARMACY'], market: 'US' });
    expect(await bench.get(VerificationService).recent(stranger, 10)).toEqual([]);
  });

  it('keeps the maker’s value out of an alert that the reader may read', async () => {
    await verify(other, run.code(1).replace(`10${run.lotNumber}`, '10NOSUCH'));
    const last = (await flags()).at(-1)!;
    expect(last.payload['mismatch']).toEqual({ field: 'lot', read: 'NOSUCH', expected: 'not shown' });
    expect(JSON.stringify(last.payload)).not.toContain(run.lotNumber);
  });

  it('is not kept waiting by a scan that cannot be stored', async () => {
    await bench.get(ScanRecorder).flush();
    await verify(pharmacy, run.code(2));
    await verify(pharmacy, run.code(3), { layout: 'a\u0000b' });
    await verify(pharmacy, run.code(4));
    const last = await bench.get(VerificationService).recent(pharmacy, 2);
    expect(last.map(({ idx }) => idx)).toEqual([4, 2]);
  });

  it('waits for the database, and keeps its order', async () => {
    const recorder = bench.get(ScanRecorder);
    await recorder.flush();
    await bench.sql('ALTER TABLE scan_record RENAME TO scan_record_away');
    for (const index of [1, 2, 3]) await verify(pharmacy, run.code(index));
    await recorder.flush();
    await bench.sql('ALTER TABLE scan_record_away RENAME TO scan_record');
    const recent = await bench.get(VerificationService).recent(pharmacy, 3);
    expect(recent.map(({ idx }) => idx)).toEqual([3, 2, 1]);
  });
});

interface PlanNode {
  readonly 'Index Name'?: string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly Plans?: readonly PlanNode[];
}

describe('a green scan', () => {
  it('is told where another pharmacy has read the pack, and not where its own has, or goods-in', async () => {
    const before = (await flags()).length;
    const told = async () =>
      (await flags())
        .slice(before)
        .flatMap(({ payload }) => (payload['verdict'] === 'PackOk' ? [payload] : []));
    await verify(pharmacy, run.code(20));
    await verify(pharmacy, run.code(20));
    await verify(maker, run.code(21));
    await verify(pharmacy, run.code(21));
    await verify(other, run.code(22));
    await verify(pharmacy, run.code(22), { mode: 'RECEIVE' });
    expect(await told()).toEqual([]);
    await verify(pharmacy, run.code(22));
    expect(await told()).toMatchObject([{ runId: run.id, idx: 22, raisesAlert: false }]);
  });

  it('costs the same, however often the pack was read', async () => {
    await bench.sql(
      `INSERT INTO scan_record (at, event_time, site_id, verdict, light, mode, channel, repaired, near_miss, flagged, run_id, idx)
       SELECT now(), now() - n * interval '1 second', $1, 'PackOk', 'GREEN', 'VERIFY', 'WEDGE', false, false, false, $2, 30
       FROM generate_series(1, 5000) n`,
      [pharmacy.siteId, run.id],
    );
    await bench.sql('ANALYZE scan_record');
    const [explained] = await bench.sql<{ 'QUERY PLAN': readonly [{ Plan: PlanNode }] }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${ALSO_READ_ELSEWHERE}`,
      [[run.id], [30], [pharmacy.siteId], [new Date()]],
    );
    const reads = nodesOf(explained!['QUERY PLAN'][0].Plan).filter(
      (node) => node['Relation Name'] === 'scan_record',
    );
    expect(reads.map((node) => node['Index Name'])).toEqual(['scan_record_unit']);
    expect(reads[0]!['Actual Rows']).toBeLessThanOrEqual(20);
  });
});

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
