import { UnitStatus } from '@custodia/ledger';
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { anActor, aSite } from '../../testing/builders.js';
import { aRun, confirmRun, setUnitStatus, type BuiltRun } from '../../testing/goods.js';
import { aLedgerContract, aPrescription, confirmItems } from '../../testing/prescriptions.js';
import { codeOf } from '../../testing/outcome.js';
import { PrescriptionsModule } from '../prescriptions/index.js';
import { DispenseService, DispensingModule, DispensingReader, type AskedDispense } from './index.js';

let bench: Bench;
let service: DispenseService;
let maker: Actor;
let pharmacy: Actor;
let other: Actor;
let prescriber: Actor;
let run: BuiltRun;
let next = 0;

beforeAll(async () => {
  bench = await openBench({ imports: [DispensingModule, PrescriptionsModule] });
  service = bench.get(DispenseService);
  await aLedgerContract(bench);
  maker = await anActor(bench, { roles: ['MANUFACTURER'], market: 'US' });
  pharmacy = await anActor(bench, { roles: ['PHARMACY'], market: 'US' });
  other = await anActor(bench, { roles: ['PHARMACY'], market: 'US' });
  prescriber = await anActor(bench, { roles: ['PRESCRIBER'], market: 'US' });
  run = await aRun(bench, maker, { units: 300 });
  await confirmRun(bench, run, [
    { start: 0, end: 200, holder: pharmacy.partyId },
    { start: 200, end: 250, holder: other.partyId },
    { start: 250, end: 260, holder: maker.partyId, receiver: pharmacy.partyId },
    { start: 260, end: 300, holder: maker.partyId },
  ]);
});
afterAll(() => bench.close());

const onPaper = (change: Partial<AskedDispense> = {}): AskedDispense => ({
  idempotencyKey: randomUUID(),
  basis: 'PAPER',
  paperReference: 'Rx 17',
  fills: [],
  owe: [],
  ...change,
  lines: change.lines ?? [{ scan: run.code(next++) }],
});
const dispense = (change: Partial<AskedDispense> = {}, actor = pharmacy) =>
  codeOf(service.dispense(actor, onPaper({ ...change, idempotencyKey: randomUUID() })));
const rows = (table: string) =>
  bench.sql<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).then(([row]) => row!.n);
const fresh = async (change: Parameters<typeof aRun>[2] = {}) => {
  const built = await aRun(bench, maker, { units: 20, ...change });
  await confirmRun(bench, built, [{ start: 0, end: 20, holder: pharmacy.partyId }]);
  return built;
};

describe('a scan that is not supplied', () => {
  it('is no pack code, an unknown product, an unknown serial, or a record that differs', async () => {
    const code = run.code(0);
    const altered = (from: string, to: string) => [{ scan: code.replace(from, to) }];
    expect(await dispense({ lines: [{ scan: 'hello' }] })).toBe('SCAN_UNREADABLE');
    expect(await dispense({ lines: altered(run.gtin, '00307812613764') })).toBe('PRODUCT_UNKNOWN');
    expect(await dispense({ lines: altered(run.serial(0), 'FORGED123') })).toBe('SERIAL_UNKNOWN');
    expect(await dispense({ lines: altered(run.lotNumber, 'OTHER') })).toBe('RECORD_MISMATCH');
    expect(await dispense({ lines: altered('17290630', '17300630') })).toBe('RECORD_MISMATCH');
  });
  it('is in the basket twice', async () => {
    const scan = run.code(next);
    expect(await dispense({ lines: [{ scan }, { scan }] })).toBe('PACK_TWICE');
  });
});

describe('a pack that is not supplied', () => {
  it('was never shipped here, is still on its way, or is somebody else’s', async () => {
    expect(await dispense({ lines: [{ scan: run.code(270) }] })).toBe('NOT_HOLDER');
    expect(await dispense({ lines: [{ scan: run.code(255) }] })).toBe('UNITS_IN_TRANSIT');
    expect(await dispense({ lines: [{ scan: run.code(210) }] })).toBe('NOT_HOLDER');
  });
  it('was dispensed, here or elsewhere', async () => {
    await setUnitStatus(bench, run, 220, UnitStatus.Supplied);
    expect(await dispense({ lines: [{ scan: run.code(220) }] })).toBe('ALREADY_SUPPLIED');
  });
  it('is locked, missing or stolen', async () => {
    for (const [status, code] of [
      [UnitStatus.Locked, 'UNIT_LOCKED'],
      [UnitStatus.Missing, 'UNIT_MISSING'],
      [UnitStatus.Stolen, 'UNIT_DECOMMISSIONED'],
    ] as const) {
      const index = next++;
      await setUnitStatus(bench, run, index, status);
      expect(await dispense({ lines: [{ scan: run.code(index) }] })).toBe(code);
    }
  });
  it('is of an expired lot', async () => {
    const expired = await fresh();
    await bench.sql(`UPDATE lot SET expiry = '2020-01-31' WHERE id = $1`, [expired.lotId]);
    const scan = expired.code(0).replace('17290630', '17200131');
    expect(await dispense({ lines: [{ scan }] })).toBe('LOT_EXPIRED');
  });
  it('is of a lot held or recalled, from the moment that this is decided', async () => {
    const held = await fresh();
    await bench.sql('UPDATE ledger.lot SET held_by_maker = true WHERE lot_id = $1', [await ledgerLot(held)]);
    expect(await dispense({ lines: [{ scan: held.code(0) }] })).toBe('LOT_HELD');
    const recalled = await fresh();
    await bench.sql(
      `INSERT INTO operation (id, kind, call, party_id, signer, run_id, status, created_at)
       VALUES ($1, 'approveRecall', '{}', $2, 'approver', $3, 'PENDING', now())`,
      [randomUUID(), maker.partyId, recalled.id],
    );
    expect(await dispense({ lines: [{ scan: recalled.code(0) }] })).toBe('LOT_RECALLED');
  });
  it('needs a prescription, or a reason since it expires soon', async () => {
    expect(await dispense({ basis: 'OVER_THE_COUNTER' })).toBe('PRESCRIPTION_NEEDED');
    const soon = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
    const expiring = await fresh({ expiry: soon });
    expect(await dispense({ lines: [{ scan: expiring.code(0) }] })).toBe('OVERRIDE_NEEDED');
    expect(await dispense({ lines: [{ scan: expiring.code(0), override: 'taken in 5 days' }] })).toBe('done');
  });
  it('keeps the others of its basket from being supplied, and none stays reserved', async () => {
    const before = [await rows('operation'), await rows('dispensing'), await rows('unit_reservation')];
    const good = run.code(next);
    const answer = service.dispense(pharmacy, onPaper({ lines: [{ scan: good }, { scan: run.code(220) }] }));
    await expect(answer).rejects.toMatchObject({
      code: 'ALREADY_SUPPLIED',
      details: { lines: [{ line: 1, code: 'ALREADY_SUPPLIED' }] },
    });
    expect([await rows('operation'), await rows('dispensing'), await rows('unit_reservation')]).toEqual(
      before,
    );
    expect(await dispense({ lines: [{ scan: good }] })).toBe('done');
  });
});

describe('a request that is refused', () => {
  it('has no pack, no paper, or an impossible time or quantity', async () => {
    expect(await dispense({ lines: [] })).toBe('BAD_INPUT');
    expect(await dispense({ paperReference: ' ' })).toBe('BAD_INPUT');
    expect(await dispense({ eventTime: new Date(Date.now() + 3_600_000) })).toBe('EVENT_TIME');
    expect(await dispense({ eventTime: new Date(Date.now() - 30 * 86_400_000) })).toBe('EVENT_TIME');
    for (const quantity of [0, -1, 1.5]) {
      expect(await dispense({ lines: [{ scan: run.code(next), quantity }] })).toBe('QUANTITY_INVALID');
    }
    expect(await dispense({ lines: [{ scan: run.code(next), quantity: 21 }] })).toBe('QUANTITY_EXCEEDS_PACK');
  });
  it('is told again when it is repeated, and tells those who watch only once', async () => {
    const once = onPaper({ lines: [{ scan: run.code(220) }] });
    const told = async () =>
      (await bench.sql(`SELECT 1 FROM domain_event WHERE type = 'dispensing.refused'`)).length;
    const before = await told();
    expect(await codeOf(service.dispense(pharmacy, once))).toBe('ALREADY_SUPPLIED');
    expect(await codeOf(service.dispense(pharmacy, once))).toBe('ALREADY_SUPPLIED');
    expect(await told()).toBe(before + 1);
  });
});

describe('a supply', () => {
  it('is written down, put on its way to the ledger, and answered again to a repetition', async () => {
    const asked = onPaper({ collector: 'a neighbour' });
    const id = await service.dispense(pharmacy, asked);
    expect(await service.dispense(pharmacy, asked)).toBe(id);
    const [line] = await bench.get(DispensingReader).linesOf(id);
    expect(line).toMatchObject({ status: 'PENDING', portion: 'WHOLE', quantity: 20, lotId: run.lotId });
    const [operation] = await bench.sql<{ call: object; party_id: number }>(
      'SELECT call, party_id FROM operation WHERE id = $1',
      [line!.operationId],
    );
    expect(operation).toMatchObject({
      party_id: pharmacy.partyId,
      call: { kind: 'dispense', lot: run.lotKey, index: line!.idx, portion: 0, basis: 1, quantity: 20 },
    });
  });
  it('of the same pack twice is refused while the first is on its way', async () => {
    const scan = run.code(next++);
    expect(await dispense({ lines: [{ scan }] })).toBe('done');
    expect(await dispense({ lines: [{ scan }] })).toBe('ALREADY_SUPPLIED');
  });
  it('takes a found pack over first, where the market follows no custody', async () => {
    const european = await anActor(bench, {
      site: await aSite(bench, { roles: ['PHARMACY'], market: 'EU' }),
    });
    const index = 280;
    expect(await dispense({ lines: [{ scan: run.code(index) }] }, european)).toBe('done');
    const calls = await bench.sql<{ kind: string; party_id: number }>(
      'SELECT kind, party_id FROM operation WHERE run_id = $1 AND idx_from = $2 ORDER BY seq',
      [run.id, index],
    );
    expect(calls).toEqual([
      { kind: 'claim', party_id: european.partyId },
      { kind: 'dispense', party_id: european.partyId },
    ]);
  });
  it('of a part leaves an opened pack, of which only the rest can be given', async () => {
    const index = next++;
    const scan = run.code(index);
    const part = async (quantity?: number) =>
      dispense({ lines: [{ scan, ...(quantity !== undefined && { quantity }) }] });
    const settle = async (status: number) => {
      await bench.sql(`UPDATE dispense_line SET status = 'CONFIRMED' WHERE run_id = $1 AND idx = $2`, [
        run.id,
        index,
      ]);
      await bench.sql(`UPDATE operation SET status = 'CONFIRMED' WHERE run_id = $1 AND idx_from = $2`, [
        run.id,
        index,
      ]);
      await bench.sql('DELETE FROM unit_reservation WHERE run_id = $1 AND idx = $2', [run.id, index]);
      await setUnitStatus(bench, run, index, status);
    };
    expect(await part(8)).toBe('done');
    expect(await part(13)).toBe('QUANTITY_EXCEEDS_PACK');
    await settle(UnitStatus.Opened);
    expect(await part(13)).toBe('QUANTITY_EXCEEDS_PACK');
    expect(await part()).toBe('done');
    await settle(UnitStatus.Emptied);
    expect(await part(1)).toBe('ALREADY_SUPPLIED');
    const portions = await bench.sql(
      'SELECT portion, quantity FROM dispense_line WHERE idx = $1 ORDER BY id',
      [index],
    );
    expect(portions).toEqual([
      { portion: 'PART', quantity: 8 },
      { portion: 'LAST', quantity: 12 },
    ]);
  });
});

describe('two terminals and one pack', () => {
  it('at the same moment: exactly one supplies it, 50 times over', async () => {
    const built = await aRun(bench, maker, { units: 50 });
    await confirmRun(bench, built, [{ start: 0, end: 50, holder: pharmacy.partyId }]);
    const colleague = await anActor(bench, { site: await siteOf(pharmacy) });
    for (let index = 0; index < 50; index++) {
      const lines = [{ scan: built.code(index) }];
      const answers = await Promise.all([dispense({ lines }), dispense({ lines }, colleague)]);
      expect(answers.filter((answer) => answer === 'done')).toHaveLength(1);
      expect(answers.filter((answer) => answer === 'ALREADY_SUPPLIED')).toHaveLength(1);
    }
    const [supplied] = await bench.sql<{ n: number; units: number }>(
      `SELECT count(*) AS n, count(DISTINCT idx) AS units FROM dispense_line WHERE run_id = $1`,
      [built.id],
    );
    expect(supplied).toEqual({ n: 50, units: 50 });
  });
  it('never wait for each other over baskets in opposite order', async () => {
    const built = await fresh();
    const forward = { lines: [3, 4, 5, 6].map((index) => ({ scan: built.code(index) })) };
    const backward = { lines: [...forward.lines].reverse() };
    const answers = await Promise.all([dispense(forward), dispense(backward)]);
    expect(answers.sort()).toEqual(['ALREADY_SUPPLIED', 'done']);
  });
});

describe('an e-prescription', () => {
  const filled = async (quantity: number, change: Partial<AskedDispense> = {}, of = { used: 0 }) => {
    const prescription = await aPrescription(bench, prescriber);
    await confirmItems(bench, prescription, of.used);
    const [item] = await prescription.items();
    const lines = [{ scan: run.code(next++), itemId: item!.id, quantity }];
    const fills = [await prescription.sign(0, pharmacy, quantity)];
    const { id: prescriptionId, contentKey } = prescription;
    const asked = onPaper({ basis: 'E_PRESCRIPTION', prescriptionId, contentKey, lines, fills, ...change });
    return { prescription, item: item!, asked };
  };

  it('is not filled with the wrong code, without an item, or without a signature', async () => {
    const { asked } = await filled(20);
    const wrong = randomBytes(32).toString('base64url');
    expect(await codeOf(service.dispense(pharmacy, { ...asked, contentKey: wrong }))).toBe(
      'PRESCRIPTION_TOKEN_WRONG',
    );
    const [line] = asked.lines;
    expect(await dispense({ ...asked, lines: [{ scan: line!.scan }] })).toBe('ITEM_MISSING');
    expect(await dispense({ ...asked, lines: [{ ...line!, itemId: randomUUID() }] })).toBe('ITEM_MISSING');
    expect(await dispense({ ...asked, fills: [] })).toBe('VOUCHER_MISSING');
  });
  it('is not filled on a stolen signature: of another pharmacy, item or key', async () => {
    const { asked, prescription } = await filled(20);
    const elsewhere = await prescription.sign(0, other, 20);
    expect(await dispense({ ...asked, fills: [elsewhere] })).toBe('VOUCHER_INVALID');
    const { asked: another } = await filled(20);
    const foreign = [{ ...another.fills[0]!, itemId: asked.fills[0]!.itemId }];
    expect(await dispense({ ...asked, fills: foreign })).toBe('VOUCHER_INVALID');
    const more = [{ ...asked.fills[0]!, upTo: 40 }];
    expect(await dispense({ ...asked, fills: more })).toBe('VOUCHER_INVALID');
    for (const signature of ['0x', '0x' + '00'.repeat(65), '0x' + 'ff'.repeat(64), 'nonsense']) {
      expect(await dispense({ ...asked, fills: [{ ...asked.fills[0]!, signature }] })).toBe(
        'VOUCHER_INVALID',
      );
    }
  });
  it('is not filled on a signature used before, nor on one that has run out', async () => {
    const { asked, prescription } = await filled(20);
    expect(await dispense(asked)).toBe('done');
    const again = {
      ...asked,
      idempotencyKey: randomUUID(),
      lines: [{ ...asked.lines[0]!, scan: run.code(next++) }],
    };
    expect(await codeOf(service.dispense(pharmacy, again))).toBe('VOUCHER_SPENT');
    const old = await prescription.sign(0, pharmacy, 20, { deadline: new Date(Date.now() - 1_000) });
    expect(
      await codeOf(service.dispense(pharmacy, { ...again, idempotencyKey: randomUUID(), fills: [old] })),
    ).toBe('VOUCHER_EXPIRED');
  });
  it('never gives more than was prescribed, also with what is still on its way', async () => {
    const { asked, prescription, item } = await filled(20);
    expect(await dispense(asked)).toBe('done');
    const [a, b] = [run.code(next++), run.code(next++)];
    const more = {
      ...asked,
      idempotencyKey: randomUUID(),
      lines: [
        { scan: a, itemId: item.id, quantity: 20 },
        { scan: b, itemId: item.id, quantity: 1 },
      ],
      fills: [await prescription.sign(0, pharmacy, 21)],
    };
    expect(await codeOf(service.dispense(pharmacy, more))).toBe('QUANTITY_EXCEEDS_PRESCRIBED');
    const rest = { ...more, idempotencyKey: randomUUID(), lines: [more.lines[0]!] };
    expect(await codeOf(service.dispense(pharmacy, rest))).toBe('done');
    expect((await prescription.items())[0]).toMatchObject({ state: 'DISPENSED', remaining: 0, used: 40 });
  });
  it('is not filled with another medicine', async () => {
    const prescription = await aPrescription(bench, prescriber, { substance: 'Warfarin', strength: '5 mg' });
    await confirmItems(bench, prescription);
    const [item] = await prescription.items();
    const asked = {
      basis: 'E_PRESCRIPTION' as const,
      prescriptionId: prescription.id,
      contentKey: prescription.contentKey,
      lines: [{ scan: run.code(next), itemId: item!.id }],
      fills: [await prescription.sign(0, pharmacy, 20)],
    };
    expect(await dispense(asked)).toBe('PACK_OTHER_SUBSTANCE');
  });
  it('gives several packs under one signature, and each operation carries it', async () => {
    const { asked, item, prescription } = await filled(20);
    const lines = [asked.lines[0]!, { scan: run.code(next++), itemId: item.id, quantity: 20 }];
    const fills = [await prescription.sign(0, pharmacy, 40)];
    const id = await service.dispense(pharmacy, { ...asked, lines, fills });
    const calls = await bench.sql<{ voucher: { item: string; upTo: number } }>(
      `SELECT o.call->'voucher' AS voucher FROM operation o JOIN dispense_line x ON x.operation_id = o.id
       WHERE x.dispensing_id = $1`,
      [id],
    );
    expect(calls.map(({ voucher }) => [voucher.item, voucher.upTo])).toEqual([
      [item.itemKey, 40],
      [item.itemKey, 40],
    ]);
  });
});

async function ledgerLot({ id }: BuiltRun): Promise<Buffer> {
  const [row] = await bench.sql<{ lot: Buffer }>('SELECT ledger_lot_id AS lot FROM run WHERE id = $1', [id]);
  return row!.lot;
}

async function siteOf({ siteId, organisationId, partyId, partyIds, roles, market, country }: Actor) {
  return { id: siteId, organisationId, gln: '', name: '', roles, market, country, partyId, partyIds };
}
