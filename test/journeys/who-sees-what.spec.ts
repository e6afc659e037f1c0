import { beforeAll, describe, expect, it } from 'vitest';
import {
  AMOXICILLIN,
  CAPSULES_IN_PACK,
  deliverLot,
  openPrescription,
  prescribe,
  siteNamed,
  type RegisteredLot,
} from './acts.js';
import { cast } from './cast.js';
import { Client, refusalOf } from './client.js';
import { alertsAbout, serialOf, supplyOnPaper, undo, untilAlerted, verify, visitOf } from './counter-acts.js';
import { packContainer, stockOf } from './goods-acts.js';

const { maker, otherMaker, distributor, pharmacy, otherPharmacy, hospital, prescriber, regulator } =
  await cast(
    'maker',
    'otherMaker',
    'distributor',
    'pharmacy',
    'otherPharmacy',
    'hospital',
    'prescriber',
    'regulator',
  );
let lot: RegisteredLot;
let visitId: string;
let lineId: string;
let operationId: string;
let prescriptionId: string;
let sscc: string;

beforeAll(async () => {
  lot = await deliverLot(maker, distributor, pharmacy, { distributor: 'Atlantic', pharmacy: 'Harbor' }, 6);
  const { id, lines } = await supplyOnPaper(pharmacy, [lot.codes[0]!]);
  [visitId, lineId] = [id, lines[0]!.id];
  await visitOf(pharmacy, id);
  const { operations } = await pharmacy.ask<{ operations: { nodes: { id: string }[] } }>(
    '{ operations(first: 1) { nodes { id } } }',
  );
  operationId = operations.nodes[0]!.id;
  prescriptionId = (await openPrescription(pharmacy, await prescribe(prescriber, CAPSULES_IN_PACK))).id;
  sscc = await packContainer(pharmacy, 'CARTON', { ranges: [{ runId: lot.runId, from: 3, to: 5 }] });
});

/** What comes back for an id that is somebody else's: as if there were nothing. */
async function sees(client: Client, query: string, variables: object): Promise<boolean> {
  const answer = await client
    .ask<Record<string, unknown>>(query, variables as Record<string, unknown>)
    .catch((error: { code?: string }) => {
      expect(error.code).toMatch(/^(NOT_FOUND|FORBIDDEN)$/);
      return {};
    });
  return Object.values(answer).some((value) => value !== null);
}

const ID = (field: string) => `query ($id: ID!) { ${field}(id: $id) { id } }`;

describe('another pharmacy sees nothing of this one', () => {
  it('by the ids of its visits, operations, lots, runs and containers', async () => {
    for (const stranger of [otherPharmacy, hospital]) {
      expect(await sees(stranger, ID('dispensing'), { id: visitId })).toBe(false);
      expect(await sees(stranger, ID('operation'), { id: operationId })).toBe(false);
      expect(await sees(stranger, ID('lot'), { id: lot.lotId })).toBe(false);
      expect(await sees(stranger, ID('run'), { id: lot.runId })).toBe(false);
      expect(await sees(stranger, ID('prescription'), { id: prescriptionId })).toBe(false);
      expect(await sees(stranger, 'query ($sscc: Sscc!) { container(sscc: $sscc) { sscc } }', { sscc })).toBe(
        false,
      );
      expect(await stockOf(stranger, lot.runId, lot.number)).toBe(0);
    }
    // The same questions, asked by whose they are.
    expect(await sees(pharmacy, ID('dispensing'), { id: visitId })).toBe(true);
    expect(await sees(pharmacy, ID('operation'), { id: operationId })).toBe(true);
    expect(await sees(pharmacy, ID('lot'), { id: lot.lotId })).toBe(true);
    expect(await sees(pharmacy, 'query ($sscc: Sscc!) { container(sscc: $sscc) { sscc } }', { sscc })).toBe(
      true,
    );
  });

  it('and changes nothing of it', async () => {
    expect(
      await refusalOf(undo(otherPharmacy, { lineIds: [lineId], packLeftPharmacy: false, reason: 'x' })),
    ).toBe('NOT_FOUND');
    const pack = packContainer(otherPharmacy, 'PALLET', { children: [sscc] });
    expect(await refusalOf(pack)).toBe('NOT_FOUND');
  });

  it('nor by labels, rejected lists and label files of its packs', async () => {
    for (const path of [
      `/lots/runs/${lot.runId}/labels.pdf?from=0&count=2`,
      `/lots/runs/${lot.runId}/label.svg?index=0`,
      `/lots/runs/${lot.runId}/label.png?index=0`,
      `/lots/runs/${lot.runId}/rejected.csv`,
      `/files/containers/${sscc}/label.svg`,
    ]) {
      expect([403, 404]).toContain((await otherPharmacy.fetch(path)).status);
    }
  });

  it('nor what happened to a pack there, but for its region', async () => {
    const verdict = JSON.stringify(
      await otherPharmacy.ask(
        `query ($scan: ScanInput!) { verify(scan: $scan) {
           __typename ... on VerdictCard { headline nextStep } ... on DispensedElsewhere { region dispensedAt }
         } }`,
        { scan: { data: lot.codes[0], channel: 'WEDGE' } },
      ),
    );
    expect(verdict).toContain('DispensedElsewhere');
    expect(verdict).not.toMatch(/Harbor|Lena/);
    const trace = await otherPharmacy.ask<{ trace: { hops: { site: { name: string } | null }[] } | null }>(
      `query ($gtin: Gtin!, $serial: String!) {
         trace(gtin: $gtin, serial: $serial) { hops { kind note site { name } to { name } } }
       }`,
      { gtin: AMOXICILLIN, serial: serialOf(lot.codes[0]!) },
    );
    expect(JSON.stringify(trace)).not.toMatch(/Harbor|Lena|Atlantic/);
  });
});

describe('serial numbers', () => {
  it('are read by their maker, the regulator, and of the packs in hand; by nobody else', async () => {
    const read = async (client: Client): Promise<number> => {
      const { run } = await client.ask<{ run: { serials: unknown[] } | null }>(
        'query ($id: ID!) { run(id: $id) { serials(first: 100) { serial } } }',
        { id: lot.runId },
      );
      return run?.serials.length ?? 0;
    };
    expect(await read(maker)).toBe(6);
    expect(await read(regulator)).toBe(6);
    expect(await read(pharmacy)).toBe(6);
    expect(await read(distributor)).toBe(0);
    expect(await read(otherMaker)).toBe(0);
    expect(await read(otherPharmacy)).toBe(0);
  });
});

describe('an alert', () => {
  it('names the pharmacy to the regulator, and does not to the maker', async () => {
    const code = lot.codes[0]!;
    await refusalOf(supplyOnPaper(otherPharmacy, [code]));
    const known = await untilAlerted(regulator, code, 'DUPLICATE_DISPENSE');
    expect(known.sites.map(({ name }) => name)).toContain('Elm Street Drugs');

    const shown = await untilAlerted(maker, code, 'DUPLICATE_DISPENSE');
    expect(shown.sites).toEqual([]);
    const siteIds = await Promise.all(['Elm', 'Harbor'].map((name) => siteNamed(maker, name)));
    const all = JSON.stringify(await alertsAbout(maker, code));
    for (const word of ['Elm', 'Harbor', 'Ruth', 'Lena', ...siteIds]) expect(all).not.toContain(word);

    // Where it happened it is seen, but not what the first pharmacy is called; others see nothing.
    const there = JSON.stringify(await alertsAbout(otherPharmacy, code));
    expect(there).not.toMatch(/Harbor|Lena/);
    expect(await alertsAbout(hospital, code)).toEqual([]);
    expect(await alertsAbout(otherMaker, code)).toEqual([]);
    expect(await sees(hospital, ID('alert'), { id: known.id })).toBe(false);
    expect(await sees(otherMaker, ID('alert'), { id: known.id })).toBe(false);
  });
});

describe('a prescription', () => {
  it('is read with its code only, and lists nothing of the patient to anyone', async () => {
    expect(await sees(pharmacy, ID('prescription'), { id: prescriptionId })).toBe(false);
    expect(await sees(regulator, ID('prescription'), { id: prescriptionId })).toBe(false);
    const open =
      'query ($id: ID!, $contentKey: String!) { openPrescription(id: $id, contentKey: $contentKey) { id } }';
    const wrong = { id: prescriptionId, contentKey: 'A'.repeat(43) };
    expect(await refusalOf(pharmacy.ask(open, wrong))).toBe('PRESCRIPTION_TOKEN_WRONG');
    expect(await refusalOf(regulator.ask(open, wrong))).toBe('FORBIDDEN');
    const { prescription } = await prescriber.ask<{ prescription: object }>(
      'query ($id: ID!) { prescription(id: $id) { id status items { id state remaining } } }',
      { id: prescriptionId },
    );
    expect(JSON.stringify(prescription)).not.toContain('Ada');
  });
});

describe('a stranger', () => {
  it('sees nothing at all', async () => {
    const stranger = new Client();
    for (const query of [
      '{ lots { nodes { id } } }',
      '{ sites { nodes { id } } }',
      '{ products { nodes { id } } }',
    ]) {
      expect(await refusalOf(stranger.ask(query))).toBe('UNAUTHENTICATED');
    }
    expect(await refusalOf(verify(stranger, lot.codes[1]!))).toBe('UNAUTHENTICATED');
  });
});
