import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { whileExpired } from './agreement.js';
import { ALL, violations } from './axe.js';
import { launchBrowser, signedIn } from './browser.js';
import { serialOf } from './counter-acts.js';
import { tabTo } from './counter-screens.js';
import { openScreen, press } from './goods-screens.js';
import { AFTER_A_SCAN_MS, BETWEEN_SCANS_MS, quiet, scan } from './mock-scanner.js';
import { everyCard, type Expected, type ToldCards } from './verdict-states.js';

/** The desk with nothing on it; after a look at the basket, scans go there. */
const PROMPT = /^Scan (a pack to check it|packs into the basket)$/;

let browser: Browser;
let counter: Page;
let told: ToldCards;

beforeAll(async () => {
  told = await everyCard();
  browser = await launchBrowser();
  counter = await signedIn(browser, 'lena@harbor.example');
  await openScreen(counter, '/pharmacy/scan');
  await counter.getByText(PROMPT).waitFor();
});
afterAll(() => browser.close());

it('each card is heard, read and answered by keys alone', async () => {
  await whileExpired(told.expired.lotId, '2020-01-31', async () => {
    for (const [name, expected] of Object.entries(told.cards)) {
      const card = await scanned(expected);
      expect(await card.textContent(), name).toContain(expected.next);
      expect(await card.textContent(), name).toContain(expected.says ?? '');
      expect(await violations(counter, ALL, 'main'), name).toEqual([]);
      await answer(expected);
    }
  });
});

it('what may be falsified has a case number on its label, and P takes its photo', async () => {
  const { code } = told.cards['a genuine serial with nothing that belongs to it']!;
  await scanAfterKeys(code);
  const card = await heard({ headline: 'STOP: suspected falsified', loud: true });
  const hotline = card.getByRole('link', { name: '+1 202 555 0143' });
  expect(await hotline.getAttribute('href')).toBe('tel:+12025550143');
  await counter.evaluate(() =>
    document.addEventListener('click', () => (document.documentElement.dataset['pressed'] = 'yes')),
  );
  await hotline.focus();
  // The Enter with which the scanner ends its scan calls nobody.
  await scanAfterKeys(code);
  await quiet(counter, AFTER_A_SCAN_MS);
  expect(await counter.evaluate(() => document.documentElement.dataset['pressed'])).toBeUndefined();
  await counter.keyboard.press('q');
  const dialog = counter.getByRole('dialog', { name: 'Put in quarantine' });
  await dialog.getByText('Authority: +1 202 555 0143').waitFor();
  await dialog.getByText(/^Case C-\d{4}-\d+$/).waitFor();
  const button = dialog.getByRole('button', { name: 'Put aside' }).and(counter.locator(':focus'));
  await button.waitFor();
  expect(await violations(counter, ALL)).toEqual([]);
  const [picker] = await Promise.all([counter.waitForEvent('filechooser'), counter.keyboard.press('p')]);
  const buffer = await counter.screenshot({ type: 'jpeg' });
  await picker.setFiles({ name: 'pack.jpg', mimeType: 'image/jpeg', buffer });
  const link = dialog.getByRole('status').getByRole('link', { name: /^Case C-/ });
  await counter.emulateMedia({ media: 'print' });
  const paper = await counter.locator('body').innerText();
  expect(paper).toContain('Authority: +1 202 555 0143');
  // Neither the dialog around the label nor the desk behind it, with other people's packs.
  for (const word of ['Put in quarantine', 'Last scans']) expect(paper).not.toContain(word);
  await counter.emulateMedia({ media: 'screen' });
  await link.click();
  await counter.waitForURL(/\/pharmacy\/cases\//);
  await counter.getByRole('img', { name: /^Photo of case/ }).waitFor();
  await openScreen(counter, '/pharmacy/scan');
});

it('what is no code of a pack is told so, with what to scan instead', async () => {
  for (const [code, heading, help] of [
    [']E09501101530003', 'That is the shop code', 'Scan the square code beside batch and expiry.'],
    ['https://northwind.example/amoxicillin', 'That is not the pack code', 'no batch and serial'],
    [']d2010030781261376417271031', 'That is not the pack code', ''],
  ] as const) {
    await scanAfterKeys(code);
    const card = counter.getByRole('alert').filter({ has: counter.getByRole('heading', { name: heading }) });
    await card.filter({ hasText: help }).waitFor();
  }
  expect(await violations(counter, ALL, 'main')).toEqual([]);
});

it('what is read while the line is down is checked when it is back, and what is wrong alarms until it was read', async () => {
  const [wrong, main] = [told.cards['one that another pharmacy dispensed']!, counter.getByRole('main')];
  const saved = counter.getByRole('alert').filter({ hasText: 'do not hand it out because of this screen' });
  const [open, dismiss] = [/^Open Amoxicillin/, /^Dismiss /].map((name) =>
    main.getByRole('button', { name }),
  );
  await counter.route('**/graphql', (route) => route.abort());
  for (const code of [wrong.code, told.spare]) {
    await scanAfterKeys(code);
    await saved.getByRole('heading', { name: 'Saved, not checked' }).waitFor();
    if (code === told.spare) break;
    expect(await violations(counter, ALL, 'main')).toEqual([]);
    await press(counter, 'q');
    await counter.getByText(PROMPT).waitFor();
  }
  await counter.getByRole('button', { name: '2 scans wait for their check' }).waitFor();
  await counter.unroute('**/graphql');
  await counter.evaluate(() => dispatchEvent(new Event('online')));

  const alarm = counter.getByRole('alert').filter({ hasText: '1 pack must not be dispensed' });
  await alarm.waitFor();
  const card = await heard({ headline: 'Pack OK' });
  await main.getByText('Scan it again to dispense it.').waitFor();
  expect(await card.getByRole('button').count()).toBe(0);
  await press(counter, 'x');
  await open!.and(counter.locator(':enabled')).waitFor();
  expect(await dismiss!.count()).toBe(0);
  expect(await violations(counter, ALL)).toEqual([]);

  await press(counter, 'l');
  await heard(wrong);
  await main.getByText('If the pack was handed out in the meantime').waitFor();
  await press(counter, 'x');
  await dismiss!.waitFor();
  await alarm.waitFor({ state: 'hidden' });
  await tabTo(counter, 'Dismiss ');
  await counter.keyboard.press('Enter');
  await main.getByRole('heading', { name: 'Checked later' }).waitFor({ state: 'hidden' });
});

it('two tabs that keep the same scan are both told when it was checked, and one that was loaded while the line was down opens by itself', async () => {
  const [context, other] = [counter.context(), await counter.context().newPage()];
  await openScreen(other, '/pharmacy/scan');
  await context.route('**/graphql', (route) => route.abort());
  for (const tab of [other, counter]) {
    await tab.bringToFront();
    await scan(tab, told.spare);
    await tab.getByRole('heading', { name: 'Saved, not checked' }).waitFor();
  }
  const third = await context.newPage();
  await third.goto(`${inject('portal')}/pharmacy/scan`);
  await third.getByText('The service cannot be reached.').waitFor();
  await context.unroute('**/graphql');
  for (const tab of [third, other, counter]) await tab.evaluate(() => dispatchEvent(new Event('online')));
  await third.getByText(PROMPT).waitFor();
  for (const tab of [other, counter])
    await tab.getByRole('heading', { name: 'Saved, not checked' }).waitFor({ state: 'hidden' });
  await third.close();
  await other.close();
});

it('a screen that patients see says of no pack what it is or what is wrong with it, until the pharmacist shows the card', async () => {
  const wrong = told.cards['one that another pharmacy dispensed']!;
  const main = counter.getByRole('main');
  await counter.keyboard.press('F9');
  await main.getByRole('button', { name: 'Hide what cards say from patients', pressed: true }).waitFor();
  await scanAfterKeys(told.spare);
  await heard({ headline: 'Checked' });
  await scanAfterKeys(wrong.code);
  await heard({ headline: 'Please ask the pharmacist', loud: true });
  const seen = await main.textContent();
  for (const word of [serialOf(wrong.code), 'Amoxicillin', 'dispense', wrong.next])
    expect(seen).not.toContain(word);
  expect(await violations(counter, ALL, 'main')).toEqual([]);
  // It cannot be answered unread.
  await press(counter, 'q');
  await press(counter, 'v');
  await heard(wrong);
  expect(await counter.getByRole('dialog').count()).toBe(0);
});

/** The card as who does not see it finds it: by its role, its name and its heading. */
async function heard({ headline, loud }: Pick<Expected, 'headline' | 'loud'>): Promise<Locator> {
  const region = loud
    ? counter.getByRole('alert', { name: headline })
    : counter.getByRole('status').getByRole('region', { name: headline });
  await region.getByRole('heading', { level: 2, name: headline }).waitFor();
  return region;
}

async function scanAfterKeys(code: string): Promise<void> {
  await counter.waitForTimeout(BETWEEN_SCANS_MS);
  await quiet(counter, AFTER_A_SCAN_MS);
  await scan(counter, code);
}

async function scanned(expected: Expected): Promise<Locator> {
  await scanAfterKeys(expected.code);
  const card = await heard(expected);
  await card.filter({ hasText: expected.says ?? '' }).waitFor();
  return card;
}

/** What has the focus when the dialog is ready. */
const FIRST = {
  'Put in quarantine': 'Put aside',
  'Why does it need no quarantine?': 'Scanned by mistake',
  'Put back into stock': 'Why is it in order again?',
};

async function answer({ press, then }: Expected): Promise<void> {
  await quiet(counter, AFTER_A_SCAN_MS);
  await tabTo(counter, press);
  await counter.keyboard.press('Enter');
  if (then?.startsWith('/')) {
    await counter.waitForURL((url) => url.pathname === then);
    await counter.getByRole('heading', { level: 1 }).waitFor();
    await counter.keyboard.press('F2');
    await counter.waitForURL((url) => url.pathname === '/pharmacy/scan');
  } else if (then === 'Type the four fields') {
    await counter.getByText(then).waitFor();
    await tabTo(counter, 'Cancel');
    await counter.keyboard.press('Enter');
  } else if (then !== undefined) {
    const dialog = counter.getByRole('dialog', { name: then });
    await dialog.waitFor();
    const first = FIRST[then as keyof typeof FIRST];
    await dialog
      .getByRole(first === 'Why is it in order again?' ? 'textbox' : 'button', { name: first })
      .and(counter.locator(':focus'))
      .waitFor();
    if (then === 'Put back into stock') await counter.keyboard.type('Found', { delay: 120 });
    await counter.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
  }
  await counter.getByText(PROMPT).waitFor();
}
