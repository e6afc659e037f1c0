import { evidenceHash, type EvidenceBundle } from '@custodia/ledger';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCareBench, type CareBench } from '../../testing/care-bench.js';
import { aRun, type BuiltRun } from '../../testing/goods.js';
import { DispenseService, DispensingModule } from '../dispensing/index.js';
import { VerificationModule, VerificationService } from '../verification/index.js';
import { AlertsModule } from './alerts.module.js';
import { AlertsReader } from './alerts.reader.js';
import { EvidenceService } from './evidence.service.js';

let bench: CareBench;
let run: BuiltRun;

beforeAll(async () => {
  bench = await openCareBench({ imports: [AlertsModule, DispensingModule, VerificationModule] });
  run = await bench.stock(4);
});
afterAll(() => bench.close());

/** A genuine pack is dispensed in one city; its copy lies on a counter in another. */
async function copySold(): Promise<string> {
  await bench.get(DispenseService).dispense(bench.pharmacy, {
    idempotencyKey: randomUUID(),
    basis: 'PAPER',
    paperReference: 'Rx 17',
    lines: [{ scan: run.code(1) }],
    fills: [],
    owe: [],
  });
  await bench.settleAll();
  const verification = bench.get(VerificationService);
  await verification.verify(bench.otherPharmacy, { data: run.code(1), channel: 'WEDGE', mode: 'DISPENSE' });
  await verification.recent(bench.otherPharmacy, 1);
  await bench.settleAll();
  const { nodes } = await bench.get(AlertsReader).incidents(bench.regulator, {}, { first: 10 });
  return nodes[0]!.id;
}

const make = (incidentId: string, actor = bench.regulator, idempotencyKey: string = randomUUID()) =>
  bench.get(EvidenceService).make(actor, { idempotencyKey, incidentId });
const bundleOf = async (id: string) =>
  JSON.parse(await bench.get(EvidenceService).text(id)) as EvidenceBundle;

describe('the evidence of a copied serial', () => {
  it('is of what the actor may see, or not there', async () => {
    await expect(make(randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(make('nonsense')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(bench.get(EvidenceService).text(randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('holds the alert, the way of the genuine pack, its proof, and nothing of other packs', async () => {
    const incidentId = await copySold();
    await expect(make(incidentId, bench.prescriber)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const bundle = await bundleOf(await make(incidentId));
    expect(bundle.alerts.map(({ rule, serial }) => [rule, serial])).toEqual([
      ['DUPLICATE_DISPENSE', run.serial(1)],
    ]);
    expect(bundle.packs).toMatchObject([{ lot: run.lotKey, index: 1, serial: run.serial(1) }]);
    expect(bundle.lots).toMatchObject([{ lot: run.lotKey, gtin: run.gtin, units: 4 }]);
    expect(bundle.transactions.flatMap(({ events }) => events.map(({ name }) => name))).toEqual([
      'LotRegistered',
      'Shipped',
      'Received',
      'Dispensed',
    ]);
    expect(evidenceHash(bundle)).toBe(bundle.hash);
  });

  it('that carries the number of another lot is of its own lot alone', async () => {
    const printed = await aRun(bench, bench.maker, { units: 1, gtin: run.gtin });
    await bench.settleAll();
    const scanned = run.code(2).replace(run.lotNumber, printed.lotNumber);
    await bench.get(VerificationService).verify(bench.otherPharmacy, { data: scanned, channel: 'WEDGE' });
    await bench.get(VerificationService).recent(bench.otherPharmacy, 1);
    await bench.settleAll();
    const { nodes } = await bench.get(AlertsReader).alerts(bench.regulator, {}, { first: 1 });
    expect(nodes).toMatchObject([{ serial: run.serial(2), lotNumber: printed.lotNumber }]);
    const bundle = await bundleOf(await make(nodes[0]!.incidentId));
    expect(bundle.lots.map(({ lot }) => lot)).toEqual([run.lotKey]);
    expect(bundle.packs).toMatchObject([{ lot: run.lotKey, index: 2 }]);
  });

  it('is anchored on the ledger by the regulator, once for a request that is repeated', async () => {
    const { nodes } = await bench.get(AlertsReader).incidents(bench.regulator, {}, { first: 1 });
    const key = randomUUID();
    const id = await make(nodes[0]!.id, bench.regulator, key);
    expect(await make(nodes[0]!.id, bench.regulator, key)).toBe(id);
    await bench.settleAll();
    const bundle = await bundleOf(id);
    const evidence = (await bench.get(EvidenceService).byId(id))!;
    expect(await bench.operation(evidence.operationId)).toEqual({ status: 'CONFIRMED', reason: null });
    const [anchor] = await bench.sql<{ party: number; root: string; count: number }>(
      `SELECT party, '0x' || encode(root, 'hex') AS root, count FROM ledger.anchor WHERE root = decode($1, 'hex')`,
      [bundle.hash.slice(2)],
    );
    expect(anchor).toEqual({ party: bench.regulator.partyId, root: bundle.hash, count: 4 });
  });

  it('cannot be made while the ledger does not answer: that is said, and nothing is written', async () => {
    const { nodes } = await bench.get(AlertsReader).incidents(bench.regulator, {}, { first: 1 });
    const before = await bench.get(EvidenceService).of(nodes[0]!.id);
    await bench.chain.stop();
    await expect(make(nodes[0]!.id)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await bench.get(EvidenceService).of(nodes[0]!.id)).toEqual(before);
  });
});
