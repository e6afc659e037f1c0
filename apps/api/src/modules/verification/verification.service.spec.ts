import { checkDigit } from '@custodia/gs1';
import { UnitStatus } from '@custodia/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { aSite, anActor } from '../../testing/builders.js';
import { aProduct, aRun, confirmRun, setUnitStatus, type BuiltRun } from '../../testing/goods.js';
import { CustodyModule, ReceivingService, ShippingService } from '../custody/index.js';
import { CounterRecordsRegistry } from './counter-records.js';
import { PackCheckService } from './pack-check.service.js';
import { VerificationModule } from './verification.module.js';
import { VerificationService, type Scan } from './verification.service.js';

let bench: Bench;
let maker: Actor;
let pharmacy: Actor;
let other: Actor;
let regulator: Actor;

beforeAll(async () => {
  bench = await openBench({
    imports: [CustodyModule, VerificationModule],
  });
  maker = await anActor(bench, { roles: ['MANUFACTURER'], market: 'US' });
  pharmacy = await anActor(bench, {
    site: await aSite(bench, { roles: ['PHARMACY'], market: 'US', ledgerIds: 2 }),
  });
  other = await anActor(bench, { roles: ['PHARMACY'], market: 'US' });
  regulator = await anActor(bench, { roles: ['REGULATOR'], market: 'US' });
});
afterAll(() => bench.close());

const verify = (actor: Actor, data: string, more: Partial<Scan> = {}) =>
  bench.get(VerificationService).verify(actor, { data, channel: 'WEDGE', ...more });
/** A run of which the pharmacy holds [0, 50) on the ledger. */
async function held(want: Parameters<typeof aRun>[2] = {}): Promise<BuiltRun> {
  const run = await aRun(bench, maker, want);
  await confirmRun(bench, run, [
    { start: 0, end: 50, holder: pharmacy.partyIds[1]! },
    { start: 50, end: run.units, holder: maker.partyId },
  ]);
  return run;
}
const pending = (run: BuiltRun, kind: string, actor: Actor, index: number, more: object = {}) =>
  bench.sql(
    `INSERT INTO operation (id, kind, call, party_id, signer, run_id, idx_from, idx_to, site_id, created_at)
     VALUES ($1, $2, $3, $4, 'operator', $5, $6, $7, $8, now())`,
    [
      newId(),
      kind,
      JSON.stringify({ kind, lot: run.lotKey, index, ...more }),
      actor.partyId,
      run.id,
      index,
      index + 1,
      actor.siteId,
    ],
  );

describe('a code that is no pack', () => {
  it.each([
    [']E04006381333931', 'WrongCode', 'SHOP'],
    ['4006381333931', 'WrongCode', 'SHOP'],
    [']d1https://example.com/leaflet', 'WrongCode', 'PLAIN'],
    [`]C100${'00345678901234567'}${checkDigit('00345678901234567')}`, 'WrongCode', 'LOGISTIC'],
  ])('%s is a wrong code', async (data, type, whatItIs) => {
    const verdict = await verify(pharmacy, data);
    expect(verdict).toMatchObject({ type, whatItIs, raisesAlert: false, light: 'GREY' });
  });

  it.each(['', 'hello', ']d201', '\u0000', ']d2010036141456789417280630'])(
    '%j cannot be read',
    async (data) => {
      expect(await verify(pharmacy, data)).toMatchObject({
        type: 'Unreadable',
        light: 'GREY',
        raisesAlert: false,
      });
    },
  );

  it('says how to mend a scanner that drops the separator', async () => {
    const run = await held();
    const verdict = await verify(pharmacy, run.code(0).replace('\u001d', ''));
    expect(verdict).toMatchObject({ type: 'Unreadable', reason: 'SEPARATOR_LOST' });
    expect(verdict.nextStep).toContain('separator');
  });
});

describe('a pack that the maker never registered', () => {
  it('is of an unknown product', async () => {
    expect((await verify(pharmacy, ']d201003000101234551728063010A1\u001d21X1')).type).toBe('UnknownProduct');
  });

  it('has an unknown serial, in a known or an unknown lot', async () => {
    const run = await held();
    const code = run.code(0).replace(run.serial(0), 'NOTREGISTERED');
    expect(await verify(pharmacy, code)).toMatchObject({
      type: 'UnknownSerial',
      code: 'SERIAL_UNKNOWN',
      nearMiss: false,
    });
    expect(await verify(pharmacy, code.replace(run.lotNumber, 'OTHER'))).toMatchObject({
      code: 'LOT_UNKNOWN',
    });
  });

  it('is not found under another product, nor while its run is being taken in', async () => {
    const run = await held();
    const gtin = await aProduct(bench, maker);
    expect((await verify(pharmacy, run.code(0).replace(run.gtin, gtin))).type).toBe('UnknownSerial');
    await bench.sql(`UPDATE run SET status = 'IMPORTING' WHERE id = $1`, [run.id]);
    expect((await verify(pharmacy, run.code(0))).type).toBe('UnknownSerial');
  });

  it('as far as the ledger is concerned: it has refused the run', async () => {
    const run = await aRun(bench, maker);
    expect((await verify(maker, run.code(5))).type).toBe('PackOk');
    await bench.sql(`UPDATE operation SET status = 'REFUSED' WHERE run_id = $1`, [run.id]);
    for (const actor of [maker, pharmacy, regulator])
      expect((await verify(actor, run.code(5))).type).toBe('UnknownSerial');
  });
});

describe('a serial that a scanner garbled', () => {
  const garbled = (run: BuiltRun, index: number) =>
    run.code(index).replace(run.serial(index), run.serial(index).toLowerCase());

  it('is labelled, never accepted, kept out of alerts, and shown only to the holder', async () => {
    const run = await held();
    expect(await verify(pharmacy, garbled(run, 3))).toMatchObject({
      type: 'UnknownSerial',
      nearMiss: true,
      raisesAlert: false,
      expected: run.serial(3),
    });
    expect(await verify(other, garbled(run, 3))).toMatchObject({
      type: 'UnknownSerial',
      nearMiss: true,
      expected: null,
    });
    expect(await verify(pharmacy, garbled(run, 60))).toMatchObject({ nearMiss: true, expected: null });
  });

  it('with its lot', async () => {
    const run = await held({ lotNumber: 'AB12' });
    const code = garbled(run, 3).replace('10AB12', '10ab12');
    expect(await verify(pharmacy, code)).toMatchObject({ type: 'UnknownSerial', nearMiss: true });
    expect(await verify(pharmacy, run.code(3).replace('10AB12', '10ab12'))).toMatchObject({
      type: 'RecordMismatch',
      field: 'lot',
      nearMiss: true,
    });
  });
});

describe('a pack that contradicts the record', () => {
  it('in the lot, whether or not such a lot exists', async () => {
    const run = await held();
    const second = await aRun(bench, maker, { gtin: run.gtin, lotNumber: 'SECOND' });
    const wrong = (lot: string) => verify(pharmacy, run.code(1).replace(`10${run.lotNumber}`, `10${lot}`));
    expect(await wrong(second.lotNumber)).toMatchObject({
      type: 'RecordMismatch',
      field: 'lot',
      read: 'SECOND',
      expected: run.lotNumber,
    });
    expect(await wrong('NOSUCH')).toMatchObject({ type: 'RecordMismatch', field: 'lot' });
    const unseen = await verify(other, run.code(1).replace(`10${run.lotNumber}`, '10NOSUCH'));
    expect(unseen).toMatchObject({ type: 'RecordMismatch', expected: null, lotNumber: null, expiry: null });
  });

  it('in the expiry, until the maker has corrected its record', async () => {
    const run = await held({ expiry: '2029-06-30' });
    const printed = run.code(1).replace('17290630', '17290731');
    expect(await verify(pharmacy, printed)).toMatchObject({
      type: 'RecordMismatch',
      field: 'expiry',
      expected: '2029-06-30',
    });
    await bench.sql(`UPDATE lot SET expiry = '2029-07-31' WHERE id = $1`, [run.lotId]);
    expect((await verify(pharmacy, printed)).type).toBe('PackOk');
  });
});

describe('a pack in stock', () => {
  it('is OK for its holder under any of its ledger ids', async () => {
    const run = await held();
    expect(await verify(pharmacy, run.code(0))).toMatchObject({
      type: 'PackOk',
      unit: { runId: run.id, index: 0 },
      custodyStatus: 'HELD',
      lotNumber: run.lotNumber,
      product: { gtin: run.gtin, name: 'Amoxicillin 500 mg' },
    });
    expect((await verify(pharmacy, run.code(49))).type).toBe('PackOk');
  });

  it('is not delivered to anybody else; its maker and the regulator see it', async () => {
    const run = await held();
    expect(await verify(pharmacy, run.code(50))).toMatchObject({
      type: 'NotInCustody',
      holderRole: 'MANUFACTURER',
      raisesAlert: true,
    });
    expect((await verify(other, run.code(0))).type).toBe('NotInCustody');
    expect((await verify(maker, run.code(0))).type).toBe('PackOk');
    expect((await verify(regulator, run.code(0))).type).toBe('PackOk');
  });

  it('follows what is under way, before the ledger has it', async () => {
    const run = await aRun(bench, maker);
    expect((await verify(maker, run.code(5))).type).toBe('PackOk');
    const lines = [{ runId: run.id, from: 0, to: 10 }];
    const shipmentId = await bench
      .get(ShippingService)
      .ship(maker, { idempotencyKey: newId(), toSiteId: pharmacy.siteId, lines });
    expect(await verify(pharmacy, run.code(5))).toMatchObject({
      type: 'NotInCustody',
      code: 'NOT_RECEIVED_YET',
    });
    expect(await verify(pharmacy, run.code(5), { mode: 'RECEIVE' })).toMatchObject({
      type: 'PackOk',
      custodyStatus: 'EXPECTED',
    });
    await bench.get(ReceivingService).receive(pharmacy, { idempotencyKey: newId(), shipmentId });
    expect(await verify(pharmacy, run.code(5))).toMatchObject({ type: 'PackOk', custodyStatus: 'HELD' });
    expect((await verify(pharmacy, run.code(10))).type).toBe('NotInCustody');
  });
});

describe('a decision about the lot', () => {
  it.each([
    ['held_by_regulator', 'Held'],
    ['recalled', 'Recalled'],
    ['withdrawn', 'Recalled'],
  ])('%s stops every pack of it', async (column, type) => {
    const run = await held();
    await bench.sql(
      `UPDATE ledger.lot SET ${column} = true WHERE lot_key = (SELECT lot_key FROM run WHERE id = $1)`,
      [run.id],
    );
    expect(await verify(pharmacy, run.code(0))).toMatchObject({ type, light: 'RED', raisesAlert: false });
  });

  it('about a range stops the packs in it', async () => {
    const run = await held();
    await bench.sql('INSERT INTO ledger.recall_range SELECT lot_key, 10, 20 FROM run WHERE id = $1', [
      run.id,
    ]);
    expect((await verify(pharmacy, run.code(10))).type).toBe('Recalled');
    expect((await verify(pharmacy, run.code(20))).type).toBe('PackOk');
  });

  it('stops them while it is on its way to the ledger', async () => {
    const run = await held();
    const decide = (kind: string, from: number | null, to: number | null) =>
      bench.sql(
        `INSERT INTO operation (id, kind, call, party_id, signer, run_id, idx_from, idx_to, created_at)
         VALUES ($1, $2, $3, 1, 'operator', $4, $5, $6, now())`,
        [newId(), kind, JSON.stringify({ kind }), run.id, from, to],
      );
    await decide('approveRecall', 10, 20);
    expect((await verify(pharmacy, run.code(15))).type).toBe('Recalled');
    expect((await verify(pharmacy, run.code(25))).type).toBe('PackOk');
    await decide('hold', null, null);
    expect((await verify(pharmacy, run.code(25))).type).toBe('Held');
  });
});

describe('a pack that was supplied', () => {
  it('is known by the ledger, with the day', async () => {
    const run = await held();
    await setUnitStatus(bench, run, 3, UnitStatus.Filled, 7);
    expect(await verify(pharmacy, run.code(3))).toMatchObject({
      type: 'DispensedHere',
      dispensedAt: new Date((20_000 + 7) * 86_400_000),
      dispensedBy: null,
      undoDaysLeft: null,
    });
    expect((await verify(other, run.code(3))).type).toBe('DispensedElsewhere');
  });

  it('and is asked about days later is no double scan of today if it was read then', async () => {
    const run = await held();
    await setUnitStatus(bench, run, 3, UnitStatus.Supplied, 7);
    const ask = (eventTime: Date | null) => verify(pharmacy, run.code(3), { mode: 'DISPENSE', eventTime });
    expect(await ask(null)).toMatchObject({ code: 'DISPENSED_HERE_EARLIER', raisesAlert: true });
    const thatDay = new Date((20_000 + 7) * 86_400_000);
    expect(await ask(thatDay)).toMatchObject({ code: 'DISPENSED_HERE', raisesAlert: false });
  });

  it('counts before the ledger has it, and an undo too', async () => {
    const run = await held();
    await pending(run, 'dispense', pharmacy, 3, { portion: 0, basis: 1, quantity: 20 });
    expect((await verify(pharmacy, run.code(3))).type).toBe('DispensedHere');
    expect((await verify(other, run.code(3))).type).toBe('DispensedElsewhere');
    await pending(run, 'undoDispense', pharmacy, 3, { undoes: newId() });
    expect((await verify(pharmacy, run.code(3))).type).toBe('PackOk');
  });

  it('and read again here counts up; the alert is for the third', async () => {
    const run = await held();
    await setUnitStatus(bench, run, 3, UnitStatus.Supplied, 0);
    const seen: unknown[] = [];
    for (let n = 0; n < 4; n++) {
      const verdict = await verify(pharmacy, run.code(3));
      seen.push([(verdict as { repeats: number }).repeats, verdict.raisesAlert]);
    }
    expect(seen).toEqual([
      [0, false],
      [1, false],
      [2, true],
      [3, true],
    ]);
  });

  it('and dispensed once more after an undo counts from then on', async () => {
    const run = await held();
    await setUnitStatus(bench, run, 3, UnitStatus.Supplied, 0);
    for (let n = 0; n < 2; n++) await verify(pharmacy, run.code(3));
    const { siteId } = pharmacy;
    const record = { dispensingId: newId(), lineId: newId(), at: new Date(), by: 'Alex', siteId } as const;
    const counter = bench.get(CounterRecordsRegistry);
    counter.use({ latest: () => Promise.resolve({ ...record, state: 'DISPENSED' }) });
    expect(await verify(pharmacy, run.code(3))).toMatchObject({ code: 'DISPENSED_HERE', repeats: 0 });
    counter.use({ latest: () => Promise.resolve(null) });
    expect(await verify(pharmacy, run.code(3))).toMatchObject({ repeats: 3, raisesAlert: true });
  });

  it('says what the counter wrote down', async () => {
    const run = await held();
    const record = {
      dispensingId: newId(),
      lineId: newId(),
      at: new Date(),
      by: 'Alex',
      siteId: pharmacy.siteId,
      state: 'HANDED_OUT_REFUSED',
      refusal: 'x',
    } as const;
    bench
      .get(CounterRecordsRegistry)
      .use({ latest: ({ idx }) => Promise.resolve(idx === 3 ? record : null) });
    expect((await verify(pharmacy, run.code(3))).type).toBe('PackOk');
    await pending(run, 'dispense', pharmacy, 3, { portion: 0, basis: 1, quantity: 20 });
    await bench.sql(`UPDATE operation SET status = 'REFUSED' WHERE run_id = $1 AND kind = 'dispense'`, [
      run.id,
    ]);
    expect(await verify(pharmacy, run.code(3))).toMatchObject({
      type: 'HandedOutRefused',
      handedOutBy: 'Alex',
    });
    bench.get(CounterRecordsRegistry).use({ latest: () => Promise.resolve(null) });
    expect((await verify(pharmacy, run.code(3))).type).toBe('PackOk');
  });
});

describe('a pack in a patient’s hand', () => {
  it('is told in one word, and the question is written down nowhere', async () => {
    const run = await held();
    await setUnitStatus(bench, run, 5, UnitStatus.Filled);
    const check = (code: string) => bench.get(PackCheckService).check({ ...pharmacy, userId: newId() }, code);
    expect(await check(run.code(5))).toMatchObject({ answer: 'HANDED_OUT', productName: expect.any(String) });
    expect((await check(run.code(6))).answer).toBe('NOT_HANDED_OUT');
    expect((await check(run.code(5).replace(run.serial(5), 'NOTREGISTERED'))).answer).toBe('UNKNOWN');
    expect(await check(']E04006381333931')).toEqual({ answer: 'NO_PACK_CODE', productName: null });
    await bench.get(VerificationService).recent(pharmacy, 1);
    expect(await bench.sql('SELECT 1 FROM scan_record WHERE run_id = $1', [run.id])).toEqual([]);
  });

  it('is nobody’s where the ledger refused its run', async () => {
    const run = await aRun(bench, maker);
    await bench.sql(`UPDATE operation SET status = 'REFUSED' WHERE run_id = $1`, [run.id]);
    expect((await bench.get(PackCheckService).check(pharmacy, run.code(1))).answer).toBe('UNKNOWN');
  });
});
