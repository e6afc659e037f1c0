import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';
import type { Browser } from '../../testing/browser.js';
import { anActor } from '../../testing/builders.js';
import { aRun, confirmRun, type BuiltRun } from '../../testing/goods.js';
import { signedIn } from '../../testing/signed-in.js';
import { CustodyModule } from '../custody/index.js';
import { VerificationModule } from './verification.module.js';

let api: ApiBench;
let maker: Actor;
let pharmacy: Browser;
let run: BuiltRun;

beforeAll(async () => {
  api = await openApiBench({ imports: [CustodyModule, VerificationModule] });
  maker = await anActor(api, { roles: ['MANUFACTURER'], market: 'US' });
  const actor = await anActor(api, { roles: ['PHARMACY'], market: 'US' });
  pharmacy = await signedIn(api, actor);
  run = await aRun(api, maker, { lotNumber: 'A/1+2' });
  await confirmRun(api, run, [{ start: 0, end: 100, holder: actor.partyId }]);
});
afterAll(() => api.close());

const VERIFY = `query ($scan: ScanInput!) { verify(scan: $scan) { __typename
  ... on VerdictCard { code light headline nextStep product { name } scan { gtin serial lot expiry } daysLeft }
  ... on PackOk { unit { runId index } custodyStatus quantityLeft }
  ... on UnknownSerial { nearMiss expected } } }`;

describe('verify over GraphQL', () => {
  it('answers with the member of the union and the common card', async () => {
    const { verify } = await pharmacy.ask(VERIFY, { scan: { data: run.code(7), channel: 'WEDGE' } });
    expect(verify).toMatchObject({
      __typename: 'PackOk',
      code: 'PACK_OK',
      light: 'GREEN',
      product: { name: 'Amoxicillin 500 mg' },
      scan: { gtin: run.gtin, serial: run.serial(7), lot: 'A/1+2', expiry: run.expiry },
      unit: { runId: String(run.id), index: 7 },
      custodyStatus: 'HELD',
    });
    const garbled = run.code(7).replace(run.serial(7), run.serial(7).toLowerCase());
    expect(
      (await pharmacy.ask(VERIFY, { scan: { data: garbled, channel: 'WEDGE' } }))['verify'],
    ).toMatchObject({
      __typename: 'UnknownSerial',
      nearMiss: true,
      expected: run.serial(7),
    });
    expect((await pharmacy.ask(VERIFY, { scan: { data: 'x', channel: 'TYPED' } }))['verify']).toMatchObject({
      __typename: 'Unreadable',
      light: 'GREY',
    });
  });

  it('refuses what is longer than any code, and strangers', async () => {
    expect(await pharmacy.refusal(VERIFY, { scan: { data: 'x'.repeat(5_000), channel: 'WEDGE' } })).toBe(
      'BAD_INPUT',
    );
    expect(await api.browser().refusal(VERIFY, { scan: { data: 'x', channel: 'WEDGE' } })).toBe(
      'UNAUTHENTICATED',
    );
  });

  it('lists the site’s last scans', async () => {
    await pharmacy.ask(VERIFY, { scan: { data: run.code(9), channel: 'CAMERA' } });
    const { recentScans } = await pharmacy.ask(
      '{ recentScans(first: 1) { verdict light productName gtin serial channel } }',
    );
    expect(recentScans).toEqual([
      {
        verdict: 'PackOk',
        light: 'GREEN',
        productName: 'Amoxicillin 500 mg',
        gtin: run.gtin,
        serial: run.serial(9),
        channel: 'CAMERA',
      },
    ]);
  });
});

describe('verify by GS1 Lightweight Messaging', () => {
  const url = (gtin: string, lot: string, serial: string, more = '') =>
    `/verify/gtin/${gtin}/lot/${encodeURIComponent(lot)}/ser/${encodeURIComponent(serial)}${more}`;
  const ask = (path: string) => pharmacy.request({ method: 'GET', url: path });

  it('says verified, from the maker', async () => {
    const answer = await ask(
      url(
        run.gtin,
        run.lotNumber,
        run.serial(1),
        '?exp=290630&corrUUID=21EC2020-3AEA-4069-A2DD-08002B30309D',
      ),
    );
    const [site] = await api.sql<{ gln: string }>('SELECT gln FROM site WHERE id = $1', [maker.siteId]);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'cache-control': 'private, no-cache',
      'x-custodia-verdict': 'PACK_OK',
    });
    expect(answer.json()).toEqual({
      verificationTimestamp: expect.any(String) as string,
      responderGLN: site!.gln,
      data: { verified: true },
      corrUUID: '21EC2020-3AEA-4069-A2DD-08002B30309D',
    });
  });

  it('does without the expiry', async () => {
    expect((await ask(url(run.gtin, run.lotNumber, run.serial(1)))).json()).toMatchObject({
      data: { verified: true },
    });
  });

  it('does not suspect a pack for an expiry that nobody read', async () => {
    const answer = await ask(url(run.gtin, 'OTHER', run.serial(2)));
    expect(answer.headers['x-custodia-verdict']).toBe('LOT_MISMATCH');
    // Written down in batches: whoever asks for them has them written first.
    await pharmacy.ask('{ recentScans(first: 1) { verdict } }');
    expect(await api.sql('SELECT serial, expiry FROM scan_record ORDER BY id DESC LIMIT 1')).toEqual([
      { serial: run.serial(2), expiry: null },
    ]);
  });

  it.each([
    ['another serial', () => url(run.gtin, run.lotNumber, 'NOSUCH'), 'No_match_GTIN_Serial'],
    ['another lot', () => url(run.gtin, 'OTHER', run.serial(1), '?exp=290630'), 'No_match_GTIN_Serial_Lot'],
    [
      'another expiry',
      () => url(run.gtin, run.lotNumber, run.serial(1), '?exp=290731'),
      'No_match_GTIN_Serial_Expiry',
    ],
    [
      'another lot and expiry',
      () => url(run.gtin, 'OTHER', run.serial(1), '?exp=290731'),
      'No_match_GTIN_Serial_Lot_Expiry',
    ],
  ])('says no match for %s', async (_, path, verificationFailureReason) => {
    expect((await ask(path())).json()).toMatchObject({
      data: { verified: false, verificationFailureReason },
    });
  });

  it('says that a genuine pack is recalled', async () => {
    const recalled = await aRun(api, maker);
    await api.sql('INSERT INTO ledger.recall_range SELECT lot_key, 0, 100 FROM run WHERE id = $1', [
      recalled.id,
    ]);
    expect((await ask(url(recalled.gtin, recalled.lotNumber, recalled.serial(1)))).json()).toMatchObject({
      data: {
        verified: false,
        verificationFailureReason: 'Not_for_re-distribution',
        additionalInfo: 'Recalled',
      },
    });
  });

  it('says who answers for a GTIN', async () => {
    const [site] = await api.sql<{ gln: string }>('SELECT gln FROM site WHERE id = $1', [maker.siteId]);
    expect((await ask(`/checkConnectivity?gtin=${run.gtin}`)).json()).toEqual({ responderGLN: site!.gln });
    expect((await ask('/checkConnectivity?gtin=00300010123455')).statusCode).toBe(404);
    expect((await ask('/checkConnectivity')).statusCode).toBe(404);
  });

  it('answers 404 for a product that is not here, 400 for nonsense, 401 to strangers', async () => {
    expect((await ask(url('00300010123455', 'A', 'B'))).statusCode).toBe(404);
    expect((await ask(url('00361414567895', 'A', 'B'))).json()).toMatchObject({ code: 'BAD_INPUT' });
    expect((await ask(url(run.gtin, 'A B', 'C'))).json()).toMatchObject({ code: 'BAD_INPUT' });
    expect((await ask(url(run.gtin, run.lotNumber, run.serial(1), '?exp=291301'))).json()).toMatchObject({
      code: 'BAD_INPUT',
    });
    expect((await api.browser().request({ method: 'GET', url: url(run.gtin, 'A', 'B') })).statusCode).toBe(
      401,
    );
  });
});
