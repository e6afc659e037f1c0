import { UnitStatus } from '@custodia/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { aSite, anActor } from '../../testing/builders.js';
import { aRun, confirmRun, setUnitStatus, type BuiltRun } from '../../testing/goods.js';
import { codeOf } from '../../testing/outcome.js';
import { CustodyModule } from '../custody/index.js';
import { VerificationModule, VerificationService } from '../verification/index.js';
import { AlertsModule } from './alerts.module.js';
import { AlertsReader } from './alerts.reader.js';
import { UncorrectedScansJob } from './uncorrected-scans.job.js';

let bench: Bench;
let maker: Actor;
let albany: Actor;
let boston: Actor;
let regulator: Actor;
let run: BuiltRun;

// Every pack is read as at a counter, judged by the verdicts and by the rules, and told to the regulator.
beforeAll(async () => {
  bench = await openBench({ imports: [CustodyModule, VerificationModule, AlertsModule] });
  maker = await anActor(bench, { roles: ['MANUFACTURER'] });
  albany = await anActor(bench, { site: await aSite(bench, { roles: ['PHARMACY'], market: 'US' }) });
  boston = await anActor(bench, { site: await aSite(bench, { roles: ['PHARMACY'], market: 'US' }) });
  regulator = await anActor(bench, { roles: ['REGULATOR'] });
  run = await aRun(bench, maker, { units: 40 });
  await confirmRun(bench, run, [{ start: 0, end: 40, holder: albany.partyId }]);
});
afterAll(() => bench.close());

/** A pack on the counter: what the card says. */
async function scans(actor: Actor, data: string, channel: 'WEDGE' | 'TYPED' = 'WEDGE'): Promise<string> {
  const service = bench.get(VerificationService);
  const verdict = await service.verify(actor, { data, channel, mode: 'DISPENSE' });
  await service.recent(actor, 1);
  await bench.dispatchEvents();
  return verdict.type;
}

/** The rules that fired about a serial, in the order of their names. */
async function rulesAbout(serial: string): Promise<string[]> {
  const { nodes } = await bench.get(AlertsReader).alerts(regulator, {}, { first: 100 });
  return nodes
    .filter((alert) => alert.serial === serial)
    .map(({ rule }) => rule)
    .sort();
}

describe('stolen-pack-back-on-the-counter', () => {
  it.each([
    ['stolen', 0, UnitStatus.Stolen],
    ['destroyed', 1, UnitStatus.Destroyed],
    ['exported', 2, UnitStatus.Exported],
    ['a sample', 3, UnitStatus.Sampled],
  ])('%s', async (_, index, status) => {
    await setUnitStatus(bench, run, index, status);
    expect(await scans(boston, run.code(index))).toBe('Decommissioned');
    expect(await rulesAbout(run.serial(index))).toEqual(['DECOMMISSIONED_REAPPEARS']);
  });
});

describe('copied-serial-at-two-counters-within-minutes', () => {
  it('is two packs with one number: it cannot have travelled that fast', async () => {
    expect(await scans(albany, run.code(4))).toBe('PackOk');
    await setUnitStatus(bench, run, 4, UnitStatus.Supplied, 0);
    expect(await scans(boston, run.code(4))).toBe('DispensedElsewhere');
    expect(await rulesAbout(run.serial(4))).toEqual(['DUPLICATE_DISPENSE', 'IMPOSSIBLE_TRAVEL']);
  });
});

describe('copied-serial-checked-in-two-towns', () => {
  const inTown = async (city: string | null) => {
    const site = await aSite(bench, { roles: ['PHARMACY'], market: 'EU' });
    await bench.sql('UPDATE site SET city = $2 WHERE id = $1', [site.id, city]);
    return anActor(bench, { site });
  };
  const ships = async (from: Actor, to: Actor, index: number) => {
    const number = `S-TWO-TOWNS-${index}`;
    await bench.sql(
      `INSERT INTO shipment (id, number, kind, from_site_id, to_site_id, to_party, shipped_at, created_by, created_at)
       SELECT gen_random_uuid(), $5, 'DELIVERY', $1, $2, $3, now(), $4, now()`,
      [from.siteId, to.siteId, to.partyId, from.userId, number],
    );
    await bench.sql(
      `INSERT INTO shipment_line (id, shipment_id, run_id, start, "end", ship_operation_id)
       SELECT gen_random_uuid(), id, $1, $2, $3, gen_random_uuid() FROM shipment WHERE number = $4`,
      [run.id, index, index + 1, number],
    );
  };
  let berlin: Actor;
  let neighbour: Actor;
  let munich: Actor;
  beforeAll(async () => {
    [berlin, neighbour, munich] = [await inTown('Berlin'), await inTown('berlin '), await inTown('Munich')];
  });

  it('is told where no market keeps custody, and nobody has dispensed yet; a neighbour or a delivery is not', async () => {
    for (const place of [berlin, neighbour]) expect(await scans(place, run.code(12))).toBe('NotInCustody');
    expect(await rulesAbout(run.serial(12))).toEqual([]);
    expect(await scans(munich, run.code(12))).toBe('NotInCustody');
    expect(await rulesAbout(run.serial(12))).toEqual(['IMPOSSIBLE_TRAVEL']);
    await ships(berlin, munich, 13);
    for (const place of [berlin, munich]) await scans(place, run.code(13));
    expect(await rulesAbout(run.serial(13))).toEqual([]);
  });

  it('is told as well by the holder, whose own pack is in order and is read second', async () => {
    await confirmRun(bench, run, [
      { start: 0, end: 14, holder: albany.partyId },
      { start: 14, end: 17, holder: munich.partyId },
      { start: 17, end: 40, holder: albany.partyId },
    ]);
    expect(await scans(berlin, run.code(14))).toBe('NotInCustody');
    expect(await scans(munich, run.code(14))).toBe('PackOk');
    expect(await rulesAbout(run.serial(14))).toEqual(['IMPOSSIBLE_TRAVEL']);
  });

  it('is not where the pack was delivered, where a town is not known, nor of a pack that one place reads twice', async () => {
    await ships(berlin, munich, 15);
    expect(await scans(berlin, run.code(15))).toBe('NotInCustody');
    expect(await scans(await inTown(null), run.code(16))).toBe('NotInCustody');
    for (const index of [15, 16, 16]) expect(await scans(munich, run.code(index))).toBe('PackOk');
    for (const index of [15, 16]) expect(await rulesAbout(run.serial(index))).toEqual([]);
  });
});

describe('pack-bought-outside-the-chain', () => {
  it('was never delivered to who holds it', async () => {
    expect(await scans(boston, run.code(5))).toBe('NotInCustody');
    expect(await rulesAbout(run.serial(5))).toEqual(['NOT_IN_CUSTODY']);
  });
});

describe('expired-pack-with-a-new-date', () => {
  it('differs from what its maker registered', async () => {
    const relabelled = run.code(6).replace('1729063010', '1731123110');
    expect(relabelled).not.toBe(run.code(6));
    expect(await scans(albany, relabelled)).toBe('RecordMismatch');
    expect(await rulesAbout(run.serial(6))).toEqual(['RECORD_MISMATCH']);
  });
});

describe('empty-box-refilled-and-sold-again', () => {
  it('is tolerated as a slip at once, and told when it comes back days later', async () => {
    // Days since the registration, as the status word counts them.
    const [lot] = await bench.sql<{ days: number }>(
      `SELECT (now()::date - '1970-01-01'::date) - registered_day AS days FROM ledger.lot LIMIT 1`,
    );
    const supplied = (daysAgo: number) =>
      setUnitStatus(bench, run, 7, UnitStatus.Supplied, lot!.days - daysAgo);
    await supplied(0);
    expect(await scans(albany, run.code(7))).toBe('DispensedHere');
    expect(await rulesAbout(run.serial(7))).toEqual([]);
    await supplied(5);
    expect(await scans(albany, run.code(7))).toBe('DispensedHere');
    expect(await rulesAbout(run.serial(7))).toEqual(['DISPENSED_AGAIN']);
  });
});

describe('forged-number', () => {
  it('is told when a second way of reading it says the same', async () => {
    const forged = run.code(8).replace(run.serial(8), 'QQQQQQQQQQ');
    expect(await scans(albany, forged)).toBe('UnknownSerial');
    expect(await rulesAbout('QQQQQQQQQQ')).toEqual([]);
    expect(await scans(albany, forged, 'TYPED')).toBe('UnknownSerial');
    expect(await rulesAbout('QQQQQQQQQQ')).toEqual(['UNKNOWN_SERIAL']);
  });

  it('is no forgery where a finger slipped; a scanner has none', async () => {
    const oneOff = (index: number) =>
      run.serial(index).slice(0, -1) + (run.serial(index).endsWith('7') ? '8' : '7');
    const [typed, scanned] = [oneOff(30), oneOff(31)];
    expect(await scans(albany, run.code(30).replace(run.serial(30), typed), 'TYPED')).toBe('UnknownSerial');
    expect(await scans(boston, run.code(31).replace(run.serial(31), scanned))).toBe('UnknownSerial');
    await bench.get(UncorrectedScansJob).settle(new Date(Date.now() + 3_600_000));
    expect(await rulesAbout(typed)).toEqual([]);
    expect(await rulesAbout(scanned)).toEqual(['UNKNOWN_SERIAL']);
  });
});

describe('goods-before-their-data', () => {
  it('are no fraud for a day; a lot that is missing even then is told', async () => {
    const foreign = run.code(9).replace(run.lotNumber, 'NEVERMADE').replace(run.serial(9), 'WWWWWWWWWW');
    expect(await scans(albany, foreign)).toBe('UnknownSerial');
    const hoursLater = (hours: number) =>
      bench.get(UncorrectedScansJob).settle(new Date(Date.now() + hours * 3_600_000));
    await hoursLater(2);
    expect(await rulesAbout('WWWWWWWWWW')).toEqual([]);
    await hoursLater(25);
    expect(await rulesAbout('WWWWWWWWWW')).toEqual(['UNKNOWN_LOT']);
  });
});

describe('one-lot-of-two-makers', () => {
  it('is no more than an unknown product to the second one, and told to the regulator', async () => {
    const second = await anActor(bench, { roles: ['MANUFACTURER'] });
    const registers = (lotNumber: string) =>
      codeOf(aRun(bench, second, { gtin: run.gtin, lotNumber, units: 2 }));
    expect(await registers('ITSOWN')).toBe('NOT_FOUND');
    expect(await registers(run.lotNumber)).toBe('NOT_FOUND');
    await bench.dispatchEvents();
    const filter = { rule: 'LOT_OF_TWO_MAKERS' } as const;
    const { nodes } = await bench.get(AlertsReader).alerts(regulator, filter, { first: 10 });
    expect(nodes).toHaveLength(1);
    expect(new Set(nodes[0]?.siteIds)).toEqual(new Set([second.siteId, maker.siteId]));
  });
});

describe('honest-scans', () => {
  it('of a pack in order and of a recalled one raise nothing', async () => {
    expect(await scans(albany, run.code(10))).toBe('PackOk');
    await bench.sql(`UPDATE ledger.lot SET recalled = true WHERE lot_key = $1`, [
      Buffer.from(run.lotKey.slice(2), 'hex'),
    ]);
    expect(await scans(albany, run.code(11))).toBe('Recalled');
    for (const serial of [run.serial(10), run.serial(11)]) expect(await rulesAbout(serial)).toEqual([]);
  });
});
