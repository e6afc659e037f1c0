import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';
import type { Browser } from '../../testing/browser.js';
import { anActor } from '../../testing/builders.js';
import { aRun } from '../../testing/goods.js';
import { signedIn } from '../../testing/signed-in.js';
import { CustodyModule } from './custody.module.js';

let api: ApiBench;
let maker: Actor;
let pharmacy: Actor;
let atMaker: Browser;
let atPharmacy: Browser;

beforeAll(async () => {
  api = await openApiBench({ imports: [CustodyModule] });
  maker = await anActor(api, { roles: ['MANUFACTURER'] });
  pharmacy = await anActor(api, { roles: ['PHARMACY'] });
  atMaker = await signedIn(api, maker);
  atPharmacy = await signedIn(api, pharmacy);
});
afterAll(() => api.close());

const SHIP = `mutation ($input: ShipInput!) { ship(input: $input) {
  id number status kind units ledger from { id } to { id } lines { id sscc status range { from to } run { id lot { number } } operation { kind status } } } }`;
const RECEIVE =
  'mutation ($input: ReceiveInput!) { receive(input: $input) { status lines { status operation { kind } } } }';
const HOLDINGS =
  'query ($search: String) { holdings(search: $search) { nodes { units active ranges { from to } run { id } } totalCount } }';
const PACK = `mutation ($input: PackContainerInput!) { packContainer(input: $input) {
  sscc kind parent units children { sscc units } ranges { range { from to } run { id } } } }`;
const to = (actor: Actor, lines: unknown[]) => ({
  input: { idempotencyKey: newId(), toSiteId: actor.siteId, lines },
});

describe('goods over GraphQL', () => {
  it('go from stock to stock', async () => {
    const run = await aRun(api, maker, { units: 50 });
    const { ship } = await atMaker.ask<{ ship: { id: string } }>(
      SHIP,
      to(pharmacy, [{ runId: String(run.id), from: 0, to: 20 }]),
    );
    expect(ship).toMatchObject({
      status: 'IN_TRANSIT',
      kind: 'DELIVERY',
      units: 20,
      ledger: 'PENDING',
      from: { id: maker.siteId },
      to: { id: pharmacy.siteId },
      lines: [
        {
          sscc: null,
          range: { from: 0, to: 20 },
          run: { id: String(run.id), lot: { number: run.lotNumber } },
          operation: { kind: 'ship' },
        },
      ],
    });
    const inbound = await atPharmacy.ask<{ shipments: { nodes: unknown[] } }>(
      '{ shipments(direction: INBOUND, status: IN_TRANSIT) { nodes { id number } } }',
    );
    expect(inbound.shipments.nodes).toEqual([
      { id: ship.id, number: expect.stringMatching(/^S\d{6}-.{6}$/) as string },
    ]);
    const { receive } = await atPharmacy.ask(RECEIVE, {
      input: { idempotencyKey: newId(), shipmentId: ship.id },
    });
    expect(receive).toEqual({
      status: 'RECEIVED',
      lines: [{ status: 'RECEIVED', operation: { kind: 'receive' } }],
    });
    const { holdings } = await atPharmacy.ask(HOLDINGS, { search: run.lotNumber });
    expect(holdings).toEqual({
      nodes: [{ units: 20, active: 20, ranges: [{ from: 0, to: 20 }], run: { id: String(run.id) } }],
      totalCount: 1,
    });
  });

  it('are refused with a code and details', async () => {
    const run = await aRun(api, maker);
    const refused = async (lines: unknown[], at = atMaker) => at.refusal(SHIP, to(pharmacy, lines));
    expect(await refused([{ runId: String(run.id), from: 90, to: 101 }])).toBe('NOT_HOLDER');
    expect(await refused([{ runId: 'DROP TABLE', from: 0, to: 1 }])).toBe('NOT_HOLDER');
    expect(await refused([{ runId: String(run.id) }])).toBe('BAD_INPUT');
    expect(await refused([{ sscc: '003456789012345678' }])).toBe('BAD_INPUT');
    expect(await api.browser().refusal(SHIP, to(pharmacy, []))).toBe('UNAUTHENTICATED');
    expect(
      await atPharmacy.refusal(RECEIVE, { input: { idempotencyKey: newId(), shipmentId: newId() } }),
    ).toBe('NOT_FOUND');
  });

  it('travel in cartons on a pallet, each with a label', async () => {
    const run = await aRun(api, maker, { units: 50 });
    const pack = async (input: object) =>
      (
        await atMaker.ask<{ packContainer: { sscc: string } }>(PACK, {
          input: { idempotencyKey: newId(), ...input },
        })
      ).packContainer;
    const carton = await pack({ kind: 'CARTON', ranges: [{ runId: String(run.id), from: 0, to: 12 }] });
    const pallet = await pack({ kind: 'PALLET', children: [carton.sscc] });
    expect(pallet).toMatchObject({
      kind: 'PALLET',
      parent: null,
      units: 12,
      children: [{ sscc: carton.sscc, units: 12 }],
      ranges: [],
    });
    const label = await atMaker.request({ method: 'GET', url: `/files/containers/${pallet.sscc}/label.svg` });
    expect(label.body).toContain(`(00) ${pallet.sscc}`);
    expect(label.body).toContain(run.lotNumber);
    expect(
      (await atPharmacy.request({ method: 'GET', url: `/files/containers/${pallet.sscc}/label.pdf` }))
        .statusCode,
    ).toBe(404);
    await atMaker.ask(SHIP, to(pharmacy, [{ sscc: pallet.sscc }]));
    const pdf = await atPharmacy.request({
      method: 'GET',
      url: `/files/containers/${pallet.sscc}/label.pdf`,
    });
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    const { container } = await atPharmacy.ask(
      'query ($sscc: Sscc!) { container(sscc: $sscc) { parent units } }',
      { sscc: carton.sscc },
    );
    expect(container).toEqual({ parent: pallet.sscc, units: 12 });
  });
});
