import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { CAPSULES_IN_PACK, deliverLot, openPrescription, prescribe, type RegisteredLot } from './acts.js';
import { launchBrowser, signedIn } from './browser.js';
import { cast } from './cast.js';
import { chooseBasis, enterAndConfirm, onTheCounter, tabTo } from './counter-screens.js';
import { openScreen, press, scanAll } from './goods-screens.js';

let browser: Browser;
let counter: Page;
let lot: RegisteredLot;
let next = 0;

const { maker, distributor, pharmacy, prescriber } = await cast(
  'maker',
  'distributor',
  'pharmacy',
  'prescriber',
);
const pack = () => lot.codes[next++]!;

beforeAll(async () => {
  browser = await launchBrowser();
  const names = { distributor: 'Atlantic', pharmacy: 'Harbor' };
  [counter, lot] = await Promise.all([
    signedIn(browser, 'lena@harbor.example'),
    deliverLot(maker, distributor, pharmacy, names, 16),
  ]);
});
afterAll(() => browser.close());

describe('by keys alone', () => {
  it('a pharmacist signs in, opens the basket and dispenses it', async () => {
    const token = await prescribe(prescriber, CAPSULES_IN_PACK);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
    const page = await context.newPage();
    await page.goto(`${inject('portal')}/sign-in`);
    await page.getByLabel('Email').waitFor();
    await tabTo(page, 'Email');
    await page.keyboard.type('lena@harbor.example');
    await tabTo(page, 'Password');
    await page.keyboard.type('custodia-demo');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/pharmacy\/scan/);
    await page.getByText('Scan a pack to check it').waitFor();
    // The palette leads to any place.
    await page.keyboard.press('Control+K');
    await page.getByPlaceholder('Where to, or what to do?').and(page.locator(':focus')).waitFor();
    // Slower than a scanner, whose keys would be read as a code.
    await page.keyboard.type('Basket', { delay: 120 });
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/pharmacy\/basket/);
    // Before it is there, a scan leads elsewhere.
    await page.getByText('Scan the patient’s prescription').waitFor();
    await scanAll(page, [token, pack()]);
    await enterAndConfirm(page, 'Dispense 1 pack');
    await press(page, 'Enter');
    await page.getByText('Scan the patient’s prescription').waitFor();
    await context.close();
  });
});

describe('what is owed', () => {
  it('is found by the patient’s code and given on the signature of the first visit', async () => {
    const token = await prescribe(prescriber, 30);
    await onTheCounter(counter, token, [pack()]);
    await counter.getByLabel('Owe the rest: 9 capsules').check();
    await enterAndConfirm(counter, 'Dispense 1 pack');

    await openScreen(counter, '/pharmacy/owed');
    await scanAll(counter, [token]);
    await counter.getByText('Owed to Ada Example').waitFor();
    const row = counter.getByRole('row').filter({ hasText: '9 capsules' });
    await row.getByRole('button', { name: 'Give now' }).click();
    await counter.getByText('Owed: 9 capsules').waitFor();
    await scanAll(counter, [pack()]);
    await enterAndConfirm(counter, 'Give 1 pack');

    await openScreen(counter, '/pharmacy/owed');
    await scanAll(counter, [token]);
    await counter.getByText('Nothing is owed to this patient').waitFor();
    const [item] = (await openPrescription(pharmacy, token)).items;
    expect(item).toMatchObject({ remaining: 0 });
  });
});

describe('one opened pack', () => {
  it('fills two items of a basket and the rest of it goes to the next patient', async () => {
    const { issuePrescription } = await prescriber.ask<{ issuePrescription: { token: string } }>(
      'mutation ($input: IssuePrescriptionInput!) { issuePrescription(input: $input) { token } }',
      {
        input: {
          idempotencyKey: crypto.randomUUID(),
          patientName: 'Ada Example',
          items: [8, 6].map((quantity) => ({
            substance: 'amoxicillin',
            baseUnit: 'capsule',
            dosage: '1 capsule a day',
            substitutionAllowed: true,
            quantity,
          })),
        },
      },
    );
    const bottle = pack();
    await onTheCounter(counter, issuePrescription.token, [bottle, bottle]);
    await enterAndConfirm(counter, 'Dispense 2 packs');
    await press(counter, 'Enter');
    await counter.getByText('Scan the patient’s prescription').waitFor();
    await chooseBasis(counter, 'Emergency');
    await scanAll(counter, [bottle]);
    // An opened pack asks for a key before it goes into the basket.
    await counter.getByText('Opened here, 7 capsules left').waitFor();
    await press(counter, 'Enter');
    await enterAndConfirm(counter, 'Dispense 1 pack');
  });
});

describe('a basket on another ground', () => {
  for (const basis of ['Emergency', 'Ward', 'Compounding']) {
    it(`${basis}: goes out without a prescription, to who collects it`, async () => {
      await openScreen(counter, '/pharmacy/basket');
      await chooseBasis(counter, basis);
      await counter.getByLabel('Collected by').fill('Porter of ward 4');
      await counter.keyboard.press('Tab');
      await scanAll(counter, [pack()]);
      await counter.getByRole('heading', { name: '1 pack', exact: true }).waitFor();
      await enterAndConfirm(counter, 'Dispense 1 pack');
    });
  }

  it('paper: needs its reference; over the counter: not for a prescription medicine', async () => {
    await openScreen(counter, '/pharmacy/basket');
    await chooseBasis(counter, 'Over the counter');
    await scanAll(counter, [pack()]);
    await counter.getByRole('button', { name: 'Dispense 1 pack' }).and(counter.locator(':enabled')).waitFor();
    await press(counter, 'Enter');
    await counter
      .getByRole('alert')
      .filter({ hasText: /prescription/ })
      .waitFor();
    await chooseBasis(counter, 'Paper');
    await counter.getByText('Give the reference of the paper.').waitFor();
    await counter.getByLabel('Reference of the paper').fill('Rx 20-77');
    await counter.keyboard.press('Tab');
    await counter.getByRole('button', { name: 'Dispense 1 pack' }).click();
    await counter.getByText('The ledger has confirmed every pack.').waitFor();
  });

  it('that was handed out hours ago stands with its own time', async () => {
    await openScreen(counter, '/pharmacy/basket');
    await chooseBasis(counter, 'Emergency');
    await counter.getByLabel('It happened earlier').check();
    const at = new Date(Date.now() - 3 * 3_600_000);
    const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
    await counter.getByLabel('When it was handed out').fill(local);
    await scanAll(counter, [pack()]);
    await counter.getByRole('heading', { name: 'Emergency' }).click();
    await enterAndConfirm(counter, 'Dispense 1 pack');
    const { dispensings } = await pharmacy.ask<{
      dispensings: { nodes: { eventTime: string; recordedAt: string }[] };
    }>('{ dispensings(first: 1) { nodes { eventTime recordedAt } } }');
    const [visit] = dispensings.nodes;
    expect(new Date(visit!.eventTime).toISOString().slice(0, 16)).toBe(at.toISOString().slice(0, 16));
    expect(Date.parse(visit!.recordedAt) - Date.parse(visit!.eventTime)).toBeGreaterThan(2.9 * 3_600_000);
  });
});

describe('a pack of another form than prescribed', () => {
  it('is given with the reason alone, and a part of it only', async () => {
    const { issuePrescription } = await prescriber.ask<{ issuePrescription: { token: string } }>(
      'mutation ($input: IssuePrescriptionInput!) { issuePrescription(input: $input) { token } }',
      {
        input: {
          idempotencyKey: crypto.randomUUID(),
          patientName: 'Ada Example',
          items: [
            {
              substance: 'amoxicillin',
              form: 'tablet',
              baseUnit: 'capsule',
              dosage: '1 a day',
              substitutionAllowed: true,
              quantity: 14,
            },
          ],
        },
      },
    );
    await onTheCounter(counter, issuePrescription.token, [pack()]);
    await counter.locator('input[value^="14 of 21"]').waitFor();
    const dispense = counter.getByRole('button', { name: 'Dispense 1 pack' });
    await dispense.and(counter.locator(':disabled')).waitFor();
    await counter.getByLabel('Why another product').fill('Swallows capsules only');
    await dispense.and(counter.locator(':enabled')).click();
    await counter.getByText('The ledger has confirmed every pack.').waitFor();
    const { dispensings } = await pharmacy.ask<{
      dispensings: { nodes: { lines: { substitutionReason: string; quantity: number }[] }[] };
    }>('{ dispensings(first: 1) { nodes { lines { substitutionReason quantity } } } }');
    expect(dispensings.nodes[0]!.lines).toEqual([
      { substitutionReason: 'Swallows capsules only', quantity: 14 },
    ]);
  });
});

describe('an item that is not given', () => {
  it('is recorded with its reason, and stays open', async () => {
    const token = await prescribe(prescriber, CAPSULES_IN_PACK);
    await onTheCounter(counter, token, []);
    await counter.getByRole('button', { name: 'Not given now, because' }).click();
    await counter.getByRole('menuitem', { name: 'Out of stock' }).click();
    await counter.getByText('Recorded. The item stays open.').waitFor();
    const [item] = (await openPrescription(pharmacy, token)).items;
    expect(item).toMatchObject({ remaining: CAPSULES_IN_PACK });
  });
});

it('a good pack on the desk is in the basket before the card of an earlier scan is laid there', async () => {
  const [good, kept] = [pack(), pack()];
  // Nobody registered this serial.
  const unknown = kept.slice(0, -1) + (kept.endsWith('X') ? 'Y' : 'X');
  await openScreen(counter, '/pharmacy/scan');
  await counter.route('**/graphql', (route) => route.abort());
  await scanAll(counter, [unknown]);
  await counter.getByRole('heading', { name: 'Saved, not checked' }).waitFor();
  await press(counter, 'x');
  await counter.unroute('**/graphql');
  await counter.evaluate(() => dispatchEvent(new Event('online')));
  await counter
    .getByRole('main')
    .getByRole('button', { name: /^Open / })
    .waitFor();
  await press(counter, 'F4');
  await counter.getByRole('radio', { name: 'Dispense', checked: true }).waitFor({ state: 'attached' });
  await scanAll(counter, [good]);
  await counter.getByRole('heading', { name: 'Pack OK' }).waitFor();
  await press(counter, 'l');
  await counter.getByText(/^This code was read while there was no connection/).waitFor();
  await press(counter, 'x');
  await counter.getByRole('link', { name: 'Basket' }).first().click();
  await counter.getByRole('button', { name: /out of the basket$/ }).waitFor();
});
