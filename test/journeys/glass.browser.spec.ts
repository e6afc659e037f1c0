import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, inject, it } from 'vitest';
import { launchBrowser, signedIn } from './browser.js';
import { openScreen } from './goods-screens.js';

/** What a practice gave along: a record has no place for the insurance. */
const BROUGHT = {
  resourceType: 'Bundle',
  type: 'collection',
  entry: [
    { resource: { resourceType: 'AllergyIntolerance', code: { text: 'Penicillin' } } },
    { resource: { resourceType: 'Condition', code: { text: 'Atrial fibrillation' } } },
    {
      resource: {
        resourceType: 'MedicationStatement',
        status: 'active',
        medicationCodeableConcept: { text: 'Warfarin 5 mg' },
      },
    },
    { resource: { resourceType: 'Coverage', status: 'active' } },
  ],
};
const PASSWORD = 'correct horse battery';

let browser: Browser;
let phone: Page;
let doctor: Page;
const person = `mia-${Date.now()}@example.test`;
/** Tells this emergency from others at the same site. */
const why = `Found on the street ${Date.now()}`;
let card = '';

beforeAll(async () => {
  browser = await launchBrowser();
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'en-US',
    reducedMotion: 'reduce',
  });
  phone = await context.newPage();
  phone.setDefaultTimeout(30_000);
  doctor = await signedIn(browser, 'dr.amin@heart.example');
});
afterAll(() => browser.close());

const goTo = (place: string) => phone.getByRole('link', { name: place }).click();

/** A person makes an account and a record. */
async function signUp(): Promise<void> {
  await phone.goto(`${inject('portal')}/patient`);
  await phone.getByRole('button', { name: 'I have no account yet' }).click();
  await phone.getByLabel('Email').fill(person);
  await phone.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await phone.getByRole('button', { name: 'Make an account' }).click();
  await phone.getByRole('button', { name: 'Suggest one' }).click();
  const suggested = await phone.getByLabel('Passphrase').inputValue();
  await phone.getByRole('button', { name: 'Next', exact: true }).click();
  await phone.getByRole('heading', { name: 'Print your recovery code' }).waitFor();
  const groups = await phone.getByLabel('Recovery code').locator('span').allTextContents();
  await phone.getByLabel('I have it on paper').check();
  await phone.getByRole('button', { name: 'Next', exact: true }).click();
  await phone.getByLabel('Passphrase').fill(suggested);
  await phone.getByLabel('Last group of the recovery code').fill(groups.at(-1) ?? '');
  await phone.getByRole('button', { name: 'Open my record' }).click();
  await phone.getByText('Nothing here yet').waitFor();
}

async function bring(chosen: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  const choosing = phone.waitForEvent('filechooser');
  await phone.getByRole('button', { name: 'Bring a file' }).click();
  await (await choosing).setFiles(chosen);
}

/** The doctor reads without asking. */
async function breakGlass(): Promise<void> {
  await openScreen(doctor, '/prescriber/emergency');
  await doctor.getByLabel('Code on the emergency card').fill(card);
  await doctor.getByRole('combobox', { name: 'Why the patient cannot be asked' }).click();
  await doctor.getByRole('option', { name: 'Unconscious' }).click();
  await doctor.getByLabel('In words').fill(why);
  await doctor.getByRole('button', { name: 'Record the emergency and open' }).click();
  await doctor.getByText('Warfarin 5 mg').waitFor();
  await doctor.getByText('Penicillin').waitFor();
  await doctor.getByText('Mia’s brother').waitFor();
}

/** On the doctor's device alone, and for as long as the page is open. */
const later = (ms: number) =>
  doctor.evaluate((by) => {
    const before = Date.now;
    Date.now = () => before() + by;
  }, ms);

it('a person brings what a practice gave along, and leaves a summary for emergencies', async () => {
  await signUp();
  await goTo('More');
  const buffer = Buffer.from(JSON.stringify(BROUGHT));
  await bring({ name: 'practice.json', mimeType: 'application/json', buffer });
  await phone.getByText('3 entries taken in. 1 was left out: a record has no place for it.').waitFor();
  await phone.getByText(/^No emergency access at all/).waitFor();
  await phone.getByLabel('Whom to call (1)').fill('Mia’s brother');
  await phone.getByLabel('Telephone').first().fill('+1 518 555 0100');
  await phone.getByRole('button', { name: 'Allow an emergency summary' }).click();
  await phone.getByRole('button', { name: 'Make an emergency card' }).click();
  const shown = phone.getByText(/Write this code on a card/);
  await shown.waitFor();
  card = (await shown.locator('strong').textContent()) ?? '';
});

it('a doctor whom nobody allowed anything opens it for an hour, by the card and with a reason', async () => {
  await breakGlass();
  await doctor.getByText(/^(60|59) minutes left, until/).waitFor();
  await later(120_000);
  await doctor.getByText(/^5[678] minutes left, until/).waitFor();
});

it('the patient is told of it on the first screen', async () => {
  await goTo('Medicines');
  await phone.getByText(/^Dr\. Yusuf Amin of Heart Clinic opened your emergency summary on/).waitFor();
});
