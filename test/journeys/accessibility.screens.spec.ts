import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ALL, violations } from './axe.js';
import { launchBrowser, signedIn } from './browser.js';
import { Calm } from './calm.js';
import { Client } from './client.js';
import { tabThrough } from './keyboard.js';
import { openTheRecord, patientSignedIn } from './patient-page.js';
import { routesOfTheApp, SCREENS, type Screen } from './screens.js';

/** In the dark the same page has other colours, and nothing else. */
const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
/** What is left of a desktop at 200 %. */
const ZOOMED = { width: 720, height: 450 };

/** The same address is a door to who has not signed in. */
const PATIENTS_DOOR: Screen = { route: '/patient', email: undefined };
const LOOKED_AT = [...SCREENS, PATIENTS_DOOR];

const pages = new Map<string, Page>();
const calms = new WeakMap<Page, Calm>();
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Where a person of the demo works, with nothing moving. */
async function pageOf({ email, inRecord }: Screen): Promise<Page> {
  const who = inRecord ? 'the patient' : (email ?? 'nobody');
  const known = pages.get(who);
  if (known) return known;
  const page = inRecord
    ? await patientSignedIn(browser)
    : email
      ? await signedIn(browser, email)
      : await (await browser.newContext()).newPage();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  calms.set(page, new Calm(page));
  pages.set(who, page);
  return page;
}

const addresses = new Map<Screen, string>();
async function addressOf(screen: Screen): Promise<string> {
  const known = addresses.get(screen);
  if (known) return known;
  const { route, email, address } = screen;
  const path = address ? await address(email ? await Client.signedIn(email) : new Client()) : route;
  addresses.set(screen, path);
  return path;
}

async function open(screen: Screen, size = DESKTOP): Promise<Page> {
  const page = await pageOf(screen);
  await page.setViewportSize(size);
  const address = inject('portal') + (await addressOf(screen));
  if (page.url() !== address) {
    await page.goto(address);
    if (screen.inRecord) await openTheRecord(page);
  }
  await loaded(page);
  return page;
}

/** Its heading stands, and nothing more is on its way. */
async function loaded(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await calms.get(page)!.comes();
}

/** How far the page is wider than the screen. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

it('every page of the app is looked at below', () => {
  expect(SCREENS.map(({ route }) => route).sort()).toEqual(routesOfTheApp().sort());
});

const named = LOOKED_AT.map(
  (screen) => [`${screen.route}${screen.inRecord ? ' in a record' : ''}`, screen] as const,
);
describe.each(named)('%s', (_, screen) => {
  it('passes WCAG 2.2 AA as axe checks it, in light and dark, wide and narrow', async () => {
    const page = await open(screen);
    const found: string[] = [];
    for (const [name, size] of [
      ['desktop', DESKTOP],
      ['phone', PHONE],
    ] as const)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await loaded(page);
        const rules = colorScheme === 'light' ? ALL : COLOURS;
        const wrong = await violations(page, rules);
        found.push(...wrong.map((violation) => `${name} ${colorScheme} ${violation}`));
      }
    expect(found).toEqual([]);
  });

  it('needs no scrolling sideways on a phone, at 200 % and in French', async () => {
    const page = await open(screen, PHONE);
    expect(await overflow(page)).toBe(0);
    await page.setViewportSize(ZOOMED);
    expect(await overflow(page)).toBe(0);
    await page.setViewportSize(PHONE);
    const cookie = { name: 'custodia-locale', url: inject('portal') };
    await page.context().addCookies([{ ...cookie, value: 'fr' }]);
    await page.reload();
    if (screen.inRecord) await openTheRecord(page);
    await loaded(page);
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    expect(await overflow(page)).toBe(0);
    await page.context().addCookies([{ ...cookie, value: 'en' }]);
    // What comes next is read in English again.
    await page.goto('about:blank');
  });

  it('is reached by Tab alone: all of it, seen, and out again', async () => {
    const page = await open(screen);
    expect(await tabThrough(page)).toEqual({ unreached: [], unseen: [], trapped: false });
  });
});

it('the skip link leads past the places to the work', async () => {
  const screen = SCREENS.find(({ route }) => route === '/regulator/lots')!;
  const page = await open(screen);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
});
