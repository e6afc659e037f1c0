import { checkDigit } from '@custodia/gs1';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { deliverLot } from './acts.js';
import { launchBrowser, signedIn } from './browser.js';
import { cast } from './cast.js';
import { refusalOf } from './client.js';
import { serialOf, supplyOnPaper } from './counter-acts.js';

const { maker, distributor, pharmacy, otherPharmacy } = await cast(
  'maker',
  'distributor',
  'pharmacy',
  'otherPharmacy',
);
let browser: Browser;
let nora: Page;
let david: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  nora = await signedIn(browser, 'nora@authority.example');
  david = await signedIn(browser, 'david@authority.example');
});
afterAll(() => browser.close());

const newGln = () => {
  const payload = `95011015${String(Date.now() % 10_000).padStart(4, '0')}`;
  return payload + checkDigit(payload);
};

describe('a party', () => {
  it('is admitted on the ledger by two people, suspended by one, and reinstated by two', async () => {
    const name = `Corner Pharmacy ${Date.now() % 100_000}`;
    await nora.goto(`${inject('portal')}/regulator/parties`);
    await nora.getByRole('button', { name: 'Admit a party' }).click();
    const dialog = nora.getByRole('dialog');
    await dialog.getByLabel('Organisation').fill('Corner Pharmacies');
    await dialog.getByLabel('Name of the site').fill(name);
    await dialog.getByLabel('GLN').fill('9501101530004');
    await dialog.getByRole('combobox', { name: 'Roles' }).press('ArrowDown');
    await nora.getByRole('option', { name: 'Pharmacy' }).click();
    await nora.keyboard.press('Escape');
    await dialog.getByRole('combobox', { name: 'Time zone' }).fill('Europe/Zurich');
    await nora.getByRole('option', { name: 'Europe/Zurich' }).click();
    await dialog.getByLabel('Country (two letters)').fill('ch');
    await dialog.getByRole('button', { name: 'Propose' }).click();
    // A GLN that was mistyped says so.
    await dialog.getByText('the last one is a check digit').waitFor();
    await dialog.getByLabel('GLN').fill(newGln());
    await dialog.getByRole('button', { name: 'Propose' }).click();
    await dialog.waitFor({ state: 'detached' });

    const proposal = (page: Page) =>
      page.getByRole('table', { name: 'For a second person' }).getByRole('row').filter({ hasText: name });
    await proposal(nora).getByText('Waits for a second person').waitFor();
    expect(await proposal(nora).getByRole('button', { name: 'Approve' }).count()).toBe(0);
    const approve = async () => {
      await david.goto(`${inject('portal')}/regulator/parties`);
      await proposal(david).getByRole('button', { name: 'Approve' }).first().click();
      await david.getByRole('dialog').getByText('Nora Lindqvist proposed this').waitFor();
      await david.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
      await david.getByRole('dialog').waitFor({ state: 'detached' });
    };
    await approve();
    const row = nora.getByRole('table', { name: 'Parties' }).getByRole('row').filter({ hasText: name });
    await row.getByText('Active').waitFor();

    const order = async (what: 'Suspend' | 'Reinstate', submit: string, reason: string) => {
      await row.getByRole('button', { name: what }).click();
      const sending = nora.getByRole('dialog').getByRole('button', { name: submit });
      expect(await sending.isDisabled()).toBe(true);
      await nora.getByRole('dialog').getByLabel('Reason').fill(reason);
      await sending.click();
      await nora.getByRole('dialog').waitFor({ state: 'detached' });
    };
    await order('Suspend', 'Suspend', 'Licence withdrawn');
    await row.getByText('Suspended').waitFor();
    await order('Reinstate', 'Propose', 'Licence given back');
    await proposal(nora).first().getByText('Reinstatement').waitFor();
    await approve();
    await row.getByText('Active').waitFor();
  });
});

describe('an incident', () => {
  it('appears while the queue is open, is taken by key and closed with what it was', async () => {
    const names = { distributor: 'Atlantic', pharmacy: 'Harbor' };
    const lot = await deliverLot(maker, distributor, pharmacy, names, 2);
    await nora.goto(`${inject('portal')}/regulator/incidents`);
    await nora.getByRole('heading', { name: 'Incidents' }).waitFor();
    // A pack that was never delivered there, at another counter.
    expect(await refusalOf(supplyOnPaper(otherPharmacy, [lot.codes[0]!]))).not.toBe('NONE');

    const serial = serialOf(lot.codes[0]!);
    const found = nora.locator('article').filter({ hasText: serial });
    const cards = nora.locator('ul button[aria-pressed]');
    // It comes to the open queue by itself, some time after the counter was refused.
    for (let at = 0; (await found.count()) === 0; at++) {
      await cards.nth(at % (await cards.count())).click();
      await nora.locator('article h2').first().waitFor();
    }
    await nora.waitForTimeout(600); // a letter right after a scan would not count
    await nora.keyboard.press('a');
    await nora.getByRole('button', { name: 'Take it' }).waitFor({ state: 'detached' });
    await nora.keyboard.press('c');
    const dialog = nora.getByRole('dialog');
    await dialog.getByLabel('Procedure at the pharmacy').check();
    const close = dialog.getByRole('button', { name: 'Close it' });
    expect(await close.isDisabled()).toBe(true);
    await dialog.getByLabel('What was found').fill('Delivered to the other branch by mistake');
    await close.click();
    await dialog.waitFor({ state: 'detached' });
    await found.getByText('Procedure at the pharmacy.').waitFor();
    await nora.getByText('Delivered to the other branch by mistake').waitFor();
  });

  it('that is read beside the list stays there when it leaves the list', async () => {
    await nora.goto(`${inject('portal')}/regulator/incidents`);
    const read = nora.locator('article');
    await read.getByRole('button', { name: 'Take it' }).waitFor();
    const about = await read.locator('ol').first().innerText();
    const listed = nora.locator('ul button[aria-pressed=true]');
    await listed.waitFor();
    await nora.waitForTimeout(600); // a letter right after a scan would not count
    await nora.keyboard.press('a');
    // Taken, it is no longer of the open ones: no card of the list is that of what is read.
    await listed.waitFor({ state: 'detached' });
    await read.getByText('In progress').first().waitFor();
    const sentence = about.split('\n').find((line) => line.endsWith('.'))!;
    await read.getByText(sentence).first().waitFor();
  });
});
