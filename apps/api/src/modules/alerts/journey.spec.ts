import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { openCareBench, type CareBench } from '../../testing/care-bench.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { aRun, type BuiltRun } from '../../testing/goods.js';
import { aPrescription } from '../../testing/prescriptions.js';
import { ReceivingService, ShippingService } from '../custody/index.js';
import {
  DispenseService,
  DispensingModule,
  ReportService,
  UndoService,
  type AskedDispense,
} from '../dispensing/index.js';
import { PrescriptionsModule } from '../prescriptions/index.js';
import { RecallsModule, RecallsService } from '../recalls/index.js';
import { VerificationModule, VerificationService } from '../verification/index.js';
import { AlertsModule } from './alerts.module.js';
import { AlertsReader } from './alerts.reader.js';

let bench: CareBench;
let run: BuiltRun;
let next = 0;

beforeAll(async () => {
  bench = await openCareBench({
    imports: [AlertsModule, DispensingModule, PrescriptionsModule, RecallsModule, VerificationModule],
  });
  run = await bench.stock(40);
});
afterAll(() => bench.close());

const dispense = (actor: Actor, change: Partial<AskedDispense>) =>
  bench.get(DispenseService).dispense(actor, {
    idempotencyKey: randomUUID(),
    basis: 'PAPER',
    paperReference: 'Rx 17',
    lines: [],
    fills: [],
    owe: [],
    ...change,
  });
const alertsOf = async (serial: string, actor = bench.regulator) => {
  const { nodes } = await bench.get(AlertsReader).alerts(actor, {}, { first: 100 });
  return nodes.filter((alert) => alert.serial === serial);
};

describe('a pack dispensed twice', () => {
  it('is refused at the second pharmacy, and the regulator sees why, in one incident with the scan', async () => {
    const index = next++;
    const lines = [{ scan: run.code(index) }];
    await dispense(bench.pharmacy, { lines });
    await bench.settleAll();
    expect(await alertsOf(run.serial(index))).toEqual([]);

    const verdict = await bench
      .get(VerificationService)
      .verify(bench.otherPharmacy, { data: run.code(index), channel: 'WEDGE', mode: 'DISPENSE' });
    expect(verdict.type).toBe('DispensedElsewhere');
    await expect(dispense(bench.otherPharmacy, { lines })).rejects.toMatchObject({
      code: 'ALREADY_SUPPLIED',
    });
    await bench.get(VerificationService).recent(bench.otherPharmacy, 1);
    await bench.settleAll();

    const alerts = await alertsOf(run.serial(index));
    expect(alerts.map(({ rule, severity }) => [rule, severity])).toEqual([['DUPLICATE_DISPENSE', 'HIGH']]);
    expect(alerts[0]?.siteIds).toEqual([bench.otherPharmacy.siteId]);
    expect((await alertsOf(run.serial(index), bench.maker))[0]?.siteIds).toEqual([]);
    expect(await alertsOf(run.serial(index), bench.pharmacy)).toEqual([]);
  });

  it('at the same counter is a slip twice, and then a small alert', async () => {
    const index = next++;
    const lines = [{ scan: run.code(index) }];
    await dispense(bench.pharmacy, { lines });
    await bench.settleAll();
    for (const expected of [0, 0, 1]) {
      await expect(dispense(bench.pharmacy, { lines })).rejects.toMatchObject({ code: 'ALREADY_SUPPLIED' });
      await bench.settleAll();
      expect(await alertsOf(run.serial(index))).toHaveLength(expected);
    }
    expect(await alertsOf(run.serial(index))).toMatchObject([
      { rule: 'DUPLICATE_DISPENSE', severity: 'LOW' },
    ]);
  });
});

describe('a pack supplied by a pharmacy that never received it', () => {
  it('is refused, and told', async () => {
    const index = next++;
    const lines = [{ scan: run.code(index) }];
    await expect(dispense(bench.otherPharmacy, { lines })).rejects.toMatchObject({ code: 'NOT_HOLDER' });
    await bench.settleAll();
    expect(await alertsOf(run.serial(index))).toMatchObject([{ rule: 'NOT_IN_CUSTODY', severity: 'HIGH' }]);
  });
});

describe('a stolen voucher', () => {
  it('is refused, and told', async () => {
    const prescription = await aPrescription(bench, bench.prescriber);
    await bench.settleAll();
    const [item] = await prescription.items();
    const index = next++;
    const asked = {
      basis: 'E_PRESCRIPTION' as const,
      prescriptionId: prescription.id,
      contentKey: prescription.contentKey,
      lines: [{ scan: run.code(index), itemId: item!.id }],
      fills: [await prescription.sign(0, bench.otherPharmacy, 20)],
    };
    await expect(dispense(bench.pharmacy, asked)).rejects.toMatchObject({ code: 'VOUCHER_INVALID' });
    await bench.settleAll();
    expect(await alertsOf(run.serial(index))).toMatchObject([{ rule: 'VOUCHER_MISUSED', severity: 'HIGH' }]);
  });
});

describe('goods', () => {
  it('that arrive with packs missing are told to the sender, the receiver and the regulator', async () => {
    const sent = await aRun(bench, bench.maker, { units: 6 });
    await bench.settleAll();
    const shipmentId = await bench.get(ShippingService).ship(bench.maker, {
      idempotencyKey: randomUUID(),
      toSiteId: bench.pharmacy.siteId,
      lines: [{ runId: sent.id, from: 0, to: 6 }],
    });
    await bench.get(ReceivingService).receive(bench.pharmacy, {
      idempotencyKey: randomUUID(),
      shipmentId,
      scans: [0, 1, 2].map((index) => sent.code(index)),
    });
    await bench.settleAll();
    const told = async (actor: Actor) => {
      const { nodes } = await bench
        .get(AlertsReader)
        .alerts(actor, { rule: 'DELIVERY_MISMATCH' }, { first: 10 });
      return nodes.map(({ evidence }) => evidence);
    };
    for (const actor of [bench.maker, bench.pharmacy, bench.regulator]) {
      expect(await told(actor)).toMatchObject([{ missing: 3, unexpected: 0 }]);
    }
    expect(await told(bench.otherPharmacy)).toEqual([]);
  });

  it('that the ledger refuses although this node thought them in order are told', async () => {
    await bench.get(UnitOfWork).run(bench.otherPharmacy, 'custody.ship', async (tx) => {
      await tx.enqueue({
        call: { kind: 'ship', lot: run.lotKey, start: 30, end: 32, receiver: bench.maker.partyId },
        partyId: bench.otherPharmacy.partyId,
        runId: run.id,
        idx: [30, 32],
      });
      tx.audit({ type: 'run', id: String(run.id) });
    });
    await bench.settleAll();
    const told = await bench.sql(`SELECT evidence FROM alert WHERE rule = 'REFUSED_BY_LEDGER'`);
    expect(told).toMatchObject([{ evidence: { reason: 'NotHolder', operation: 'ship' } }]);
  });
});

describe('dispensed-undone-dispensed', () => {
  it('is a slip once; a pack that is taken back again and again within a day is told', async () => {
    const index = next++;
    for (const expected of [[], ['DISPENSED_AND_UNDONE']]) {
      const id = await dispense(bench.pharmacy, { lines: [{ scan: run.code(index) }] });
      await bench.settleAll();
      const rows = await bench.sql<{ id: string }>('SELECT id FROM dispense_line WHERE dispensing_id = $1', [
        id,
      ]);
      await bench.get(UndoService).undo(bench.pharmacy, {
        idempotencyKey: randomUUID(),
        lineIds: rows.map((row) => row.id),
        packLeftPharmacy: false,
      });
      await bench.settleAll();
      expect((await alertsOf(run.serial(index))).map(({ rule }) => rule)).toEqual(expected);
    }
  });
});

describe('outflow-over-inflow', () => {
  it('is told where one place supplies more of a lot than it ever got', async () => {
    const foreign = await bench.stock(5);
    const supplies = async (...indices: number[]) => {
      await bench.get(ReportService).report(bench.otherPharmacy, {
        idempotencyKey: randomUUID(),
        reason: 'OUTAGE',
        basis: 'PAPER',
        eventTime: new Date(Date.now() - 3_600_000),
        lines: indices.map((index) => ({ scan: foreign.code(index) })),
      });
      await bench.settleAll();
      const filter = { rule: 'OUTFLOW_OVER_INFLOW' } as const;
      return (await bench.get(AlertsReader).alerts(bench.regulator, filter, { first: 10 })).nodes;
    };
    expect(await supplies(0, 1, 2, 3)).toEqual([]);
    expect(await supplies(4)).toMatchObject([
      { siteIds: [bench.otherPharmacy.siteId], evidence: { count: 5, lot: foreign.lotNumber } },
    ]);
  });
});

describe('supplies that nobody authorised', () => {
  it('are told when the ledger refuses after the hand-out, and again when they are reported', async () => {
    const prescription = await aPrescription(bench, bench.prescriber);
    const [item] = await prescription.items();
    await bench.enqueue({
      call: { kind: 'cancel', prescriber: bench.prescriber.partyId, id: item!.ledgerId },
      partyId: bench.prescriber.partyId,
      itemId: item!.itemKey,
    });
    const index = next++;
    const id = await dispense(bench.pharmacy, {
      basis: 'E_PRESCRIPTION',
      prescriptionId: prescription.id,
      contentKey: prescription.contentKey,
      lines: [{ scan: run.code(index), itemId: item!.id }],
      fills: [await prescription.sign(0, bench.pharmacy, 20)],
      eventTime: new Date(Date.now() - 3_600_000),
    });
    await bench.settleAll();
    const rules = async () => (await alertsOf(run.serial(index))).map(({ rule }) => rule).sort();
    expect(await rules()).toEqual(['HANDED_OUT_REFUSED', 'VOUCHER_MISUSED']);
    const lineIds = await bench
      .sql<{ id: string }>('SELECT id FROM dispense_line WHERE dispensing_id = $1', [id])
      .then((rows) => rows.map((row) => row.id));
    await bench.get(ReportService).report(bench.pharmacy, { idempotencyKey: randomUUID(), lineIds });
    await bench.settleAll();
    expect(await rules()).toEqual(['HANDED_OUT_REFUSED', 'IRREGULAR_SUPPLY', 'VOUCHER_MISUSED']);
  });

  it('of a lot recalled since are told as such', async () => {
    const recalled = await bench.stock(2);
    const ana = await bench.colleague(bench.maker, ['recall.propose']);
    const ben = await bench.colleague(bench.maker, ['recall.approve']);
    const recalls = bench.get(RecallsService);
    const recallId = await recalls.propose(ana, {
      idempotencyKey: randomUUID(),
      lotId: recalled.lotId,
      kind: 'RECALL',
      class: 'I',
      text: 'Do not use.',
      lotNumber: recalled.lotNumber,
    });
    await recalls.approve(ben, { idempotencyKey: randomUUID(), recallId });
    await bench.settleAll();
    await bench.get(ReportService).report(bench.pharmacy, {
      idempotencyKey: randomUUID(),
      reason: 'OUTAGE',
      basis: 'PAPER',
      eventTime: new Date(Date.now() - 4 * 3_600_000),
      lines: [{ scan: recalled.code(0) }],
    });
    await bench.settleAll();
    const alerts = await alertsOf(recalled.serial(0));
    expect(alerts.map(({ rule }) => rule).sort()).toEqual(['IRREGULAR_SUPPLY', 'RECALLED_SUPPLIED']);
  });
});
