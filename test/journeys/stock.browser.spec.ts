import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliverLot, type RegisteredLot } from './acts.js';
import { launchBrowser, signedIn } from './browser.js';
import { cast } from './cast.js';
import { orderLot, stockOf, untilLotIs } from './goods-acts.js';
import { openScreen, press, scanAll } from './goods-screens.js';

let browser: Browser;
let counter: Page;
let maker: Page;
let lot: RegisteredLot;

const {
  maker: makerClient,
  distributor,
  pharmacy,
  otherPharmacy,
} = await cast('maker', 'distributor', 'pharmacy', 'otherPharmacy');

beforeAll(async () => {
  browser = await launchBrowser();
  [counter, maker] = (await Promise.all(
    ['lena@harbor.example', 'maria@northwind.example'].map((email) => signedIn(browser, email)),
  )) as [Page, Page];
  const names = { distributor: 'Atlantic', pharmacy: 'Harbor' };
  lot = await deliverLot(makerClient, distributor, pharmacy, names, 8);
});
afterAll(() => browser.close());

/** Says why, and gives the order; the ledger takes it. */
async function give(order: string, done: string, reason?: string): Promise<void> {
  const dialog = counter.getByRole('dialog');
  await dialog.waitFor();
  if (reason) await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: order, exact: true }).press('Enter');
  const line = counter.getByRole('status').filter({ hasText: done });
  await line.getByText('Confirmed', { exact: true }).first().waitFor();
}

const chosen = (text: string) => counter.getByRole('status').getByText(text, { exact: true }).waitFor();

describe('the stock of a pharmacy', () => {
  it('finds a scanned pack, locks and unlocks it, and the maker sees it blocked', async () => {
    await openScreen(counter, '/pharmacy/stock');
    await scanAll(counter, [lot.codes[2]!]);
    await chosen('1 pack chosen');
    await scanAll(counter, [lot.codes[3]!]);
    await chosen('2 packs chosen');
    await counter.getByRole('button', { name: 'Lock', exact: true }).click();
    await give('Lock', '2 packs locked', 'Carton was wet');
    await openScreen(maker, `/manufacturer/lots/${lot.lotId}`);
    await maker.getByRole('img', { name: /2 Blocked/ }).waitFor();

    await counter.getByRole('row').filter({ hasText: 'Locked' }).first().getByRole('checkbox').focus();
    await counter.keyboard.press('Space');
    await chosen('1 pack chosen');
    await counter.getByRole('button', { name: 'Unlock', exact: true }).click();
    await give('Unlock', '1 pack unlocked', 'It was dry inside');
    await openScreen(maker, `/manufacturer/lots/${lot.lotId}`);
    await maker.getByRole('img', { name: /1 Blocked/ }).waitFor();
  });

  it('takes packs off the market and reports others missing', async () => {
    await openScreen(counter, '/pharmacy/stock');
    await counter.getByRole('textbox', { name: 'Product or lot' }).fill(lot.number);
    await counter.getByRole('row').filter({ hasText: lot.number }).getByRole('link').press('Enter');
    await counter.getByPlaceholder('From position').fill('5');
    await counter.getByPlaceholder('To position').fill('6');
    await counter.getByRole('button', { name: 'Choose', exact: true }).click();
    await chosen('2 packs chosen');
    await counter.getByRole('button', { name: 'Take off the market' }).click();
    await counter.getByRole('menuitem', { name: 'Destroyed' }).click();
    await counter.getByRole('dialog').getByText('This cannot be undone.').waitFor();
    await give('Destroyed', '2 packs destroyed', 'Crushed in the drawer');

    await scanAll(counter, [lot.codes[7]!]);
    await chosen('1 pack chosen');
    await counter.getByRole('button', { name: 'Report missing' }).click();
    await give('Report missing', '1 pack reported missing');
    await counter.getByRole('row').getByText('Missing', { exact: true }).waitFor();
    await openScreen(maker, `/manufacturer/lots/${lot.lotId}`);
    await maker.getByRole('img', { name: /2 Taken out/ }).waitFor();
    expect(await stockOf(pharmacy, lot.runId, lot.number)).toBe(6);
  });

  it('marks what its maker has put on hold', async () => {
    await orderLot(makerClient, 'holdLot', lot.lotId);
    await untilLotIs(pharmacy, lot.lotId, 'HELD');
    await openScreen(counter, '/pharmacy/stock');
    await counter.getByRole('textbox', { name: 'Product or lot' }).fill(lot.number);
    const row = counter.getByRole('row').filter({ hasText: lot.number });
    await row.getByText('On hold').waitFor();
    await row.getByRole('link').press('Enter');
    await counter.getByText('This lot is on hold.').waitFor();
    await orderLot(makerClient, 'releaseLot', lot.lotId);
    await untilLotIs(pharmacy, lot.lotId, 'ACTIVE');
  });
});

describe('packs that were never shipped', () => {
  it('are taken over where the law wants papers, after a word of warning', async () => {
    const other = await signedIn(browser, 'ruth@elm.example');
    await openScreen(other, '/pharmacy/stock/claim');
    await other.getByText('In this market goods are handed on pack by pack.').waitFor();
    await scanAll(other, [lot.codes[0]!, lot.codes[7]!.replace(/.$/, (last) => (last === '2' ? '3' : '2'))]);
    const take = other.getByRole('button', { name: 'Take over 2 packs' });
    expect(await take.isEnabled()).toBe(false);
    await other.getByRole('checkbox', { name: /no delivery announces them/ }).check();
    await take.waitFor();
    await other.getByRole('heading', { level: 1 }).click();
    await press(other, 'Enter');
    await other.getByRole('row').getByText('Confirmed', { exact: true }).waitFor();
    await other.getByRole('alert').getByText('No maker has registered this pack').waitFor();
    expect(await stockOf(otherPharmacy, lot.runId, lot.number)).toBe(1);
    expect(await stockOf(pharmacy, lot.runId, lot.number)).toBe(5);
  });

  it('are ordinary where suppliers need not scan', async () => {
    const european = await signedIn(browser, 'klara@markt.example');
    await openScreen(european, '/pharmacy/stock/claim');
    await european.getByText('In this market suppliers need not scan every pack.').waitFor();
    expect(await european.getByRole('checkbox').count()).toBe(0);
  });
});
