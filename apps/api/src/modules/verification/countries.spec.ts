import { UnitStatus } from '@custodia/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { anActor } from '../../testing/builders.js';
import { aRun, confirmRun, setUnitStatus, type BuiltRun } from '../../testing/goods.js';
import { ThresholdsService } from '../thresholds/index.js';
import { CounterRecordsRegistry } from './counter-records.js';
import { VerificationModule } from './verification.module.js';
import { VerificationService } from './verification.service.js';

const NUMBER = '+33 1 99 00 12 34';

let bench: Bench;
let maker: Actor;
let french: Actor;
let german: Actor;
let regulator: Actor;
/** The French pharmacy holds the first half, the German one the rest. */
let run: BuiltRun;

beforeAll(async () => {
  bench = await openBench({ imports: [VerificationModule] });
  maker = await anActor(bench, { roles: ['MANUFACTURER'] });
  french = await anActor(bench, { roles: ['PHARMACY'], country: 'FR' });
  german = await anActor(bench, { roles: ['PHARMACY'], country: 'DE' });
  regulator = await anActor(bench, { roles: ['REGULATOR'] });
  run = await aRun(bench, maker);
  await confirmRun(bench, run, [
    { start: 0, end: 50, holder: french.partyId },
    { start: 50, end: run.units, holder: german.partyId },
  ]);
});
afterAll(() => bench.close());

const verify = (actor: Actor, data: string) =>
  bench.get(VerificationService).verify(actor, { data, channel: 'WEDGE' });

describe('the same acts in two countries', () => {
  const set = (name: 'repeatTolerance' | 'repeatDays', value: number) =>
    bench.get(ThresholdsService).change(regulator, { name, scope: 'EU FR' }, value, 'Scans are few here.');
  /** Each pharmacy reads a pack that it dispensed. */
  const read = async () => [await verify(french, run.code(4)), await verify(german, run.code(54))];

  it('are a slip in one and an alert in the other, for as long as each has it', async () => {
    for (const index of [4, 54]) await setUnitStatus(bench, run, index, UnitStatus.Supplied, 0);
    await set('repeatTolerance', 1);
    await set('repeatDays', 7);
    expect(await read()).toMatchObject([{ code: 'DISPENSED_HERE' }, { code: 'DISPENSED_HERE' }]);
    expect(await read()).toMatchObject([
      { code: 'DISPENSED_HERE_REPEATED', repeats: 1, raisesAlert: true },
      { code: 'DISPENSED_HERE', repeats: 1, raisesAlert: false },
    ]);
    // Written down in batches: whoever asks for them has them written first.
    await bench.get(VerificationService).recent(french, 1);
    await bench.sql(`UPDATE scan_record SET at = at - interval '8 days' WHERE run_id = $1`, [run.id]);
    expect(await read()).toMatchObject([
      { code: 'DISPENSED_HERE', repeats: 0, raisesAlert: false },
      { code: 'DISPENSED_HERE_REPEATED', repeats: 2, raisesAlert: true },
    ]);
  });
});

describe('whom a card says to call', () => {
  it('is the authority of the reader’s country, or nobody', async () => {
    await bench
      .get(ThresholdsService)
      .changeHotline(regulator, { market: 'EU', country: 'FR' }, NUMBER, 'Ours.');
    const forged = (index: number) =>
      run
        .code(index)
        .replace(run.lotNumber, 'MADEUP')
        .replace(/17\d{6}10/, '1728013110');
    expect(await verify(french, forged(5))).toMatchObject({ code: 'SUSPECTED_FALSIFIED', hotline: NUMBER });
    expect(await verify(german, forged(55))).toMatchObject({ code: 'SUSPECTED_FALSIFIED', hotline: null });
    await setUnitStatus(bench, run, 6, UnitStatus.Seized);
    expect(await verify(french, run.code(6))).toMatchObject({ code: 'SEIZED', hotline: NUMBER });
    await setUnitStatus(bench, run, 7, UnitStatus.Supplied);
    const record = {
      dispensingId: newId(),
      lineId: newId(),
      at: new Date(),
      by: 'Alex',
      siteId: french.siteId,
      state: 'HANDED_OUT_REFUSED',
      refusal: 'x',
    } as const;
    bench.get(CounterRecordsRegistry).use({ latest: () => Promise.resolve(record) });
    expect(await verify(french, run.code(7))).toMatchObject({ type: 'HandedOutRefused', hotline: NUMBER });
  });
});
