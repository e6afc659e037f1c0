import { isVoucherSigned, itemKeyOf, signVoucher, voucherKeyAddress, type Hex } from '@custodia/ledger';
import { contentKey, fillKey, parsePrescriptionToken } from '@custodia/ledger/prescription-token';
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { anActor } from '../../testing/builders.js';
import { codeOf } from '../../testing/outcome.js';
import { CancelReasons } from './cancel-reasons.js';
import {
  CancellingService,
  IssuingService,
  OpeningService,
  PrescriptionsModule,
  PrescriptionsReader,
  type AskedPrescription,
} from './index.js';

let bench: Bench;
let issuing: IssuingService;
let cancelling: CancellingService;
let opening: OpeningService;
let reader: PrescriptionsReader;
let prescriber: Actor;
let pharmacist: Actor;

beforeAll(async () => {
  bench = await openBench({ imports: [PrescriptionsModule] });
  issuing = bench.get(IssuingService);
  cancelling = bench.get(CancellingService);
  opening = bench.get(OpeningService);
  reader = bench.get(PrescriptionsReader);
  prescriber = await anActor(bench, { roles: ['PRESCRIBER'] });
  pharmacist = await anActor(bench, { roles: ['PHARMACY'] });
});
afterAll(() => bench.close());

const medicine = {
  substance: 'Acarbose',
  strength: '100 mg',
  baseUnit: 'tablet',
  dosage: 'one with each meal',
  quantity: 90,
  substitutionAllowed: true,
};
const asked = (change: Partial<AskedPrescription> = {}): AskedPrescription => ({
  idempotencyKey: randomUUID(),
  patientName: 'Ada Example',
  patientBirthDate: '1960-02-29',
  medicines: [medicine],
  ...change,
});

describe('a prescription that is not issued', () => {
  it.each<[string, Partial<AskedPrescription>]>([
    ['without a patient', { patientName: ' ' }],
    ['without a medicine', { medicines: [] }],
    ['without a substance', { medicines: [{ ...medicine, substance: '' }] }],
    ['without a dosage', { medicines: [{ ...medicine, dosage: ' ' }] }],
    ['for a product that nobody knows', { medicines: [{ ...medicine, productGtin: '00301151152014' }] }],
    ['over a quantity of nothing', { medicines: [{ ...medicine, quantity: 0 }] }],
  ])('%s', async (_, change) => {
    expect(await codeOf(issuing.issue(prescriber, asked(change)))).toBe('PRESCRIPTION_INVALID');
  });
  it('under a key that could be guessed, since the key seals the token for a retry', async () => {
    expect(await codeOf(issuing.issue(prescriber, asked({ idempotencyKey: 'prescription-1' })))).toBe(
      'BAD_INPUT',
    );
  });
  it('leaves nothing behind', async () => {
    expect(await bench.sql('SELECT 1 FROM prescription')).toEqual([]);
    expect(await bench.sql('SELECT 1 FROM operation')).toEqual([]);
  });
});

describe('an issued prescription', () => {
  it('is one item of the ledger a fill, each under an unrelated id and key', async () => {
    const { prescriptionId, token } = await issuing.issue(
      prescriber,
      asked({ medicines: [{ ...medicine, repeats: 2, repeatEveryDays: 30 }] }),
    );
    const items = await reader.itemsOf(prescriptionId);
    expect(items.map(({ state, ordinal }) => [ordinal, state])).toEqual([
      [0, 'PENDING'],
      [1, 'NOT_YET_VALID'],
      [2, 'NOT_YET_VALID'],
    ]);
    expect(new Set(items.flatMap(({ ledgerId, keyAddress }) => [ledgerId, keyAddress])).size).toBe(6);
    for (const item of items) {
      expect(item.itemKey).toBe(itemKeyOf(prescriber.partyId, item.ledgerId));
      const key = (await fillKey(parsePrescriptionToken(token), item.ordinal)) as Hex;
      expect(voucherKeyAddress(key).toLowerCase()).toBe(item.keyAddress);
      const domain = { chainId: 1, prescriptionLedger: `0x${'11'.repeat(20)}` as Hex };
      const voucher = signVoucher(key, domain, { item: item.itemKey, pharmacy: 7, upTo: 30, deadline: 2e9 });
      expect(isVoucherSigned(voucher, domain, item.keyAddress)).toBe(true);
    }
    const operations = await bench.sql<{ call: object; party_id: number }>(
      `SELECT o.call, o.party_id FROM operation o JOIN prescription_item i ON i.operation_id = o.id
       WHERE i.prescription_id = $1 ORDER BY i.ordinal`,
      [prescriptionId],
    );
    expect(operations).toHaveLength(3);
    expect(operations[0]).toMatchObject({
      party_id: prescriber.partyId,
      call: { kind: 'issue', id: items[0]!.ledgerId, quantity: 90 },
    });
  });

  it('shows nothing of its content in the database, nor its token', async () => {
    const { token } = await issuing.issue(prescriber, asked({ patientName: 'Zebedee Unusual' }));
    const secret = token.slice('RX1.'.length);
    const tables = [
      'prescription',
      'prescription_item',
      'idempotency_key',
      'audit_entry',
      'operation',
      'domain_event',
    ];
    for (const table of tables) {
      const rows = JSON.stringify(
        await bench.sql(`SELECT t::text, encode(t::text::bytea, 'escape') AS e FROM ${table} t`),
      );
      expect(rows).not.toContain('Zebedee');
      expect(rows).not.toContain(Buffer.from('Zebedee').toString('hex'));
      expect(rows).not.toContain(secret.slice(22, 60));
      expect(rows).not.toContain(Buffer.from(secret, 'base64url').subarray(16).toString('hex'));
    }
  });

  it('is given again to a client that lost the answer, under the same token', async () => {
    const once = asked();
    const first = await issuing.issue(prescriber, once);
    expect(await issuing.issue(prescriber, once)).toEqual(first);
    expect(await codeOf(issuing.issue(prescriber, { ...once, patientName: 'Somebody Else' }))).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
  });

  it('is listed by the site that issued it and by no other', async () => {
    const { prescriptionId } = await issuing.issue(prescriber, asked());
    const own = await reader.issued(prescriber, { first: 1 });
    expect(own.nodes.map(({ id }) => id)).toEqual([prescriptionId]);
    expect(own.pageInfo.hasNextPage).toBe(true);
    const stranger = await anActor(bench, { roles: ['PRESCRIBER'] });
    expect((await reader.issued(stranger, { first: 10 })).nodes).toEqual([]);
    expect(await reader.ownById(stranger, prescriptionId)).toBeNull();
  });
});

describe('opening a prescription', () => {
  it('answers a wrong key, a wrong id and nonsense with one and the same error', async () => {
    const guesser = await anActor(bench, { roles: ['PHARMACY'] });
    const { prescriptionId, token } = await issuing.issue(prescriber, asked());
    const key = await contentKey(parsePrescriptionToken(token));
    const wrong = randomBytes(32).toString('base64url');
    const messages = new Set<string>();
    for (const [id, tried] of [
      [prescriptionId, wrong],
      [randomUUID(), key],
      ['x', 'y'],
      [prescriptionId, ''],
    ]) {
      const error = await opening.open(guesser, id!, tried!).catch((caught: Error) => caught);
      expect(error).toMatchObject({ code: 'PRESCRIPTION_TOKEN_WRONG' });
      messages.add((error as Error).message);
    }
    expect(messages.size).toBe(1);
  });

  it('is stopped for a site after ten wrong codes, and for this site only', async () => {
    const guesser = await anActor(bench, { roles: ['PHARMACY'] });
    const { prescriptionId, token } = await issuing.issue(prescriber, asked());
    const key = await contentKey(parsePrescriptionToken(token));
    for (let n = 0; n < 10; n++) {
      expect(await codeOf(opening.open(guesser, prescriptionId, `wrong${n}`))).toBe(
        'PRESCRIPTION_TOKEN_WRONG',
      );
    }
    expect(await codeOf(opening.open(guesser, prescriptionId, key))).toBe('TOO_MANY');
    expect(await codeOf(opening.open(pharmacist, prescriptionId, key))).toBe('done');
  });

  it('shows the content to whoever holds the token, and is on the record either way', async () => {
    const { prescriptionId, token } = await issuing.issue(prescriber, asked());
    const { content, items } = await opening.open(
      pharmacist,
      prescriptionId,
      await contentKey(parsePrescriptionToken(token)),
    );
    expect(content.patientName).toBe('Ada Example');
    expect(content.medicines[0]).toMatchObject({ substance: 'Acarbose', ordinals: [0] });
    expect(items).toHaveLength(1);
    await opening.open(pharmacist, prescriptionId, 'wrong').catch(() => undefined);
    const entries = await bench.sql(
      `SELECT user_id, details FROM audit_entry WHERE action = 'prescription.open' AND subject_id = $1 ORDER BY id`,
      [prescriptionId],
    );
    expect(entries).toEqual([
      { user_id: pharmacist.userId, details: { opened: true } },
      { user_id: pharmacist.userId, details: { opened: false } },
    ]);
  });
});

describe('what was issued', () => {
  it('is found by the reference on the paper, by who issued it', async () => {
    const { prescriptionId } = await issuing.issue(prescriber, asked());
    await issuing.issue(prescriber, asked());
    const stranger = await anActor(bench, { roles: ['PRESCRIBER'] });
    const found = async (actor: Actor, reference: string) => {
      const { nodes, totalCount } = await reader.issued(actor, { first: 10 }, reference);
      return [nodes.map(({ id }) => id), typeof totalCount === 'function' ? await totalCount() : totalCount];
    };
    const reference = prescriptionId.slice(-8).toUpperCase();
    expect(await found(prescriber, ` ${reference} `)).toEqual([[prescriptionId], 1]);
    expect(await found(stranger, reference)).toEqual([[], 0]);
    expect(await found(prescriber, '%')).toEqual([[], 0]);
  });
});

describe('cancelling', () => {
  it('is for the prescriber who issued it, with a reason, once', async () => {
    const { prescriptionId } = await issuing.issue(prescriber, asked());
    const stranger = await anActor(bench, { roles: ['PRESCRIBER'] });
    const cancel = (actor: Actor, reason: string) =>
      codeOf(cancelling.cancel(actor, { idempotencyKey: randomUUID(), prescriptionId, reason }));
    expect(await cancel(stranger, 'lost')).toBe('NOT_FOUND');
    expect(await cancel(prescriber, ' ')).toBe('BAD_INPUT');
    expect(await cancel(prescriber, 'paper lost')).toBe('done');
    expect(await cancel(prescriber, 'paper lost')).toBe('PRESCRIPTION_CANCELLED');
    const items = await reader.itemsOf(prescriptionId);
    expect(items.map(({ state }) => state)).toEqual(['CANCELLED']);
  });

  it('of one item leaves the others open; with the last one the prescription is cancelled', async () => {
    const { prescriptionId } = await issuing.issue(prescriber, asked({ medicines: [medicine, medicine] }));
    const other = await issuing.issue(prescriber, asked());
    const [first, second] = await reader.itemsOf(prescriptionId);
    const cancel = (...itemIds: string[]) =>
      codeOf(
        cancelling.cancel(prescriber, {
          idempotencyKey: randomUUID(),
          prescriptionId,
          itemIds,
          reason: ' rash ',
        }),
      );
    expect(await cancel((await reader.itemsOf(other.prescriptionId))[0]!.id)).toBe('NOT_FOUND');
    expect(await cancel(first!.id)).toBe('done');
    expect(await cancel(first!.id)).toBe('PRESCRIPTION_DONE');
    const after = await reader.itemsOf(prescriptionId);
    const reasons = bench.get(CancelReasons);
    const why = after.map(async (item) => [item.state, await reasons.open('prescription_item', item)]);
    expect(await Promise.all(why)).toEqual([
      ['CANCELLED', 'rash'],
      [second!.state, null],
    ]);
    expect(await reader.ownById(prescriber, prescriptionId)).toMatchObject({ cancelledAt: null });
    expect(await cancel(second!.id)).toBe('done');
    const whole = await reader.ownById(prescriber, prescriptionId);
    expect(whole!.cancelReason!.includes('rash')).toBe(false);
    expect(await reasons.open('prescription', whole!)).toBe('rash');
  });

  it('cancels every repeat that is still to come', async () => {
    const repeated = asked({ medicines: [{ ...medicine, repeats: 3 }] });
    const { prescriptionId } = await issuing.issue(prescriber, repeated);
    await cancelling.cancel(prescriber, {
      idempotencyKey: randomUUID(),
      prescriptionId,
      reason: 'therapy changed',
    });
    const calls = await bench.sql(
      `SELECT o.kind FROM operation o JOIN prescription_item i ON i.cancel_operation_id = o.id
       WHERE i.prescription_id = $1`,
      [prescriptionId],
    );
    expect(calls).toHaveLength(4);
  });
});
