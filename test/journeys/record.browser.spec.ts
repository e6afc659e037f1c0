import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { CAPSULES_IN_PACK, deliverLot, prescribe, type RegisteredLot } from './acts.js';
import { launchBrowser, signedIn } from './browser.js';
import { cast } from './cast.js';
import { enterAndConfirm, onTheCounter } from './counter-screens.js';
import { openScreen } from './goods-screens.js';

const { maker, distributor, pharmacy, prescriber } = await cast(
  'maker',
  'distributor',
  'pharmacy',
  'prescriber',
);

let browser: Browser;
let phone: Page;
let clinic: Page;
let counter: Page;
let lot: RegisteredLot;
let token = '';

beforeAll(async () => {
  browser = await launchBrowser();
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'en-US',
    reducedMotion: 'reduce',
    hasTouch: true,
    isMobile: true,
  });
  phone = await context.newPage();
  phone.setDefaultTimeout(30_000);
  const names = { distributor: 'Atlantic', pharmacy: 'Harbor' };
  [clinic, counter, lot, token] = await Promise.all([
    signedIn(browser, 'dr.amin@heart.example'),
    signedIn(browser, 'lena@harbor.example'),
    deliverLot(maker, distributor, pharmacy, names, 1),
    prescribe(prescriber, CAPSULES_IN_PACK),
  ]);
});
afterAll(() => browser.close());

/** What the patient shows at a desk. */
async function shownCode(): Promise<string> {
  await goTo('Requests');
  await phone.getByRole('button', { name: /Show my code|New code/ }).click();
  const code = phone.getByLabel('Code for the desk', { exact: true });
  await expect.poll(() => code.textContent()).toMatch(/^[0-9A-Z]{4} [0-9A-Z]{4}$/);
  return (await code.textContent()) ?? '';
}

const goTo = (place: string) => phone.getByRole('link', { name: place }).click();

it('a person signs up with two ways to open the record, and shows that it opens', async () => {
  await phone.goto(`${inject('portal')}/patient`);
  await phone.getByRole('button', { name: 'I have no account yet' }).click();
  await phone.getByLabel('Email').fill(`ada-${Date.now()}@example.test`);
  await phone.getByLabel('Password', { exact: true }).fill('correct horse battery');
  await phone.getByRole('button', { name: 'Make an account' }).click();
  await phone.getByRole('button', { name: 'Suggest one' }).click();
  const passphrase = await phone.getByLabel('Passphrase').inputValue();
  await phone.getByRole('button', { name: 'Next', exact: true }).click();
  await phone.getByRole('heading', { name: 'Print your recovery code' }).waitFor();
  const groups = await phone.getByLabel('Recovery code').locator('span').allTextContents();
  await phone.getByLabel('I have it on paper').check();
  await phone.getByRole('button', { name: 'Next', exact: true }).click();
  await phone.getByLabel('Passphrase').fill('not the passphrase of this');
  await phone.getByLabel('Last group of the recovery code').fill(groups.at(-1) ?? '');
  await phone.getByRole('button', { name: 'Open my record' }).click();
  await phone.getByText('This is not the passphrase of this record.').waitFor();
  await phone.getByLabel('Passphrase').fill(passphrase);
  await phone.getByRole('button', { name: 'Open my record' }).click();
  await phone.getByText('Nothing here yet').waitFor();
  // Closed, and opened again.
  await phone.getByRole('button', { name: 'Close the record' }).click();
  // The choice between the ways in has the field's label, too.
  await phone.locator('input[name="secret"]').fill(passphrase);
  await phone.getByRole('button', { name: 'Open', exact: true }).click();
  await phone.getByText('Nothing here yet').waitFor();
});

it('a medicine that is handed out is sealed into it', async () => {
  await onTheCounter(counter, token, [lot.codes[0]!]);
  await enterAndConfirm(counter, 'Dispense 1 pack');
  const code = await shownCode();
  // Slower than a scanner, whose keys would be read as a code.
  await counter.getByLabel('Patient’s code').pressSequentially(code, { delay: 120 });
  await counter.getByRole('button', { name: 'Add to the record' }).click();
  await counter.getByText('Sealed into the patient’s record').waitFor();
  await goTo('Medicines');
  await phone.getByText('Written by Harbor Pharmacy').waitFor();
});

it('a cardiologist asks, is allowed for a day, and sees the opened part only', async () => {
  const code = await shownCode();
  await openScreen(clinic, '/prescriber/patients');
  await clinic.getByLabel('Patient’s code').pressSequentially(code, { delay: 120 });
  await clinic.getByRole('button', { name: 'Take the code' }).click();
  await clinic.getByRole('button', { name: 'Ask the patient' }).click();
  await clinic.getByText('Waiting for the patient.').waitFor();
  await phone.getByText('Dr. Yusuf Amin of Heart Clinic asks').waitFor();
  await phone.getByRole('button', { name: 'For 24 hours' }).click();
  await phone.getByText('Nobody is asking').waitFor();
  await clinic.getByText(/left\)\.$/).waitFor();
  await clinic.getByRole('button', { name: 'Look' }).click();
  await clinic.getByText('Written by Harbor Pharmacy').waitFor();
  await clinic.getByText('The list may be incomplete.').waitFor();
});

it('the cardiologist is warned of the same substance, goes on with a reason, and takes it back', async () => {
  await clinic.getByRole('combobox', { name: 'What it is', exact: true }).click();
  await clinic.getByRole('option', { name: 'Prescribed medicine' }).click();
  await clinic.getByLabel('Substance').pressSequentially('Amoxicillin', { delay: 120 });
  const seal = clinic.getByRole('button', { name: 'Seal into the record' });
  await clinic.getByText(/Amoxicillin: amoxicillin is in the record already/).waitFor();
  await clinic.getByLabel('Dosage').pressSequentially('one a day', { delay: 120 });
  expect(await seal.isDisabled()).toBe(true);
  await clinic.getByRole('combobox', { name: 'Why all the same' }).click();
  await clinic.getByRole('option', { name: 'it replaces the other' }).click();
  await seal.click();
  await clinic.getByText('“Amoxicillin” is sealed into the record.').waitFor();
  await goTo('Medicines');
  await phone.getByText('Written by Heart Clinic').waitFor();
  await phone.getByText(/Prescribed though warned: it replaces the other/).waitFor();
  await clinic.getByRole('button', { name: 'Look' }).click();
  await clinic.getByRole('button', { name: 'Written by mistake' }).click();
  await clinic.getByRole('button', { name: 'Take it back' }).click();
  await clinic.getByText('Taken back by who wrote it').waitFor();
});

/** Loads the log until a line stands in it. */
async function untilLogged(sentence: string): Promise<void> {
  await goTo('Access log');
  await expect
    .poll(
      async () => {
        await phone.getByRole('button', { name: 'Load again' }).click();
        return phone.getByText(sentence).count();
      },
      { interval: 1_000 },
    )
    .toBeGreaterThan(0);
}

it('the look stands in the access log, on the patient’s own device', async () => {
  await untilLogged('Dr. Yusuf Amin of Heart Clinic looked at Medicines');
  await phone.getByText('Checked on this device').waitFor();
});

it('what the patient stops is over: the next look is refused', async () => {
  await goTo('Sharing');
  await phone.getByRole('button', { name: 'Stop', exact: true }).click();
  await phone.getByText('What was read stays read.').waitFor();
  await phone.getByRole('button', { name: 'Stop now' }).click();
  await phone.getByText('Stopped.', { exact: true }).waitFor();
  await clinic.getByText('The patient has stopped this access.').first().waitFor();
  await clinic.getByRole('button', { name: 'Look' }).click();
  await clinic.getByText('Nothing was released.').waitFor();
  expect(await clinic.getByText('Written by Harbor Pharmacy').count()).toBe(0);
  await untilLogged('You stopped an access to Medicines');
  await untilLogged('Dr. Yusuf Amin of Heart Clinic tried to look at Medicines');
});
