import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerLot } from './acts.js';
import { launchBrowser, signedIn } from './browser.js';
import { cast } from './cast.js';
import { stockOf } from './goods-acts.js';
import { choose, confirmedOnScreen, labelOf, openScreen, press, scanAll } from './goods-screens.js';

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

/** Closes what is on the screen. @returns its SSCC */
async function closed(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Close', exact: true }).press('Enter');
  await page.waitForURL(/\/containers\/\d{18}$/);
  return new URL(page.url()).pathname.split('/').at(-1)!;
}

describe('cartons and pallets', () => {
  it('are packed by scanning, labelled, shipped, received by one scan, opened and sent on', async () => {
    const lot = await registerLot(makerClient, 8);
    await openScreen(maker, '/manufacturer/containers/new');
    await scanAll(maker, lot.codes.slice(0, 4));
    await maker.getByRole('status').getByText('4 packs', { exact: true }).waitFor();
    const scanned = await closed(maker);
    const label = maker.getByRole('img', { name: `Label with the SSCC ${scanned}` });
    await label.waitFor();
    expect(
      await label.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
    ).toBeGreaterThan(0);

    // A pack that is in a carton goes into a second one only when it is told to be taken out.
    await openScreen(maker, '/manufacturer/containers/new');
    await scanAll(maker, [lot.codes[0]!]);
    await maker.getByRole('button', { name: 'Close', exact: true }).click();
    await maker.getByRole('alert').getByText(`is in container ${scanned}`).waitFor();
    await maker.getByRole('button', { name: 'Take them out and close' }).press('Enter');
    await maker.waitForURL(/\/containers\/\d{18}$/);
    await maker.getByText('1–1', { exact: true }).waitFor();
    await openScreen(maker, '/manufacturer/containers/new');
    await scanAll(maker, lot.codes.slice(4, 6));
    await maker.getByRole('status').getByText('2 packs', { exact: true }).waitFor();
    const second = await closed(maker);

    // A label says by itself that a pallet is packed.
    await openScreen(maker, '/manufacturer/containers/new');
    await scanAll(maker, [labelOf(scanned), labelOf(second)]);
    await maker.getByRole('status').getByText('5 packs', { exact: true }).waitFor();
    const pallet = await closed(maker);
    await maker.getByRole('link', { name: scanned }).waitFor();

    await openScreen(maker, '/manufacturer/shipments/new');
    await choose(maker, 'To', 'Atlantic');
    await maker.getByRole('textbox', { name: 'SSCC, 18 digits' }).fill(pallet);
    await maker.getByRole('textbox', { name: 'SSCC, 18 digits' }).press('Enter');
    await maker.getByRole('row').getByText(pallet).waitFor();
    await maker.getByRole('button', { name: 'Ship', exact: true }).click();
    await maker.waitForURL(/\/shipments\/[0-9a-f-]{36}$/);
    await confirmedOnScreen(maker);

    // At the dock: the label of a carton opens the delivery and is counted in it, that of the pallet counts all.
    await openScreen(warehouse, '/distributor/receive');
    await scanAll(warehouse, [labelOf(scanned)]);
    await warehouse.getByRole('heading', { name: /^Shipment / }).waitFor();
    await warehouse.getByText('3 of 5 packs scanned').waitFor();
    await scanAll(warehouse, [labelOf(pallet)]);
    await warehouse.getByText('5 of 5 packs scanned').waitFor();
    await press(warehouse, 'Enter');
    await warehouse.getByText('Received', { exact: true }).first().waitFor();
    await confirmedOnScreen(warehouse);
    await maker.getByText('Received', { exact: true }).first().waitFor();
    expect(await stockOf(distributor, lot.runId, lot.number)).toBe(5);

    // Scanned on any screen, its label leads to it; opened, its cartons stand alone.
    await openScreen(warehouse, '/distributor/recalls');
    await scanAll(warehouse, [labelOf(pallet)]);
    await warehouse.waitForURL(new RegExp(`/distributor/containers/${pallet}$`));
    await warehouse.getByRole('button', { name: 'Open', exact: true }).click();
    await warehouse.getByRole('dialog').getByRole('button', { name: 'Open', exact: true }).press('Enter');
    await warehouse.getByText('nothing is in it any more').waitFor();

    await openScreen(warehouse, '/distributor/shipments/new');
    await choose(warehouse, 'To', 'Harbor');
    await scanAll(warehouse, [labelOf(scanned)]);
    await warehouse.getByRole('status').getByText('3 packs', { exact: true }).waitFor();
    await warehouse.getByRole('button', { name: 'Ship', exact: true }).click();
    await warehouse.waitForURL(/\/shipments\/[0-9a-f-]{36}$/);

    // At the pharmacy, from whatever screen: the label leads to the delivery.
    await openScreen(counter, '/pharmacy/supplies');
    await scanAll(counter, [labelOf(scanned)]);
    await counter.getByRole('heading', { name: /^Shipment / }).waitFor();
    await scanAll(counter, [labelOf(scanned)]);
    await counter.getByText('3 of 3 packs scanned').waitFor();
    await press(counter, 'Enter');
    await counter.getByText('Received', { exact: true }).first().waitFor();
    await confirmedOnScreen(counter);
    await warehouse.getByText('Received', { exact: true }).first().waitFor();
    expect(await stockOf(pharmacy, lot.runId, lot.number)).toBe(3);
  });
});
