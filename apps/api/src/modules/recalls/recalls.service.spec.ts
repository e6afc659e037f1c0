import type { Duty } from '@custodia/access';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { openCareBench, type CareBench } from '../../testing/care-bench.js';
import { byTwo } from '../../testing/ledger-bench.js';
import { aRun, type BuiltRun } from '../../testing/goods.js';
import { codeOf } from '../../testing/outcome.js';
import { ReceivingService, ShippingService } from '../custody/index.js';
import { DispenseService, DispensingModule } from '../dispensing/index.js';
import {
  DecommissionService,
  LotOrdersService,
  RecallsModule,
  RecallsReader,
  RecallsService,
  type AskedDecommission,
  type ProposedRecall,
} from './index.js';

let bench: CareBench;
let ana: Actor;
let ben: Actor;

beforeAll(async () => {
  bench = await openCareBench({ imports: [RecallsModule, DispensingModule] });
  const duties: Duty[] = ['recall.propose', 'recall.approve'];
  ana = await bench.colleague(bench.maker, duties);
  ben = await bench.colleague(bench.maker, duties);
});
afterAll(() => bench.close());

const key = () => ({ idempotencyKey: randomUUID() });
const dispense = (run: BuiltRun, index: number) =>
  bench.get(DispenseService).dispense(bench.pharmacy, {
    ...key(),
    basis: 'PAPER',
    paperReference: 'Rx 17',
    lines: [{ scan: run.code(index) }],
    fills: [],
    owe: [],
  });
const proposal = (run: BuiltRun, change: Partial<ProposedRecall> = {}): ProposedRecall => ({
  ...key(),
  lotId: run.lotId,
  kind: 'RECALL',
  class: 'II',
  text: 'Particles were found. Keep the packs apart.',
  lotNumber: run.lotNumber,
  ...change,
});
const ledgerLot = async ({ lotKey }: BuiltRun) => {
  const [row] = await bench.sql('SELECT held, recalled, withdrawn FROM ledger.lot WHERE lot_key = $1', [
    Buffer.from(lotKey.slice(2), 'hex'),
  ]);
  return row;
};
/** What everybody may know of a run's lot. */
const announced = async ({ lotNumber }: BuiltRun) =>
  (await bench.get(RecallsReader).recalledLots()).filter((lot) => lot.lotNumber === lotNumber);

describe('a hold', () => {
  it('is for the maker and the regulator, with a reason, once, and reversible', async () => {
    const holds = bench.get(LotOrdersService);
    const run = await bench.stock(4);
    const order = (reason = 'seal in question') => ({ ...key(), lotId: run.lotId, reason });
    expect(await codeOf(holds.hold(bench.distributor, order()))).toBe('NOT_FOUND');
    expect(await codeOf(holds.hold(bench.maker, order(' ')))).toBe('BAD_INPUT');
    expect(await codeOf(holds.release(bench.maker, order()))).toBe('LOT_HOLD_UNCHANGED');
    await holds.hold(bench.maker, order());
    expect(await codeOf(holds.hold(bench.maker, order()))).toBe('LOT_HOLD_UNCHANGED');
    // It counts at once, before the ledger has it.
    expect(await codeOf(dispense(run, 0))).toBe('LOT_HELD');
    await holds.hold(bench.regulator, order('complaint'));
    await bench.settleAll();
    expect(await ledgerLot(run)).toMatchObject({ held: true });
    expect(await bench.get(RecallsReader).heldReasonOf(run.lotId)).toBe('complaint');
    const sites = [bench.maker.siteId, bench.regulator.siteId].sort();
    expect([...(await bench.get(RecallsReader).holdersOf(run.lotId))].sort()).toEqual(sites);
    await holds.release(bench.maker, order('seal is sound'));
    await bench.settleAll();
    expect(await codeOf(dispense(run, 0))).toBe('LOT_HELD');
    await holds.release(bench.regulator, order('nothing found'));
    await bench.settleAll();
    expect(await codeOf(dispense(run, 0))).toBe('done');
    await bench.settleAll();
  });
});

describe('a recall', () => {
  it('is proposed by the maker or the regulator only, and approved by a second person', async () => {
    const recalls = bench.get(RecallsService);
    const run = await bench.stock(8);
    expect(await codeOf(recalls.propose(bench.pharmacy, proposal(run)))).toBe('NOT_FOUND');
    expect(await codeOf(recalls.propose(ana, proposal(run, { lotNumber: 'wrong' })))).toBe(
      'RECALL_NOT_CONFIRMED',
    );
    const recallId = await recalls.propose(ana, proposal(run));
    expect(await codeOf(recalls.propose(ben, proposal(run)))).toBe('RECALL_EXISTS');
    await bench.settleAll();
    // A proposal alone stops nothing.
    expect(await ledgerLot(run)).toMatchObject({ recalled: false });
    expect(await codeOf(dispense(run, 0))).toBe('done');
    expect(await codeOf(recalls.approve(ana, { ...key(), recallId }))).toBe('RECALL_SAME_PERSON');
    expect(await codeOf(recalls.approve(bench.regulator, { ...key(), recallId }))).toBe('NOT_FOUND');
    await recalls.approve(ben, { ...key(), recallId });
    expect(await codeOf(dispense(run, 1))).toBe('LOT_RECALLED');
    await bench.settleAll();
    expect(await ledgerLot(run)).toMatchObject({ recalled: true });
    expect(await codeOf(recalls.approve(ben, { ...key(), recallId }))).toBe('RECALL_SETTLED');

    const reader = bench.get(RecallsReader);
    const recall = (await reader.recall(bench.regulator, recallId))!;
    expect(recall).toMatchObject({ status: 'ISSUED', proposedBy: ana.userId, approvedBy: ben.userId });
    expect(await reader.unitsSupplied(recallId)).toBe(1);
    expect(await reader.holders(ana, recall)).toEqual([
      { siteId: bench.pharmacy.siteId, units: 7, supplied: 1, acknowledgedAt: null },
    ]);
    expect(await codeOf(recalls.acknowledge(bench.otherPharmacy, { ...key(), recallId }))).toBe('NOT_FOUND');
    await recalls.acknowledge(bench.pharmacy, { ...key(), recallId });
    const [own] = await reader.holders(bench.pharmacy, recall);
    expect(own?.acknowledgedAt).toBeInstanceOf(Date);
  });

  it('of a range leaves the rest of the lot in order', async () => {
    const run = await bench.stock(10);
    const recalls = bench.get(RecallsService);
    const recallId = await recalls.propose(
      ana,
      proposal(run, { ranges: [{ runId: run.id, from: 2, to: 4 }] }),
    );
    await recalls.approve(ben, { ...key(), recallId });
    await bench.settleAll();
    expect(await codeOf(dispense(run, 2))).toBe('LOT_RECALLED');
    expect(await codeOf(dispense(run, 3))).toBe('LOT_RECALLED');
    expect(await codeOf(dispense(run, 4))).toBe('done');
    const recall = (await bench.get(RecallsReader).recall(ana, recallId))!;
    expect(await bench.get(RecallsReader).holders(ana, recall)).toMatchObject([{ units: 2 }]);
    expect(await announced(run)).toMatchObject([{ class: 'II' }]);
  });

  it('of ranges and packs of several runs stops these, in one go', async () => {
    const first = await bench.stock(6);
    const second = await aRun(bench, bench.maker, {
      gtin: first.gtin,
      lotNumber: first.lotNumber,
      expiry: first.expiry,
      units: 20,
    });
    expect(second.lotId).toBe(first.lotId);
    await bench.settleAll();
    const recalls = bench.get(RecallsService);
    const reader = bench.get(RecallsReader);
    const serials = [second.serial(9), ' ' + second.serial(10), second.serial(12)];
    expect(await codeOf(recalls.propose(ana, proposal(first, { serials: [...serials, 'NONE'] })))).toBe(
      'SERIAL_UNKNOWN',
    );
    const recallId = await recalls.propose(
      ana,
      proposal(first, {
        serials,
        ranges: [
          { runId: first.id, from: 0, to: 2 },
          { runId: first.id, from: 4, to: 5 },
        ],
      }),
    );
    await recalls.approve(ben, { ...key(), recallId });
    await bench.settleAll();
    const recall = (await reader.recall(ana, recallId))!;
    expect(recall).toMatchObject({ status: 'ISSUED', wholeLot: false });
    expect(await reader.scopeOf(recallId)).toEqual([
      { runId: first.id, from: 0, to: 2 },
      { runId: first.id, from: 4, to: 5 },
      { runId: second.id, from: 9, to: 11 },
      { runId: second.id, from: 12, to: 13 },
    ]);
    expect(await reader.holders(ana, recall)).toEqual([
      { siteId: bench.maker.siteId, units: 3, supplied: 0, acknowledgedAt: null },
      { siteId: bench.pharmacy.siteId, units: 3, supplied: 0, acknowledgedAt: null },
    ]);
    expect(await codeOf(dispense(first, 4))).toBe('LOT_RECALLED');
    expect(await codeOf(dispense(first, 3))).toBe('done');
    const ship = (from: number, to: number) =>
      bench.get(ShippingService).ship(bench.maker, {
        ...key(),
        toSiteId: bench.pharmacy.siteId,
        lines: [{ runId: second.id, from, to }],
      });
    expect(await codeOf(ship(8, 10))).toBe('LOT_RECALLED');
    expect(await codeOf(ship(0, 9).then(() => 'shipped'))).toBe('done');
    await bench.settleAll();
    // And the rest of the lot can still be recalled.
    const rest = await recalls.propose(ana, proposal(first));
    await recalls.approve(ben, { ...key(), recallId: rest });
    await bench.settleAll();
    expect(await ledgerLot(first)).toMatchObject({ recalled: true });
    expect(await ledgerLot(second)).toMatchObject({ recalled: true });
  });

  it('by the regulator takes two of the regulator’s people and two keys of its own', async () => {
    const nora = await bench.colleague(bench.regulator, ['recall.propose']);
    const david = await bench.colleague(bench.regulator, ['recall.approve']);
    const recalls = bench.get(RecallsService);
    const run = await bench.stock(4);
    expect(await codeOf(recalls.propose(nora, proposal(run, { class: 'IV' })))).toBe('BAD_INPUT');
    const recallId = await recalls.propose(nora, proposal(run));
    await bench.settleAll();
    expect(await codeOf(dispense(run, 0))).toBe('done');
    // The maker's second person is not the regulator's.
    expect(await codeOf(recalls.approve(ben, { ...key(), recallId }))).toBe('NOT_FOUND');
    expect(await codeOf(recalls.approve(nora, { ...key(), recallId }))).toBe('RECALL_SAME_PERSON');
    await recalls.approve(david, { ...key(), recallId });
    expect(await codeOf(dispense(run, 1))).toBe('LOT_RECALLED');
    await bench.settleAll();
    expect(await ledgerLot(run)).toMatchObject({ recalled: true });
    const recall = (await bench.get(RecallsReader).recall(nora, recallId))!;
    expect(recall).toMatchObject({ status: 'ISSUED', refusal: null, partyId: bench.regulator.partyId });
    const signers = await bench.sql(
      `SELECT p.signer AS proposal, a.signer AS approval FROM recall_run x
       JOIN operation p ON p.id = x.proposal_operation_id JOIN operation a ON a.id = x.approval_operation_id
       WHERE x.recall_id = $1`,
      [recallId],
    );
    expect(signers).toEqual([{ proposal: 'regulator', approval: 'regulator-approver' }]);
  });

  it('is taken back by the site that proposed it, and nobody can approve it any more', async () => {
    const recalls = bench.get(RecallsService);
    const reader = bench.get(RecallsReader);
    const run = await bench.stock(4);
    const recallId = await recalls.propose(ana, proposal(run));
    const taken = (actor: Actor, reason = 'wrong lot') =>
      codeOf(recalls.retract(actor, { ...key(), recallId, reason }));
    expect(await taken(bench.regulator)).toBe('NOT_FOUND');
    expect(await taken(bench.pharmacy)).toBe('NOT_FOUND');
    expect(await taken(ana, '  ')).toBe('BAD_INPUT');
    await recalls.retract(ana, { ...key(), recallId, reason: ' wrong lot ' });
    expect(await taken(ben)).toBe('RECALL_SETTLED');
    expect(await codeOf(recalls.approve(ben, { ...key(), recallId }))).toBe('RECALL_SETTLED');
    await bench.settleAll();
    expect(await reader.recall(ana, recallId)).toMatchObject({
      status: 'RETRACTED',
      retractedBy: ana.userId,
      retractReason: 'wrong lot',
    });
    expect(await bench.operation((await reader.operationOf(recallId))!)).toMatchObject({
      status: 'CONFIRMED',
    });
    // On the ledger the second key comes too late as well.
    const [part] = await bench.sql<{ proposal_operation_id: string }>(
      'SELECT proposal_operation_id FROM recall_run WHERE recall_id = $1',
      [recallId],
    );
    const [late] = await bench.enqueue({
      call: { kind: 'approveRecall', proposal: part!.proposal_operation_id },
      partyId: bench.maker.partyId,
      signer: 'approver',
    });
    await bench.settleAll();
    expect(await bench.operation(late!)).toEqual({ status: 'REFUSED', reason: 'UnknownProposal' });
    expect(await codeOf(dispense(run, 0))).toBe('done');
    // And the same lot can be proposed anew.
    const again = await recalls.propose(ben, proposal(run));
    await recalls.approve(ana, { ...key(), recallId: again });
    await bench.settleAll();
    expect(await ledgerLot(run)).toMatchObject({ recalled: true });
  });

  it('that the ledger does not let go waits for its approval again', async () => {
    const recalls = bench.get(RecallsService);
    const run = await bench.stock(4);
    const recallId = await recalls.propose(ana, proposal(run));
    await bench.settleAll();
    const { partyId: party } = bench.maker;
    const call = { kind: 'suspend', party } as const;
    await bench.enqueue({ call, partyId: bench.regulator.partyId, signer: 'regulator' });
    await recalls.retract(ana, { ...key(), recallId, reason: 'wrong lot' });
    await bench.settleAll();
    await bench.enqueue(...byTwo('Reinstatement', { party }));
    await bench.settleAll();
    const recall = await bench.get(RecallsReader).recall(ana, recallId);
    expect(recall).toMatchObject({ status: 'PROPOSED', retractedBy: null, retractReason: null });
    await recalls.approve(ben, { ...key(), recallId });
    await bench.settleAll();
    expect(await ledgerLot(run)).toMatchObject({ recalled: true });
  });

  it('as a withdrawal ends the lot', async () => {
    const run = await bench.stock(4);
    const recalls = bench.get(RecallsService);
    const recallId = await recalls.propose(ana, proposal(run, { kind: 'WITHDRAWAL' }));
    await recalls.approve(ben, { ...key(), recallId });
    await bench.settleAll();
    expect(await ledgerLot(run)).toMatchObject({ withdrawn: true });
    expect(await codeOf(dispense(run, 0))).toBe('LOT_WITHDRAWN');
    expect(await announced(run)).toEqual([]);
  });

  it('shows to others only when it stands, and only to those who hold or held some of it', async () => {
    const run = await bench.stock(4);
    const recalls = bench.get(RecallsService);
    const reader = bench.get(RecallsReader);
    const recallId = await recalls.propose(ana, proposal(run));
    const seenBy = async (actor: Actor) => (await reader.recall(actor, recallId)) !== null;
    expect(await seenBy(bench.pharmacy)).toBe(false);
    await recalls.approve(ben, { ...key(), recallId });
    expect(await seenBy(bench.pharmacy)).toBe(true);
    expect(await seenBy(bench.otherPharmacy)).toBe(false);
    expect(await seenBy(bench.regulator)).toBe(true);
    const listed = await reader.recalls(bench.pharmacy, { first: 100 });
    expect(listed.nodes.map(({ id }) => id)).toContain(recallId);
    await bench.settleAll();
  });
});

describe('units that leave the market otherwise', () => {
  const decommission = (change: Partial<AskedDecommission>, actor = bench.pharmacy) =>
    codeOf(
      bench
        .get(DecommissionService)
        .decommission(actor, { ...key(), kind: 'DESTROY', reason: 'broken', ...change }),
    );

  it('are the holder’s, known, and in order', async () => {
    const run = await bench.stock(20);
    const scan = run.code(0);
    expect(await decommission({ scan: 'nothing' })).toBe('SCAN_UNREADABLE');
    expect(await decommission({ scan: scan.replace(run.serial(0), 'FORGED1') })).toBe('SERIAL_UNKNOWN');
    expect(await decommission({})).toBe('BAD_INPUT');
    expect(await decommission({ runId: run.id, from: 0, to: 21 })).toBe('BAD_INPUT');
    expect(await decommission({ scan, reason: ' ' })).toBe('BAD_INPUT');
    expect(await decommission({ scan }, bench.otherPharmacy)).toBe('DECOMMISSION_REFUSED');
    await dispense(run, 5);
    expect(await decommission({ runId: run.id, from: 4, to: 8 })).toBe('UNIT_BUSY');
    await bench.settleAll();
    expect(await decommission({ runId: run.id, from: 4, to: 8 })).toBe('DECOMMISSION_REFUSED');
  });

  it('are gone on the ledger, and not dispensed meanwhile', async () => {
    const run = await bench.stock(20);
    expect(await decommission({ runId: run.id, from: 0, to: 3, kind: 'EXPORT' })).toBe('done');
    expect(await codeOf(dispense(run, 1))).toBe('UNIT_BUSY');
    expect(await decommission({ scan: run.code(4), kind: 'LOCK' })).toBe('done');
    expect(await decommission({ scan: run.code(6), kind: 'LOCK' }, bench.regulator)).toBe('done');
    await bench.settleAll();
    expect(await codeOf(dispense(run, 1))).toBe('UNIT_DECOMMISSIONED');
    expect(await codeOf(dispense(run, 4))).toBe('UNIT_LOCKED');
    // What the regulator seized, the holder cannot unlock.
    expect(await decommission({ scan: run.code(6), kind: 'UNLOCK' })).toBe('DECOMMISSION_REFUSED');
    expect(await decommission({ scan: run.code(4), kind: 'UNLOCK' })).toBe('done');
    expect(await decommission({ scan: run.code(6), kind: 'UNLOCK' }, bench.regulator)).toBe('done');
    await bench.settleAll();
    expect(await codeOf(dispense(run, 4))).toBe('done');
    expect(await codeOf(dispense(run, 6))).toBe('done');
    await bench.settleAll();
  });

  it('that came in parts go as one range', async () => {
    const run = await bench.stock(6, bench.distributor);
    const shipmentId = await bench.get(ShippingService).ship(bench.distributor, {
      ...key(),
      toSiteId: bench.pharmacy.siteId,
      lines: [{ runId: run.id, from: 0, to: 6 }],
    });
    for (const scans of [[run.code(0), run.code(1)], [run.code(2)]])
      await bench.get(ReceivingService).receive(bench.pharmacy, { ...key(), shipmentId, scans });
    expect(await decommission({ runId: run.id, from: 0, to: 4 })).toBe('DECOMMISSION_REFUSED');
    expect(await decommission({ runId: run.id, from: 0, to: 3 })).toBe('done');
    await bench.settleAll();
    const [row] = await bench.sql(
      `SELECT count(*) AS operations FROM operation WHERE run_id = $1 AND kind = 'decommission' AND status = 'CONFIRMED'`,
      [run.id],
    );
    expect(Number(row!['operations'])).toBeGreaterThan(1);
    expect(await codeOf(dispense(run, 2))).toBe('UNIT_DECOMMISSIONED');
  });

  it('stolen on the road, are reported by the shipper', async () => {
    const run = await bench.stock(4);
    await bench.get(ShippingService).returnGoods(bench.pharmacy, {
      ...key(),
      toSiteId: bench.maker.siteId,
      lines: [{ runId: run.id, from: 0, to: 4 }],
    });
    await bench.settleAll();
    const range = { runId: run.id, from: 0, to: 4 };
    expect(await decommission({ ...range, kind: 'DESTROY' })).toBe('DECOMMISSION_REFUSED');
    expect(await decommission({ ...range, kind: 'STOLEN' })).toBe('done');
    await bench.settleAll();
    expect(await codeOf(dispense(run, 0))).toBe('UNIT_DECOMMISSIONED');
  });
});
