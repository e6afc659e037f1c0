import pg from 'pg';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { CAPSULES_IN_PACK, deliverLot, prescribe, type RegisteredLot } from './acts.js';
import { launchBrowser, signedIn } from './browser.js';
import { cast } from './cast.js';
import { chooseBasis, enterAndConfirm, onTheCounter } from './counter-screens.js';
import { scannedCode, shownCode } from './desk-codes.js';
import { openScreen, scanAll } from './goods-screens.js';
import { noisePicture } from './noise-picture.js';

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
/** The lock of the phone, as the browser imitates it. */
let lock: { session: CDPSession; authenticatorId: string };
let email = '';
let passphrase = '';

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
  lock = await withLock(phone);
  const names = { distributor: 'Atlantic', pharmacy: 'Harbor' };
  [clinic, counter, lot, token] = await Promise.all([
    signedIn(browser, 'dr.amin@heart.example'),
    signedIn(browser, 'lena@harbor.example'),
    deliverLot(maker, distributor, pharmacy, names, 2),
    prescribe(prescriber, CAPSULES_IN_PACK),
  ]);
});
afterAll(() => browser.close());

/** Gives a browser a device lock that keeps passkeys and gives their secrets. */
async function withLock(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { session, authenticatorId };
}

const goTo = (place: string) => phone.getByRole('link', { name: place }).click();

it('a person signs up with three ways to open the record, and shows that it opens', async () => {
  await phone.goto(`${inject('portal')}/patient`);
  await phone.getByRole('button', { name: 'I have no account yet' }).click();
  email = `ada-${Date.now()}@example.test`;
  await phone.getByLabel('Email').fill(email);
  await phone.getByLabel('Password', { exact: true }).fill('correct horse battery');
  await phone.getByRole('button', { name: 'Make an account' }).click();
  await phone.getByRole('button', { name: 'Suggest one' }).click();
  passphrase = await phone.getByLabel('Passphrase').inputValue();
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
  await phone.getByRole('button', { name: 'Use this device’s lock' }).click();
  await phone.getByText('Nothing here yet').waitFor();
  // Closed, and opened again.
  await phone.getByRole('button', { name: 'Close the record' }).click();
  await phone.getByRole('button', { name: 'Open with this device’s lock' }).click();
  await phone.getByText('Nothing here yet').waitFor();
});

it('a medicine that is handed out is sealed into it', async () => {
  await onTheCounter(counter, token, [lot.codes[0]!]);
  await enterAndConfirm(counter, 'Dispense 1 pack');
  await goTo('Requests');
  // Nobody adds the key who did not choose it.
  await phone.getByLabel('Let them see whether I take the same already').check();
  const code = await scannedCode(phone);
  await counter.getByLabel(/lasts for how many days$/).fill('30');
  await scanAll(counter, [code]);
  await counter.getByText('Sealed into the patient’s record').waitFor();
  await goTo('Medicines');
  await phone.getByText('Written by Harbor Pharmacy').waitFor();
});

it('a cardiologist asks, is allowed for a day, and sees the opened part only', async () => {
  const code = await shownCode(phone);
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

it('a heart scan of two pictures goes in sealed, and is looked at on the phone', async () => {
  await clinic.getByRole('combobox', { name: 'What it is', exact: true }).click();
  await clinic.getByRole('option', { name: 'Document' }).click();
  await clinic.getByLabel('Title').pressSequentially('Heart scan', { delay: 120 });
  const slices = [1, 2].map((n) => ({
    name: `slice ${n}.png`,
    mimeType: 'image/png',
    buffer: noisePicture(),
  }));
  await clinic.locator('input[type=file]').setInputFiles(slices);
  await clinic.getByRole('button', { name: 'Seal into the record' }).click();
  await clinic.getByText('“Heart scan” is sealed into the record.').waitFor();
  await phone.getByRole('button', { name: 'Load again' }).click();
  await phone.getByRole('button', { name: 'Look at 2 pictures' }).click();
  await phone.getByRole('img', { name: 'slice 1.png' }).waitFor();
  await phone.keyboard.press('ArrowRight');
  const second = phone.getByRole('img', { name: 'slice 2.png' });
  await second.waitFor();
  await expect.poll(() => second.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(300);
  await phone.keyboard.press('Escape');
  await second.waitFor({ state: 'detached' });
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

it('the pharmacist is warned beside the basket, says why, and finds it at the supply', async () => {
  const code = await scannedCode(phone);
  await openScreen(counter, '/pharmacy/basket');
  await chooseBasis(counter, 'Paper');
  await counter.getByLabel('Reference of the paper').fill('Rx 9');
  await scanAll(counter, [lot.codes[1]!]);
  await counter.getByRole('button', { name: 'The patient’s medicines' }).click();
  await counter.getByLabel('Patient’s code').waitFor();
  await scanAll(counter, [code]);
  await counter.getByRole('button', { name: 'Take the code' }).click();
  // Before the list is opened, the code alone tells that the same was given out.
  await counter
    .getByText(/was given out already, to last until .* The patient has not opened the list/)
    .waitFor();
  await counter.getByRole('button', { name: 'Ask the patient' }).click();
  await phone.getByText(/of Harbor Pharmacy asks/).waitFor();
  await phone.getByRole('button', { name: 'For 24 hours' }).click();
  await counter.getByText(/left\)\.$/).waitFor();
  await counter.getByRole('button', { name: 'Look' }).click();
  // The list tells more, and is warned by in its place: what is chosen before that is asked again.
  await counter.getByText('The patient has not opened the list').waitFor({ state: 'detached' });
  await counter.getByText('Say why each medicine is given though something warns of it').waitFor();
  await counter.getByText('a demonstration, and no clinical advice').waitFor();
  const dispense = counter.getByRole('button', { name: 'Dispense 1 pack' });
  expect(await dispense.isDisabled()).toBe(true);
  await counter.getByRole('combobox', { name: /is given all the same$/ }).click();
  await counter.getByRole('option', { name: 'it is agreed with the prescriber' }).click();
  await dispense.and(counter.locator(':enabled')).click();
  await counter.getByText('The ledger has confirmed every pack.').waitFor();
  await openScreen(counter, '/pharmacy/supplies');
  await counter.getByRole('row').nth(1).getByRole('link').click();
  await counter.getByRole('button', { name: 'Show the warnings and why' }).click();
  await counter.getByText(/Given all the same: it is agreed with the prescriber/).waitFor();
});

it('what the patient stops is over: the next look is refused', async () => {
  await goTo('Sharing');
  const clinics = phone.locator('section').filter({ hasText: 'Heart Clinic' });
  await clinics.getByRole('button', { name: 'Stop', exact: true }).click();
  await phone.getByText('What was read stays read.').waitFor();
  await phone.getByRole('button', { name: 'Stop now' }).click();
  await phone.getByText('Stopped.', { exact: true }).waitFor();
  await clinic.getByText('The patient has stopped this access.').first().waitFor();
  await clinic.getByRole('button', { name: 'Look' }).click();
  await clinic.getByText('Nothing was released.').waitFor();
  await clinic.getByRole('button', { name: 'Look' }).waitFor({ state: 'detached' });
  await clinic.getByRole('button', { name: 'Ask again' }).click();
  await expect
    .poll(() => clinic.getByLabel('What it is about').evaluate((field) => field === document.activeElement))
    .toBe(true);
  expect(await clinic.getByText('Written by Harbor Pharmacy').count()).toBe(0);
  await untilLogged('You stopped an access to Medicines');
  await untilLogged('Dr. Yusuf Amin of Heart Clinic tried to look at Medicines');
});

it('a look that was not for the patient is reported to those who have to answer for it', async () => {
  await phone.getByText('Refused', { exact: true }).click();
  await phone.getByRole('button', { name: 'This was not for me' }).first().click();
  await phone.getByText(/The privacy officers of Heart Clinic get this line/).waitFor();
  await phone.getByLabel('What you want to say').fill('I was told that it had been stopped.');
  await phone.getByRole('button', { name: 'Report it' }).click();
  await phone.getByText('Heart Clinic has not answered yet.').waitFor();
});

it('what is allowed once is used once, and both are told that it was, and when', async () => {
  await clinic.getByRole('button', { name: 'Ask the patient' }).click();
  await goTo('Requests');
  await phone.getByRole('button', { name: 'Once, within the hour' }).click();
  await clinic.getByText('The patient allows one look.').waitFor();
  await clinic.getByRole('button', { name: 'Look', exact: true }).click();
  await clinic.getByText(/^The one look was taken on .* What is open here stays until/).waitFor();
  // A page that is loaded again has nothing open, and nothing to look with.
  await clinic.reload();
  await clinic.getByText('Without a number').first().click();
  const taken = clinic.locator('section').filter({ hasText: /The one look was taken on .* Ask again/ });
  await taken.getByRole('button', { name: 'Ask again' }).waitFor();
  expect(await taken.getByRole('button').count()).toBe(1);
  await goTo('Sharing');
  const used = phone.locator('section').filter({ hasText: 'Only whoever took it can read it to its end' });
  await used.getByText(/^The one look was taken on/).waitFor();
  expect(await used.getByRole('button').allTextContents()).toEqual(['Stop']);
});

it('the passkey is deleted on the phone: another way opens the record still', async () => {
  await phone.getByRole('button', { name: 'Close the record' }).click();
  const { session, authenticatorId } = lock;
  await session.send('WebAuthn.clearCredentials', { authenticatorId });
  await phone.getByRole('button', { name: 'Open with this device’s lock' }).click();
  await phone.getByText('No passkey was used.').waitFor();
  // The choice between the ways in has the field's label, too.
  await phone.locator('input[name="secret"]').fill(passphrase);
  await phone.getByRole('button', { name: 'Open', exact: true }).click();
  await goTo('Medicines');
  await phone.getByText('Written by Harbor Pharmacy').waitFor();
});

it('without an answer of its push service the phone is not told, and the switch says why', async () => {
  await phone.evaluate(() => {
    // A browser without a screen allows no notices, and none of its maker's services is there to be asked.
    Object.defineProperty(Notification, 'permission', { get: () => 'default' });
    Notification.requestPermission = () => Promise.resolve('granted');
    PushManager.prototype.subscribe = () => Promise.reject(new DOMException('no service', 'AbortError'));
  });
  await goTo('More');
  const here = phone.getByRole('switch', { name: 'Tell me on this device' });
  await here.click();
  await phone.getByText('The push service of this browser’s maker did not answer').waitFor();
  expect(await here.isChecked()).toBe(false);
});

let cards: string[] = [];
let stranger: Page;

/** Asks for the contacts' help, where nothing opens the record. */
async function askForHelp(): Promise<void> {
  await stranger.getByRole('button', { name: 'Begin', exact: true }).click();
  await stranger.getByText('Send them this link').waitFor();
}

const loseAll = () => stranger.getByRole('button', { name: 'I have lost all of these' }).click();

it('five contacts are named, and a recovery that somebody else asked for is stopped on the phone', async () => {
  await goTo('More');
  await phone.getByRole('link', { name: 'Ways to open my record' }).click();
  await phone.getByRole('button', { name: 'Name five recovery contacts' }).click();
  const codes = phone.getByRole('dialog').locator('li output');
  await codes.nth(4).waitFor();
  cards = await codes.evaluateAll((all) =>
    all.map((code) => [...code.children].map(({ textContent }) => textContent).join('-')),
  );
  expect(cards).toHaveLength(5);
  await phone.getByLabel('The five cards are printed').check();
  await phone.getByRole('button', { name: 'Name these contacts' }).click();
  await phone.getByText('any three of the five cards').waitFor();

  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-US' });
  stranger = await context.newPage();
  await stranger.goto(`${inject('portal')}/patient`);
  await stranger.getByLabel('Email').fill(email);
  await stranger.getByLabel('Password', { exact: true }).fill('correct horse battery');
  await stranger.getByRole('button', { name: 'Sign in' }).click();
  await loseAll();
  await askForHelp();
  // The nodes have the owner told, whom naming contacts had switch it on.
  await expect.poll(toldByNodes).toBe(true);
  await phone.getByRole('button', { name: 'Close the record' }).click();
  await phone.locator('input[name="secret"]').fill(passphrase);
  await phone.getByRole('button', { name: 'Open', exact: true }).click();
  await phone.getByRole('button', { name: 'Stop it' }).click();
  await phone.getByText(/Somebody asked on/).waitFor({ state: 'detached' });
  await stranger.reload();
  await loseAll();
  await stranger.getByText('stopped this recovery').waitFor();
  await stranger.getByRole('button', { name: 'Begin anew' }).click();
});

it('three contacts and two days open it on another device', async () => {
  await askForHelp();
  const link = await stranger.getByText('/contact#').textContent();
  const digits = await stranger.getByLabel('Digits to compare').textContent();
  const contact = await (await browser.newContext({ locale: 'en-US' })).newPage();
  for (const card of [cards[0]!, cards[2]!, cards[3]!]) {
    await contact.goto('about:blank');
    await contact.goto(link ?? '');
    await expect.poll(() => contact.getByLabel('Digits to compare').textContent()).toBe(digits);
    await contact.getByLabel('We spoke, and the digits are the same').check();
    await contact.getByLabel('Code of the card').fill(card);
    await contact.getByRole('button', { name: 'Make the answer' }).click();
    await stranger
      .getByLabel('What a contact sent back')
      .fill(await contact.getByLabel('Your answer').inputValue());
    await stranger.getByRole('button', { name: 'Take the answer' }).click();
  }
  await stranger.getByText('3 of 3 answers.').waitFor();
  expect(await stranger.getByRole('button', { name: 'Open my record' }).isDisabled()).toBe(true);

  await twoDaysLater();
  await stranger.reload();
  await loseAll();
  await stranger.getByRole('button', { name: 'Open my record' }).click();
  await stranger.getByText('Written by Harbor Pharmacy').waitFor();
});

/** Whether the owner was told, or is about to be, of what the nodes alone know. */
const toldByNodes = async () =>
  (await rowsOf(
    inject('databaseUrl'),
    'SELECT 1 FROM record_news JOIN app_user ON id = user_id WHERE email = $1 AND due_at IS NOT NULL',
    [email],
  )) === 1;

const EARLIER = `UPDATE recovery SET asked_at = asked_at - interval '49 hours'`;

/** As if what was asked of the nodes had been asked two days before. */
async function twoDaysLater(): Promise<void> {
  for (const node of [1, 2, 3]) await rowsOf(`${inject('databaseUrl')}_node_${node}`, EARLIER);
}

async function rowsOf(url: string, text: string, values: string[] = []): Promise<number | null> {
  const database = new pg.Client({ connectionString: url });
  await database.connect();
  const { rowCount } = await database.query(text, values);
  await database.end();
  return rowCount;
}
