import { readFile } from 'node:fs/promises';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchBrowser, signedIn } from './browser.js';
import { openScreen } from './goods-screens.js';
import { HARMLESS, POISON, settled, whatBecameOfTexts } from './poison.js';
import { SCREENS } from './screens.js';

/** What a practice gave along, with scripts in it: a record has no place for the insurance. */
const BROUGHT = {
  resourceType: 'Bundle',
  type: 'collection',
  entry: [
    { resource: { resourceType: 'AllergyIntolerance', code: { text: 'Penicillin' } } },
    { resource: { resourceType: 'Condition', code: { text: POISON } } },
    {
      resource: {
        resourceType: 'MedicationStatement',
        status: 'active',
        medicationCodeableConcept: { text: 'Warfarin 5 mg' },
        dosage: [{ text: POISON }],
        informationSource: { display: POISON },
      },
    },
    { resource: { resourceType: 'Coverage', status: 'active' } },
  ],
};
const PASSWORD = 'correct horse battery';
const FILE_PASSPHRASE = 'lantern-copper-meadow-harvest';

let browser: Browser;
let phone: Page;
let doctor: Page;
let officer: Page;
const person = `mia-${Date.now()}@example.test`;
/** Tells this emergency from others at the same site. */
const why = `Found on the street ${Date.now()}`;
let passphrase = '';
let card = '';
let file = '';

beforeAll(async () => {
  browser = await launchBrowser();
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'en-US',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  phone = await context.newPage();
  [doctor, officer] = await Promise.all([
    signedIn(browser, 'dr.amin@heart.example'),
    signedIn(browser, 'ines@heart.example'),
  ]);
});
afterAll(() => browser.close());

const goTo = (place: string) => phone.getByRole('link', { name: place }).click();

/** A person makes an account and a record. @returns the record's passphrase */
async function signUp(): Promise<string> {
  await phone.goto(`${inject('portal')}/patient`);
  // Whoever is moving a record is offered a new account at once.
  const asNew = phone.getByRole('button', { name: 'I have no account yet' });
  const isNew = phone.getByRole('button', { name: 'Make an account' });
  await asNew.or(isNew).waitFor();
  if (await asNew.isVisible()) await asNew.click();
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
  return suggested;
}

async function choose(
  chosen: string | { name: string; mimeType: string; buffer: Buffer },
  by = 'Choose the file',
): Promise<void> {
  const choosing = phone.waitForEvent('filechooser');
  await phone.getByRole('button', { name: by }).click();
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
  await seesSummary();
}

async function seesSummary(): Promise<void> {
  await doctor.getByText('Warfarin 5 mg').waitFor();
  await doctor.getByText('Penicillin').waitFor();
  await doctor.getByText('Mia’s brother').waitFor();
  const { texts, ...found } = await whatBecameOfTexts(doctor);
  expect(found).toEqual(HARMLESS);
  expect(texts).toBeGreaterThan(0);
}

/** On the doctor's device alone, and for as long as the page is open. */
const later = (ms: number) =>
  doctor.evaluate((by) => {
    const before = Date.now;
    Date.now = () => before() + by;
  }, ms);

it('a person brings what a practice gave along, and leaves a summary for emergencies', async () => {
  passphrase = await signUp();
  await goTo('More');
  const buffer = Buffer.from(JSON.stringify(BROUGHT));
  await choose({ name: 'practice.json', mimeType: 'application/json', buffer }, 'Bring a file');
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

it('a page that is loaded again reads on under the same emergency', async () => {
  await doctor.reload();
  await doctor.getByText(why).waitFor();
  await doctor.getByRole('button', { name: 'Read again' }).click();
  await seesSummary();
  expect(await emergencies()).toBe(1);
});

it('the patient is told, a privacy officer reviews it, and everybody counts it', async () => {
  await goTo('Medicines');
  await phone.getByText(/^Dr\. Yusuf Amin of Heart Clinic opened your emergency summary on/).waitFor();
  await goTo('Access log');
  // The log shows what is anchored, which follows.
  const line = phone.getByText(
    /Dr\. Yusuf Amin of Heart Clinic opened .* in an emergency, without asking you\.$/,
  );
  await expect
    .poll(
      async () => {
        await phone.getByRole('button', { name: 'Load again' }).click();
        return line.count();
      },
      { interval: 1_000 },
    )
    .toBeGreaterThan(0);
  await phone.getByText('Checked on this device').waitFor();
  await goTo('More');
  await phone.getByText(new RegExp(`“${why}” Not reviewed yet\\.`)).waitFor();

  await openScreen(officer, '/prescriber/reviews');
  const use = officer.locator('section', { hasText: why }).last();
  await use.getByRole('button', { name: 'It was justified' }).click();
  // It now stands among those that were reviewed, which may be several.
  await use
    .getByText(/^Justified, says/)
    .first()
    .waitFor();
  await officer.getByText(/^Heart Clinic: (once|\d+ times)$/).waitFor();

  await goTo('Access log');
  await goTo('More');
  await phone.getByText(/Reviewed: it was justified/).waitFor();
});

async function rows<Row extends object>(node: string, query: string, of: string): Promise<Row[]> {
  const url = new URL(inject('databaseUrl'));
  url.pathname += node;
  const database = new pg.Client({ connectionString: url.href });
  await database.connect();
  const answer = await database.query<Row>(query, [of]);
  await database.end();
  return answer.rows;
}

async function emergencies(): Promise<number> {
  const uses = await rows(
    '',
    'SELECT e.id FROM emergency_access e JOIN app_user u ON u.id = e.record_id WHERE u.email = $1',
    person,
  );
  return uses.length;
}

/** What opens the summary: how often its keys were made anew, the kit at a node, and how many kits that node has stopped. */
async function standing() {
  const [mine] = await rows<{ pseudonym: string; epoch: number }>(
    '',
    `SELECT '0x' || encode(r.pseudonym, 'hex') AS pseudonym, max(e.epoch) AS epoch
     FROM app_user u JOIN patient_record r ON r.user_id = u.id JOIN record_epoch e ON e.user_id = u.id
     WHERE u.email = $1 AND e.category = 'emergency-summary' GROUP BY r.pseudonym`,
    person,
  );
  const [kit] = await rows<{ number: string; stops: number }>(
    '_node_1',
    `SELECT k.number, (SELECT count(*)::int FROM stop JOIN opening o USING (consent) WHERE o.pseudonym = k.pseudonym) AS stops
     FROM emergency_kit k WHERE k.pseudonym = $1`,
    mine!.pseudonym,
  );
  return { epoch: mine!.epoch, ...kit! };
}

it('opened again, the record has new keys for emergencies, and the card opens the newer summary', async () => {
  const before = await standing();
  expect(before.stops).toBe(0);
  await phone.getByRole('button', { name: 'Close the record' }).click();
  await phone.locator('input[name="secret"]').fill(passphrase);
  await phone.getByRole('button', { name: 'Open', exact: true }).click();
  await expect.poll(standing).toMatchObject({ epoch: before.epoch + 1, stops: 1 });
  expect(Number((await standing()).number)).toBeGreaterThan(Number(before.number));
  await breakGlass();
  await later(3_600_000);
  await doctor
    .getByRole('alert')
    .getByText(/^The hour is over/)
    .waitFor();
  await doctor.getByText('Penicillin').waitFor({ state: 'detached' });
});

it('the patient is told what stops before emergencies are not allowed any more', async () => {
  await goTo('More');
  const stop = phone.getByRole('button', { name: 'Stop allowing it' });
  const { stops } = await standing();
  await stop.click();
  await phone.getByText(/^From now on nobody can open your summary/).waitFor();
  await phone.getByRole('button', { name: 'Leave it' }).click();
  await phone.getByRole('dialog').waitFor({ state: 'detached' });
  expect((await standing()).stops).toBe(stops);
  await stop.click();
  await phone.getByRole('button', { name: 'Stop now' }).click();
  await phone.getByText(/^No emergency access at all/).waitFor();
  expect((await standing()).stops).toBe(stops! + 1);
});

it('the patient takes a way away: the record is saved, tried and erased, and goes on under new keys', async () => {
  await goTo('More');
  await phone.getByRole('link', { name: 'Ways to open my record' }).click();
  await phone.getByRole('link', { name: 'Take a way away' }).click();
  await phone.getByRole('button', { name: 'Begin', exact: true }).click();
  await phone.getByRole('button', { name: 'Save the encrypted file' }).click();
  const saving = phone.waitForEvent('download');
  await phone.getByLabel('Passphrase of the file').fill(FILE_PASSPHRASE);
  await phone.getByLabel('Passphrase of the file').press('Enter');
  // While it is under way, Enter does not begin it once more: the second file would be the one that is asked for below.
  await phone.keyboard.press('Enter');
  // On a slow machine, five minutes after the sign-up, the password is asked for before.
  const asked = phone.getByLabel('Your password');
  const next = phone.getByRole('button', { name: 'Choose the file' });
  await asked.or(next).waitFor();
  if (await asked.isVisible()) {
    await asked.fill(PASSWORD);
    await phone.getByRole('button', { name: 'Continue' }).click();
    await next.waitFor();
  }
  file = await (await saving).path();
  expect((await readFile(file)).subarray(0, 21).toString()).toBe('age-encryption.org/v1');
  await choose({ name: 'another.age', mimeType: 'application/octet-stream', buffer: Buffer.from('another') });
  await phone
    .getByRole('alert')
    .getByText(/^This is not the file that was saved last/)
    .waitFor();
  await choose(file);
  await phone.getByLabel('Passphrase of the file').fill(FILE_PASSPHRASE);
  await phone.getByRole('button', { name: 'Open and check' }).click();
  await phone.getByRole('button', { name: 'Go on without it' }).click();
  await phone.getByRole('button', { name: 'Erase this record' }).click();
  await phone.getByLabel(`Type ${person} to erase it`).fill(person);
  await phone.getByRole('button', { name: 'Erase it for good' }).click();
  await asked.fill(PASSWORD);
  await phone.getByRole('button', { name: 'Continue' }).click();
  await phone.getByText(/^You are moving your record/).waitFor();
});

it('the new record takes the file in, with the names of those who wrote it, and is counted', async () => {
  await signUp();
  await phone.getByRole('link', { name: 'Go on', exact: true }).click();
  await choose(file);
  await phone.getByLabel('Passphrase of the file').fill(FILE_PASSPHRASE);
  await phone.getByRole('button', { name: 'Open and take in' }).click();
  await phone.getByRole('button', { name: 'Count them' }).click();
  await phone.getByRole('button', { name: 'Finish' }).click();
  await goTo('Medicines');
  await phone.getByText('Warfarin 5 mg').waitFor();
  await phone
    .getByText(/practice\.json, brought by you/)
    .first()
    .waitFor();
});

it('what others wrote into a record stays a text on every screen of it', async () => {
  let seen = 0;
  for (const { route } of SCREENS.filter(({ inRecord, address }) => inRecord && !address)) {
    await phone.evaluate(
      (to) => (window as unknown as { next: { router: { push(to: string): void } } }).next.router.push(to),
      route,
    );
    await phone.waitForURL(inject('portal') + route, { waitUntil: 'commit' });
    await settled(phone);
    const { texts, ...found } = await whatBecameOfTexts(phone);
    expect([route, found]).toEqual([route, HARMLESS]);
    seen += texts;
  }
  expect(seen).toBeGreaterThan(1);
});
