import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  AMOXICILLIN,
  deliverLot,
  registerLot,
  ship,
  shipmentConfirmed,
  siteNamed,
  type RegisteredLot,
} from './acts.js';
import { launchBrowser, signedIn } from './browser.js';
import { cast } from './cast.js';
import { newKey, refusalOf } from './client.js';
import { incidentAbout, serialOf, supplyOnPaper, visitOf } from './counter-acts.js';
import { openScreen, scanAll } from './goods-screens.js';

const { maker, distributor, pharmacy, otherPharmacy, regulator } = await cast(
  'maker',
  'distributor',
  'pharmacy',
  'otherPharmacy',
  'regulator',
);
let browser: Browser;
let page: Page;
let lot: RegisteredLot;
let supply: string;

beforeAll(async () => {
  browser = await launchBrowser();
  page = await signedIn(browser, 'nora@authority.example');
  lot = await deliverLot(maker, distributor, pharmacy, { distributor: 'Atlantic', pharmacy: 'Harbor' }, 3);
  supply = (await supplyOnPaper(pharmacy, [lot.codes[0]!])).id;
  await visitOf(pharmacy, supply);
});
afterAll(() => browser.close());

/** The places on its way, in the order of time. */
async function wayOf(serial: string): Promise<string[]> {
  await page.getByRole('heading', { name: 'Its way' }).waitFor();
  await page.getByText(serial).first().waitFor();
  return page.locator('ol > li').allTextContents();
}

describe('the trace of a pack', () => {
  it('that is typed shows every step, each on the ledger', async () => {
    await page.goto(`${inject('portal')}/regulator/trace`);
    await page.getByText('Which pack?').waitFor();
    await page.getByLabel('GTIN').fill(AMOXICILLIN);
    await page.getByLabel('Serial').fill(serialOf(lot.codes[0]!));
    await page.getByLabel('Lot').fill(lot.number);
    await page.keyboard.press('Enter');
    const way = await wayOf(serialOf(lot.codes[0]!));
    const places = ['Newark', 'Newark', 'Edison', 'Edison', 'Harbor', 'Harbor'];
    for (const [at, place] of places.entries()) expect(way[at]).toContain(place);
    expect(way.filter((hop) => !hop.includes('On the ledger'))).toEqual([]);
    // The pack is in the address, to be passed on.
    await page.reload();
    expect(await wayOf(serialOf(lot.codes[0]!))).toEqual(way);
  });

  it('that is scanned replaces the one before', async () => {
    await scanAll(page, [lot.codes[1]!]);
    await page.waitForURL((url) => url.searchParams.get('serial') === serialOf(lot.codes[1]!));
    const way = await wayOf(serialOf(lot.codes[1]!));
    expect(way.length).toBeGreaterThanOrEqual(5);
  });

  it('leads up to its carton, and the carton down to its packs and to who has them', async () => {
    const packed = await registerLot(maker, 3);
    const { packContainer } = await maker.ask<{ packContainer: { sscc: string } }>(
      'mutation ($input: PackContainerInput!) { packContainer(input: $input) { sscc } }',
      {
        input: {
          idempotencyKey: newKey(),
          kind: 'CARTON',
          ranges: [{ runId: packed.runId, from: 0, to: 3 }],
        },
      },
    );
    const { sscc } = packContainer;
    // The trace is read once when it is asked for: the shipment must be known by then.
    await shipmentConfirmed(maker, await ship(maker, await siteNamed(maker, 'Atlantic'), { sscc }));
    await page.getByLabel('SSCC or shipment number').fill(sscc);
    await page.keyboard.press('Enter');
    await page.getByRole('table', { name: 'Where its packs are now' }).getByText('Atlantic').waitFor();
    const serial = serialOf(packed.codes[1]!);
    await page.getByRole('table', { name: 'Its packs' }).getByRole('link', { name: serial }).click();
    await expect.poll(async () => (await wayOf(serial)).at(-1) ?? '').toContain(sscc);

    // The graph: Tab follows the time, arrow keys the stripes of the organisations.
    await page.getByText('As a graph').click();
    const boxes = page.locator('.react-flow__node-box');
    await boxes.first().waitFor();
    await boxes.first().focus();
    await page.keyboard.press('ArrowDown');
    const focused = page.locator('.react-flow__node-box:focus');
    expect(await focused.getAttribute('aria-label')).toMatch(/^Atlantic.*Not received yet/);
    await boxes.first().getByRole('link').press('Enter');
    await page.waitForURL((url) => url.searchParams.get('goods') === sscc);
  });

  it('opens from the alert about it', async () => {
    const serial = serialOf(lot.codes[2]!);
    expect(await refusalOf(supplyOnPaper(otherPharmacy, [lot.codes[2]!]))).not.toBe('NONE');
    const incident = await incidentAbout(regulator, lot.codes[2]!);
    await page.goto(`${inject('portal')}/regulator/incidents?incident=${incident}`);
    const alert = page.locator('article li').filter({ hasText: serial });
    await alert.getByRole('link', { name: 'Trace this pack' }).click();
    await page.waitForURL(/\/regulator\/trace/);
    expect(await wayOf(serial)).not.toEqual([]);
  });

  it('shows a pharmacist its own part of it, and that the rest is confirmed', async () => {
    const lena = await signedIn(browser, 'lena@harbor.example');
    await openScreen(lena, `/pharmacy/supplies/${supply}`);
    await lena.getByRole('link', { name: 'Trace this pack' }).click();
    await lena.waitForURL(/\/pharmacy\/trace/);
    await lena.getByText('The whole way, from the maker on, is confirmed on the ledger').waitFor();
    const way = await lena.locator('ol > li').allTextContents();
    expect(way.map((hop) => hop.includes('Harbor'))).toEqual([true, true, true]);
    expect(way.join()).not.toContain('Newark');
    await lena.context().close();
  });
});
