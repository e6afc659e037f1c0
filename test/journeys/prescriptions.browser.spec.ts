import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, signedIn } from './browser.js';
import { readDrawn } from './drawn-code.js';
import { openScreen, press, scanAll } from './goods-screens.js';

let browser: Browser;
let practice: Page;
let counter: Page;
let token = '';

beforeAll(async () => {
  browser = await launchBrowser();
  [practice, counter] = await Promise.all([
    signedIn(browser, 'dr.hale@riverside.example'),
    signedIn(browser, 'lena@harbor.example'),
  ]);
});
afterAll(() => browser.close());

interface Written {
  readonly substance: string;
  readonly strength: string;
  readonly quantity: string;
  readonly unit: string;
  readonly dosage: string;
  readonly repeats?: string;
}

const AMOXICILLIN: Written = {
  substance: 'amoxicillin',
  strength: '500 mg',
  quantity: '21',
  unit: 'capsule',
  dosage: '1 three times a day',
};
const ATORVASTATIN: Written = {
  substance: 'atorvastatin',
  strength: '20 mg',
  quantity: '90',
  unit: 'tablet',
  dosage: '1 in the evening',
  repeats: '2',
};

async function write(medicine: Written, nth: number): Promise<void> {
  // A list to choose from has its field's label, too: fields are named by what they are.
  const fill = (name: string, text: string, role: 'combobox' | 'textbox' = 'textbox') =>
    practice.getByRole(role, { name, exact: true }).nth(nth).fill(text);
  await fill('Substance', medicine.substance, 'combobox');
  await practice.keyboard.press('Escape');
  await fill('Strength', medicine.strength);
  await fill('Quantity', medicine.quantity);
  await fill('Unit', medicine.unit, 'combobox');
  await practice.keyboard.press('Escape');
  if (medicine.repeats) await fill('Repeats', medicine.repeats);
  await fill('Dosage', medicine.dosage);
}

async function issue(...medicines: Written[]): Promise<string> {
  await practice.getByLabel('Name', { exact: true }).fill('Ada Example');
  await practice.getByLabel('Date of birth').fill('1961-04-12');
  for (const [nth, medicine] of medicines.entries()) {
    if (nth > 0) await practice.getByRole('button', { name: 'Another medicine' }).click();
    await write(medicine, nth);
  }
  await practice.getByRole('button', { name: 'Issue', exact: true }).click();
  await practice.getByText('Print it or show it now').waitFor();
  const drawn = practice.getByRole('img', { name: 'QR code of the prescription' }).locator('svg');
  await drawn.waitFor();
  return readDrawn(drawn);
}

/** The counter opens the paper; on a fresh basket each time. */
async function openAtCounter(code: string): Promise<void> {
  await openScreen(counter, '/pharmacy/basket');
  await scanAll(counter, [code]);
}

it('a prescription is not issued before it is complete, and says what is missing', async () => {
  await openScreen(practice, '/prescriber/prescriptions');
  await press(practice, 'n');
  await practice.waitForURL(/\/prescriber\/issue/);
  await practice.getByRole('button', { name: 'Issue', exact: true }).click();
  await practice.getByText('Whose prescription is it?').waitFor();
  await practice.getByText('Which substance?').waitFor();
});

it('two medicines, one with repeats, are on paper with a code that a scanner reads', async () => {
  token = await issue(AMOXICILLIN, ATORVASTATIN);
  expect(token).toMatch(/RX1\./);
  await practice.getByText('2 repeats, every 28 days').waitFor();
  await openAtCounter(token);
  await counter.getByText('Ada Example').waitFor();
  await counter.getByText('amoxicillin 500 mg').first().waitFor();
  await counter
    .getByText(/^Valid from/)
    .nth(1)
    .waitFor();
  expect(await counter.getByText(/^Valid from/).count()).toBe(2);
});

it('the patient’s paper leads the prescriber to its record, where one item is cancelled', async () => {
  await openScreen(practice, '/prescriber/prescriptions');
  await scanAll(practice, [token]);
  await practice.waitForURL(/\/prescriber\/prescriptions\/[0-9a-f-]{36}/);
  const id = new URL(practice.url()).pathname.split('/').at(-1)!;
  await practice.getByText('Not valid yet').nth(1).waitFor();
  expect(await practice.getByText('Ada Example').count()).toBe(0);
  await practice.getByRole('button', { name: 'Cancel item 2' }).click();
  const dialog = practice.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Muscle pain');
  await dialog.getByRole('button', { name: 'Cancel the item' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await practice.getByText('Muscle pain').waitFor();
  await practice.getByRole('button', { name: 'Cancel item 3' }).waitFor();
  // The reference on the paper finds it, too.
  await openScreen(practice, '/prescriber/prescriptions');
  await practice.getByLabel('Reference, or scan the patient’s code').fill(id.slice(-8));
  await practice.getByRole('row').nth(2).waitFor({ state: 'detached' });
  await practice.locator(`a[href$="${id}"]`).click();
  await practice.getByText('Muscle pain').waitFor();
});

it('a lost one is cancelled with a reason and written anew: only the new code is good', async () => {
  await practice.getByRole('button', { name: 'Cancel it', exact: true }).click();
  const dialog = practice.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Paper lost on the way');
  await dialog.getByRole('button', { name: 'Cancel the prescription' }).click();
  await practice.getByText(/Cancelled on .*Paper lost on the way/).waitFor();
  await practice.getByRole('link', { name: 'Write it anew' }).click();
  await practice.waitForURL(/\/prescriber\/issue/);
  const again = await issue(AMOXICILLIN);
  expect(again).not.toBe(token);
  await openAtCounter(token);
  await counter
    .getByText(/cancelled/i)
    .first()
    .waitFor();
  await openAtCounter(again);
  await counter.getByText('Ada Example').waitFor();
});
