import { parsePack } from '@custodia/gs1';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';
import type { Browser } from '../../testing/browser.js';
import { anActor } from '../../testing/builders.js';
import { aProduct, aRun, confirmRun } from '../../testing/goods.js';
import { signedIn } from '../../testing/signed-in.js';
import { LotsModule } from './lots.module.js';
import { RegistrationService } from './registration.service.js';

let api: ApiBench;
let maker: Actor;
let pharmacy: Actor;
let atMaker: Browser;
let atPharmacy: Browser;

beforeAll(async () => {
  api = await openApiBench({ imports: [LotsModule] });
  maker = await anActor(api, { roles: ['MANUFACTURER'] });
  pharmacy = await anActor(api, { roles: ['PHARMACY'] });
  atMaker = await signedIn(api, maker);
  atPharmacy = await signedIn(api, pharmacy);
});
afterAll(() => api.close());

const REGISTER = `mutation ($input: RegisterLotInput!) { registerLot(input: $input) {
  id status units imported ledgerLotId root operation { kind status }
  lot { id number status counts { active inTransit supplied decommissioned blocked } product { name maker { id } } runs { id } } } }`;

async function upload(browser: Browser, fields: Record<string, string>, content: string | Buffer) {
  const boundary = 'spec-boundary';
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="serials.csv"\r\ncontent-type: text/csv\r\n\r\n`;
  const payload = Buffer.concat([
    Buffer.from(parts.join('') + file),
    Buffer.from(content as string),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return browser.request({
    method: 'POST',
    url: '/lots/runs',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload,
  });
}
const fields = (gtin: string, more: Record<string, string> = {}) => ({
  idempotencyKey: newId(),
  gtin,
  lotNumber: 'U1',
  expiry: '2029-06-30',
  ...more,
});

describe('registering a lot', () => {
  it('answers with the run, its lot and its operation', async () => {
    const gtin = await aProduct(api, maker);
    const input = { idempotencyKey: newId(), gtin, lotNumber: 'G1', expiry: '2029-06-30', units: 10 };
    const { registerLot } = await atMaker.ask<{ registerLot: Record<string, never> }>(REGISTER, { input });
    expect(registerLot).toMatchObject({
      status: 'READY',
      units: 10,
      imported: 10,
      operation: { kind: 'registerLot', status: 'PENDING' },
      lot: {
        number: 'G1',
        status: 'PENDING',
        counts: { active: 10 },
        product: { maker: { id: maker.siteId } },
      },
    });
  });

  it('is refused to others, and with codes that say what is wrong', async () => {
    const gtin = await aProduct(api, maker);
    const input = { idempotencyKey: newId(), gtin, lotNumber: 'G1', expiry: '2029-06-30', units: 10 };
    expect(await atPharmacy.refusal(REGISTER, { input })).toBe('FORBIDDEN');
    expect(await api.browser().refusal(REGISTER, { input })).toBe('UNAUTHENTICATED');
    expect(await atMaker.refusal(REGISTER, { input: { ...input, gtin: '00361414567895' } })).toBe(
      'BAD_INPUT',
    );
    expect(await atMaker.refusal(REGISTER, { input: { ...input, units: 0 } })).toBe('UNIT_COUNT');
  });

  it('takes a list of serials', async () => {
    const answer = await upload(atMaker, fields(await aProduct(api, maker)), 'serial\nAA1\nAA2\n');
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toEqual({ runId: expect.any(String) as string, status: 'READY' });
  });

  it('hands back a bad list with the lines, here and as a file', async () => {
    const answer = await upload(atMaker, fields(await aProduct(api, maker)), 'serial\nAA1\nA#2\n=1+1\nAA1\n');
    expect(answer.statusCode).toBe(422);
    const { code, details } = answer.json<{
      code: string;
      details: { runId: string; rejected: number; lines: unknown[] };
    }>();
    expect({ code, rejected: details.rejected }).toEqual({ code: 'SERIALS_REJECTED', rejected: 2 });
    const csv = await atMaker.request({ method: 'GET', url: `/lots/runs/${details.runId}/rejected.csv` });
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.body).toContain('3,A#2,SERIAL_CHARACTER,');
    expect(
      (await atPharmacy.request({ method: 'GET', url: `/lots/runs/${details.runId}/rejected.csv` }))
        .statusCode,
    ).toBe(403);
    const run = await atMaker.ask<{ run: unknown }>(
      `query ($id: ID!) { run(id: $id) { status failure { code rejected lines { line value code } } } }`,
      { id: details.runId },
    );
    expect(run.run).toMatchObject({ status: 'FAILED', failure: { lines: [{ line: 3 }, { line: 5 }] } });
  });

  it('keeps formulas of a bad list from running in a spreadsheet', async () => {
    const answer = await upload(atMaker, fields(await aProduct(api, maker)), 'serial\n=HYPERLINK(A1)\n');
    const { details } = answer.json<{ details: { runId: string } }>();
    const csv = await atMaker.request({ method: 'GET', url: `/lots/runs/${details.runId}/rejected.csv` });
    expect(csv.body).toContain("2,'=HYPERLINK(A1),");
  });

  it.each([
    [{ gtin: '00361414567895' }, 'gtin'],
    [{ expiry: '30.06.2029' }, 'expiry'],
    [{ lotNumber: '' }, 'lotNumber'],
  ])('names the field that is wrong: %j', async (wrong, field) => {
    const answer = await upload(atMaker, fields(await aProduct(api, maker), wrong), 'AA1\n');
    expect(answer.json()).toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining(field) as string,
    });
  });

  it('wants a file, and a multipart form', async () => {
    const none = await atMaker.request({ method: 'POST', url: '/lots/runs', payload: { gtin: '1' } });
    expect(none.json()).toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('multipart') as string,
    });
  });
});

describe('a product', () => {
  it('is registered once under its GTIN, whoever asks', async () => {
    const gtin = await aProduct(api, maker);
    const another = await signedIn(api, await anActor(api, { roles: ['MANUFACTURER'] }));
    for (const at of [atMaker, another]) {
      const input = {
        idempotencyKey: newId(),
        gtin,
        name: 'Amoxicillin 250 mg',
        substance: 'Amoxicillin',
        baseUnit: 'capsule',
        packQuantity: 20,
        prescriptionOnly: true,
      };
      const REGISTER_PRODUCT =
        'mutation ($input: RegisterProductInput!) { registerProduct(input: $input) { gtin } }';
      expect(await at.refusal(REGISTER_PRODUCT, { input })).toBe('PRODUCT_EXISTS');
    }
    const { products } = await atMaker.ask<{ products: { nodes: unknown[] } }>(
      'query ($search: String) { products(search: $search) { nodes { name } } }',
      { search: gtin },
    );
    expect(products.nodes).toEqual([{ name: 'Amoxicillin 500 mg' }]);
  });
});

describe('lots are seen', () => {
  const LOTS = 'query ($search: String) { lots(search: $search) { nodes { id number } totalCount } }';
  const RUN =
    'query ($id: ID!, $from: Int, $first: Int) { run(id: $id) { serials(from: $from, first: $first) { index serial elementString } } }';

  it('by their maker, by who holds some of them, and by nobody else', async () => {
    const run = await aRun(api, maker, { units: 40 });
    const seen = async (browser: Browser) =>
      (await browser.ask<{ lots: { nodes: unknown[]; totalCount: number } }>(LOTS, { search: run.lotNumber }))
        .lots;
    expect((await seen(atMaker)).totalCount).toBe(1);
    expect(await seen(atPharmacy)).toEqual({ nodes: [], totalCount: 0 });
    expect((await atPharmacy.ask<{ run: unknown }>(RUN, { id: run.id })).run).toBeNull();
    await confirmRun(api, run, [
      { start: 0, end: 30, holder: maker.partyId },
      { start: 30, end: 40, holder: pharmacy.partyId },
    ]);
    expect((await seen(atPharmacy)).totalCount).toBe(1);
  });

  it('with the serials that one holds only, each with what its code says', async () => {
    const run = await aRun(api, maker, { units: 40 });
    await confirmRun(api, run, [
      { start: 0, end: 30, holder: maker.partyId },
      { start: 30, end: 40, holder: pharmacy.partyId },
    ]);
    type Serials = { run: { serials: { index: number; serial: string; elementString: string }[] } };
    const own = (await atPharmacy.ask<Serials>(RUN, { id: run.id, from: 25, first: 8 })).run.serials;
    expect(own.map(({ index, serial }) => [index, serial])).toEqual(
      [30, 31, 32].map((index) => [index, run.serial(index)]),
    );
    expect(parsePack(own[0]!.elementString)).toMatchObject({
      ok: true,
      serial: run.serial(30),
      lot: run.lotNumber,
    });
    expect((await atMaker.ask<Serials>(RUN, { id: run.id, from: 25, first: 8 })).run.serials).toHaveLength(8);
  });

  it('page by page', async () => {
    const gtin = await aProduct(api, maker);
    const runs = [
      await aRun(api, maker, { gtin, units: 1 }),
      await aRun(api, maker, { gtin, units: 1 }),
      await aRun(api, maker, { gtin, units: 1 }),
    ];
    const PAGE = `query ($after: String, $search: String) { lots(first: 2, after: $after, search: $search) {
      nodes { id } pageInfo { hasNextPage endCursor } } }`;
    type Page = { lots: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
    const { lots: first } = await atMaker.ask<Page>(PAGE, { search: gtin });
    const { lots: second } = await atMaker.ask<Page>(PAGE, { search: gtin, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...second.nodes].map(({ id }) => id)).toEqual(
      runs.map(({ lotId }) => lotId).reverse(),
    );
    expect(second.pageInfo.hasNextPage).toBe(false);
  });
});

describe('labels', () => {
  it('are made no more for a lot that is recalled or withdrawn; what is printed can still be looked at', async () => {
    for (const stop of ['recalled', 'withdrawn']) {
      const run = await aRun(api, maker, { units: 3 });
      await confirmRun(api, run, [{ start: 0, end: 3, holder: maker.partyId }]);
      await api.sql(
        `UPDATE ledger.lot SET ${stop} = true WHERE lot_key = (SELECT lot_key FROM run WHERE id = $1)`,
        [run.id],
      );
      const get = (what: string) => atMaker.request({ method: 'GET', url: `/lots/runs/${run.id}/${what}` });
      for (const sheet of ['labels.pdf', 'labels.zpl']) {
        const refused = await get(sheet);
        expect(refused.statusCode).toBe(409);
        expect(refused.json()).toMatchObject({ code: 'LOT_CLOSED' });
      }
      expect((await get('label.svg')).statusCode).toBe(200);
    }
  });

  it('wait until the run has all its serials', async () => {
    const lot = {
      gtin: await aProduct(api, maker),
      lotNumber: 'W1',
      expiry: '2029-06-30',
      expiryDayGiven: true,
    };
    const { id } = await api.get(RegistrationService).generate(maker, newId(), { ...lot, units: 3 });
    await api.get(RegistrationService).finished(id);
    const get = () => atMaker.request({ method: 'GET', url: `/lots/runs/${id}/labels.pdf` });
    // As while the serials of a long list are still being taken in.
    await api.sql(`UPDATE run SET status = 'IMPORTING' WHERE id = $1`, [id]);
    const refused = await get();
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([409, 'RUN_NOT_READY']);
    await api.sql(`UPDATE run SET status = 'READY' WHERE id = $1`, [id]);
    expect((await get()).statusCode).toBe(200);
  });

  it('are for who holds the packs', async () => {
    const run = await aRun(api, maker, { units: 30 });
    await confirmRun(api, run, [
      { start: 0, end: 20, holder: maker.partyId },
      { start: 20, end: 30, holder: pharmacy.partyId },
    ]);
    const get = (browser: Browser, what: string) =>
      browser.request({ method: 'GET', url: `/lots/runs/${run.id}/${what}` });
    const svg = await get(atMaker, 'label.svg?index=3');
    expect(svg.headers['content-type']).toContain('image/svg+xml');
    expect(svg.body).toContain(run.serial(3));
    expect((await get(atMaker, 'label.png?index=3')).rawPayload.subarray(1, 4).toString()).toBe('PNG');
    const pdf = await get(atMaker, 'labels.pdf?from=0&count=30');
    expect(pdf.headers['x-label-count']).toBe('30');
    const zpl = await get(atMaker, 'labels.zpl?from=2&count=3&dpi=300');
    expect(zpl.headers['x-label-count']).toBe('3');
    expect(zpl.body.match(/\^XZ/g)).toHaveLength(3);
    expect(zpl.body).toContain(`^FDSN ${run.serial(4)}^FS`);
    expect((await get(atMaker, 'labels.zpl?dpi=150')).statusCode).toBe(400);
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await get(atPharmacy, 'label.svg?index=25')).statusCode).toBe(200);
    expect((await get(atPharmacy, 'label.svg?index=3')).statusCode).toBe(404);
    expect((await get(atPharmacy, 'labels.pdf?from=15&count=10')).statusCode).toBe(404);
    expect((await get(atMaker, 'label.svg?index=30')).statusCode).toBe(404);
    expect((await get(atMaker, 'label.svg?index=x')).statusCode).toBe(400);
    expect((await get(atMaker, 'labels.pdf?count=10001')).statusCode).toBe(400);
    expect(
      (await api.browser().request({ method: 'GET', url: `/lots/runs/${run.id}/label.svg` })).statusCode,
    ).toBe(401);
  });
});
