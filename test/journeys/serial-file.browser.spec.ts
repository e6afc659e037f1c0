import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AMOXICILLIN, newLotNumber } from './acts.js';
import { launchBrowser, signedIn } from './browser.js';
import { Client } from './client.js';
import { choose, openScreen } from './goods-screens.js';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  page = await signedIn(browser, 'maria@northwind.example');
});
afterAll(() => browser.close());

const EXPIRY = `${new Date().getFullYear() + 1}-10`;

async function enterLot(number: string): Promise<void> {
  await openScreen(page, '/manufacturer/lots/new');
  await choose(page, 'Product', 'Amoxicillin');
  await page.getByLabel('Lot number').fill(number);
  await page.getByLabel('Expiry').fill(EXPIRY);
}

async function chooseFile(content: string | Buffer): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({
    name: 'serials.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(content),
  });
}

const register = () => page.getByRole('button', { name: 'Register', exact: true }).click();

/** Runs of a lot as the API has them: nothing may be there twice. */
async function runsOf(number: string): Promise<{ status: string; units: number }[]> {
  const maker = await Client.signedIn('maria@northwind.example');
  const { lots } = await maker.ask<{
    lots: { nodes: { number: string; runs: { status: string; units: number }[] }[] };
  }>('query ($search: String) { lots(search: $search) { nodes { number runs { status units } } } }', {
    search: number,
  });
  return lots.nodes.flatMap(({ runs }) => runs).filter(({ status }) => status !== 'FAILED');
}

describe('a list of serials', () => {
  it('with faults is refused line by line, corrected, and taken', async () => {
    const number = newLotNumber();
    const serial = (n: number) => `${number}N${n}`;
    await enterLot(number);
    const faulty = [
      'serial,gtin',
      `${serial(1)},${AMOXICILLIN}`,
      `${serial(2)},00307812613765`,
      `${serial(1)},${AMOXICILLIN}`,
      `bad serial,${AMOXICILLIN}`,
    ];
    await chooseFile(faulty.join('\n'));
    await register();
    await page.getByText('Nothing was registered', { exact: true }).waitFor();
    const refused = page.getByRole('table', { name: '3 lines to correct' }).getByRole('row');
    await refused.nth(3).waitFor();
    const rows = (await refused.allTextContents()).slice(1);
    expect(rows[0]).toMatch(/^3.*00307812613765.*check digit/);
    expect(rows[1]).toMatch(/^4.*is on line 2 already/);
    expect(rows[2]).toMatch(/^5.*bad serial/);
    expect(await runsOf(number)).toEqual([]);

    // The facts of the lot are still there: only the file is chosen anew.
    await page.getByRole('button', { name: 'Send the corrected list' }).click();
    expect(await page.getByLabel('Lot number').inputValue()).toBe(number);
    await chooseFile(['serial', serial(1), serial(2), serial(3)].join('\n'));
    await register();
    await page.getByText(`3 packs of lot ${number} are registered.`).waitFor();
    await page.getByText('Confirmed', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Open the lot' }).click();
    await page
      .getByRole('cell', { name: serial(3) })
      .or(page.getByText(serial(3)))
      .first()
      .waitFor();
  });

  it('that is none says what is wrong with the file', async () => {
    await enterLot(newLotNumber());
    await chooseFile('serial\n\n');
    await register();
    await page.getByText('This file has no serials.').waitFor();
    await page.getByRole('button', { name: 'Send the corrected list' }).click();
    await chooseFile(Buffer.from([0x41, 0xc4, 0x31, 0x0a]));
    await register();
    await page.getByText(/Line 1 .*send it again/).waitFor();
  });

  it('is sent again when the connection breaks, and registered once', async () => {
    const number = newLotNumber();
    await enterLot(number);
    await chooseFile(`${number}A\n${number}B\n`);
    let attempts = 0;
    await page.route('**/lots/runs', async (route) => {
      attempts++;
      // The first never arrives; of the second the answer is lost.
      if (attempts === 1) return route.abort('connectionreset');
      if (attempts === 2) {
        await route.fetch();
        return route.abort('connectionreset');
      }
      return route.continue();
    });
    // It is said for as long as the pauses take: whoever looks later does not see it.
    await Promise.all([page.getByText('Sending the file again…').waitFor(), register()]);
    await page.getByText(`2 packs of lot ${number} are registered.`).waitFor();
    await page.unroute('**/lots/runs');
    expect(attempts).toBe(3);
    expect(await runsOf(number)).toEqual([{ status: 'READY', units: 2 }]);
  });

  it('says what to do when the line stays broken, and goes on from there', async () => {
    const number = newLotNumber();
    await enterLot(number);
    await chooseFile(`${number}A\n`);
    await page.route('**/lots/runs', (route) => route.abort('connectionreset'));
    await register();
    await page.getByRole('alert').getByText('press Register again when the line is back').waitFor();
    await page.unroute('**/lots/runs');
    await register();
    await page.getByText(`1 packs of lot ${number} are registered.`).waitFor();
  });
});

describe('serials that are made here', () => {
  it('are counted while they are taken in, also after the page was loaded again', async () => {
    const number = newLotNumber();
    await enterLot(number);
    await page.getByText('Make them here').click();
    await page.getByLabel('Number of packs').fill('150000');
    await page.getByLabel('Number of packs').press('Enter');
    await page.getByText('Taking in the serials').first().waitFor();
    await page
      .getByRole('status')
      .getByText(/^[1-9][\d,]* serials so far/)
      .waitFor();
    await page.reload();
    await page.getByText(`150,000 packs of lot ${number} are registered.`).waitFor();
    await page.getByText('Confirmed', { exact: true }).waitFor();
  });
});

describe('a typing error in the expiry', () => {
  it('is corrected, and every version stays on record', async () => {
    const number = newLotNumber();
    await enterLot(number);
    await page.getByText('Make them here').click();
    await page.getByLabel('Number of packs').fill('2');
    await register();
    await page.getByText('Confirmed', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Open the lot' }).click();
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Correct the expiry' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Expiry').fill(EXPIRY.replace('-10', '-11'));
    await dialog.getByLabel('Day').fill('15');
    await dialog.getByLabel('Reason').fill('Month mistyped');
    await dialog.getByRole('button', { name: 'Correct' }).press('Enter');
    const versions = page.getByRole('table', { name: 'Corrections' });
    await versions.getByText('Month mistyped').waitFor();
    await versions.getByText('Confirmed', { exact: true }).waitFor();
    expect(await versions.textContent()).toMatch(/Oct\s\d{4} → Nov\s15,\s\d{4}.*Maria/);
  });
});
