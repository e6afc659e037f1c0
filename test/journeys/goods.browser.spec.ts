import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerLot, ship, siteNamed } from './acts.js';
import { launchBrowser, signedIn } from './browser.js';
import { cast } from './cast.js';
import { Refusal, until } from './client.js';
import { stockOf } from './goods-acts.js';
import { choose, confirmedOnScreen, openScreen, press, scanAll } from './goods-screens.js';
import { reinstateParty, suspendParty } from './party-acts.js';

let browser: Browser;
let maker: Page;
let warehouse: Page;
let counter: Page;

const { maker: makerClient, distributor, pharmacy } = await cast('maker', 'distributor', 'pharmacy');

beforeAll(async () => {
  browser = await launchBrowser();
  [maker, warehouse, counter] = (await Promise.all(
    ['maria@northwind.example', 'sam@atlantic.example', 'lena@harbor.example'].map((email) =>
      signedIn(browser, email),
    ),
  )) as [Page, Page, Page];
});
afterAll(() => browser.close());

/** By the screen: how many packs of a lot, to whom. @returns the shipment's number */
async function shipOnScreen(
  page: Page,
  folder: string,
  lot: { lotId: string; number: string },
  to: string,
  packs: number,
): Promise<string> {
  await openScreen(page, `${folder}/shipments/new?lot=${lot.lotId}`);
  await choose(page, 'To', to);
  await page.getByLabel(`Packs of lot ${lot.number}`).fill(String(packs));
  await page.getByText(packs === 1 ? '1 pack' : `${packs} packs`, { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Ship', exact: true }).press('Enter');
  await page.waitForURL(/\/shipments\/[0-9a-f-]{36}$/);
  const title = page.getByRole('heading', { name: /^Shipment S/ });
  await title.waitFor();
  return ((await title.textContent()) ?? '').replace('Shipment ', '');
}

async function openInbound(page: Page, folder: string, number: string): Promise<void> {
  await openScreen(page, `${folder}/receive`);
  await page.getByRole('link', { name: number }).press('Enter');
  await page.getByRole('heading', { name: `Shipment ${number}` }).waitFor();
}

describe('goods on their way', () => {
  it('are shipped by number, received whole with Enter, and shown as received to the sender', async () => {
    const lot = await registerLot(makerClient, 24);
    const number = await shipOnScreen(maker, '/manufacturer', lot, 'Atlantic', 20);
    await maker.getByText('In transit').first().waitFor();
    await confirmedOnScreen(maker);

    await openInbound(warehouse, '/distributor', number);
    await press(warehouse, 'Enter');
    await warehouse.getByText('Received', { exact: true }).first().waitFor();
    await confirmedOnScreen(warehouse);
    // The sender's screen follows without being touched.
    await maker.getByText('Received', { exact: true }).first().waitFor();
    expect(await stockOf(distributor, lot.runId, lot.number)).toBe(20);
  });

  it('are counted pack by pack; what is short is reported missing, and the sender sees it', async () => {
    const lot = await registerLot(makerClient, 6);
    const number = await shipOnScreen(maker, '/manufacturer', lot, 'Atlantic', 6);
    const stranger = await registerLot(makerClient, 1);
    await openInbound(warehouse, '/distributor', number);
    await scanAll(warehouse, [...lot.codes.slice(0, 4), lot.codes[3]!, stranger.codes[0]!]);
    await warehouse.getByRole('alert').getByText('not part of the delivery').waitFor();
    await warehouse.getByText('4 of 6 packs scanned').waitFor();
    await press(warehouse, 'Enter');
    await warehouse.getByText('Partly received').first().waitFor();
    await warehouse.getByRole('button', { name: 'Report missing' }).click();
    await warehouse
      .getByRole('dialog', { name: 'Report 2 packs missing' })
      .getByRole('button', { name: 'Report missing' })
      .click();
    await warehouse.getByRole('row').getByText('Missing', { exact: true }).waitFor();
    await confirmedOnScreen(warehouse);
    await maker.getByRole('row').getByText('Missing', { exact: true }).waitFor();
    expect(await stockOf(distributor, lot.runId, lot.number)).toBe(4);
  });

  it('are refused with a reason that the sender reads', async () => {
    const lot = await registerLot(makerClient, 3);
    const number = await shipOnScreen(maker, '/manufacturer', lot, 'Atlantic', 3);
    await openInbound(warehouse, '/distributor', number);
    await warehouse.getByRole('button', { name: 'Reject', exact: true }).click();
    const dialog = warehouse.getByRole('dialog', { name: 'Reject the shipment' });
    await dialog.getByLabel('Reason').fill('The seal of the pallet was broken');
    await dialog.getByRole('button', { name: 'Reject' }).press('Enter');
    await warehouse.getByText('Rejected', { exact: true }).first().waitFor();
    await confirmedOnScreen(warehouse);
    await maker.getByText('The seal of the pallet was broken').waitFor();
    expect(await stockOf(makerClient, lot.runId, lot.number)).toBe(3);
  });

  it('go on to the pharmacy, which scans them in and sends some back', async () => {
    const lot = await registerLot(makerClient, 5);
    const first = await shipOnScreen(maker, '/manufacturer', lot, 'Atlantic', 5);
    await openInbound(warehouse, '/distributor', first);
    await press(warehouse, 'Enter');
    await warehouse.getByText('Received', { exact: true }).first().waitFor();
    const second = await shipOnScreen(warehouse, '/distributor', lot, 'Harbor', 2);

    // Any pack of it opens the delivery, and is counted there at once.
    await openScreen(counter, '/pharmacy/receive');
    await scanAll(counter, [lot.codes[0]!]);
    await counter.getByRole('heading', { name: `Shipment ${second}` }).waitFor();
    await counter.getByText('1 of 2 packs scanned').waitFor();
    await scanAll(counter, [lot.codes[1]!]);
    await counter.getByText('2 of 2 packs scanned').waitFor();
    await press(counter, 'Enter');
    await counter.getByText('Received', { exact: true }).first().waitFor();
    await confirmedOnScreen(counter);
    await warehouse.getByText('Received', { exact: true }).first().waitFor();

    await openScreen(counter, '/pharmacy/stock');
    await scanAll(counter, [lot.codes[1]!]);
    await counter.getByRole('status').getByText('1 pack chosen').waitFor();
    await counter.getByRole('button', { name: 'Return' }).click();
    await counter.getByText('1 pack', { exact: true }).waitFor();
    await choose(counter, 'To', 'Atlantic');
    await counter.getByLabel('Reason for the return').fill('Ordered by mistake');
    await counter.getByRole('button', { name: 'Send back' }).click();
    await counter.waitForURL(/\/pharmacy\/shipments\/[0-9a-f-]{36}$/);
    await confirmedOnScreen(counter);
    await openScreen(warehouse, '/distributor/receive');
    await warehouse.getByText('· Return').first().waitFor();
    expect(await stockOf(pharmacy, lot.runId, lot.number)).toBe(1);
  });
});

describe('goods on their way to a suspended site', () => {
  it('are taken back by their sender', async () => {
    // Who signed in five minutes ago would have to prove again that it is they.
    const { regulator } = await cast('regulator');
    const mercy = await siteNamed(distributor, 'Mercy');
    const lot = await registerLot(makerClient, 2);
    const id = await ship(makerClient, mercy, { runId: lot.runId, from: 0, to: 2 });
    await suspendParty(regulator, mercy);
    try {
      await openScreen(maker, `/manufacturer/shipments/${id}`);
      await maker.getByText('is suspended and cannot receive').waitFor();
      await maker.getByRole('button', { name: 'Take back' }).click();
      await maker.getByRole('dialog').getByRole('button', { name: 'Take back' }).press('Enter');
      await maker.getByText('Returned', { exact: true }).first().waitFor();
      await confirmedOnScreen(maker);
      expect(await stockOf(makerClient, lot.runId, lot.number)).toBe(2);
    } finally {
      await reinstateParty(regulator, mercy).catch((error: unknown) => {
        if (!(error instanceof Refusal) || error.code !== 'PARTY_STATUS') throw error;
      });
    }
  });
});

describe('the lists', () => {
  it('say so where nothing matches, where it cannot be asked, and narrow to what is searched', async () => {
    const lot = await registerLot(makerClient, 2);
    const number = await shipOnScreen(maker, '/manufacturer', lot, 'Atlantic', 1);
    await openScreen(maker, '/manufacturer/shipments');
    const search = maker.getByRole('textbox', { name: 'Number, partner, lot or SSCC' });
    await search.fill(lot.number);
    await maker.getByRole('link', { name: number }).waitFor();
    await until(
      () => maker.getByRole('row').count(),
      (rows) => rows === 2,
    );
    await search.fill('no such shipment');
    await maker.getByText('No shipment matches “no such shipment”').waitFor();
    await maker.route('**/graphql', (route) => route.abort('connectionreset'));
    await search.fill('anything');
    await maker.getByRole('alert').getByText('The service cannot be reached').first().waitFor();
    await maker.unroute('**/graphql');
    await maker.getByRole('button', { name: 'Try again' }).first().click();
    await maker.getByText('No shipment matches “anything”').waitFor();
  });
});
