import { GS } from '@custodia/gs1';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { prescribe, receive, registerLot, ship, siteNamed } from './acts.js';
import { launchBrowser, signedIn } from './browser.js';
import { cast } from './cast.js';
import { supplyOnPaper } from './counter-acts.js';
import { workScreens } from './every-screen.js';
import { packContainer, recallLot } from './goods-acts.js';
import { BETWEEN_SCANS_MS, scan } from './mock-scanner.js';
import { findKinds, focusKind, stateOf } from './scan-probe.js';

/** Who works at which screens. */
const ROLES = {
  manufacturer: 'maria@northwind.example',
  distributor: 'sam@atlantic.example',
  pharmacy: 'lena@harbor.example',
  prescriber: 'dr.hale@riverside.example',
  regulator: 'nora@authority.example',
};
type Role = keyof typeof ROLES;
const EVERYBODY = ['/home', '/scanner'];

/** Codes that lead nowhere: a shop code, and one that holds the letters of all shortcuts. Both end with Enter. */
const CODES = [']E09501101530003', 'QHUXTSRNPAWCJKEBDFGILMOVYZ?'];

/** What opens above a screen: menus, panels, dialogs and the palette, with fields for text, numbers and dates. */
interface Above {
  readonly what: string;
  readonly screen: string;
  readonly opened: (page: Page) => Promise<void>;
  readonly within: string;
}
const press = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click();
const ABOVE: Partial<Record<Role, Above[]>> = {
  pharmacy: [
    {
      what: 'the palette',
      screen: '/pharmacy/supplies',
      opened: (page) => page.keyboard.press('Control+K'),
      within: '[role=dialog]',
    },
    {
      what: 'the menu of the person',
      screen: '/pharmacy/supplies',
      opened: press(/operator menu/),
      within: '[role=menu]',
    },
    {
      what: 'the panel of the volume',
      screen: '/pharmacy/scan',
      opened: press('Volume of the signals'),
      within: '.mantine-Popover-dropdown',
    },
    {
      what: 'the four fields, typed by hand',
      screen: '/pharmacy/scan',
      opened: press('Type it instead'),
      within: 'main form',
    },
  ],
  manufacturer: [
    {
      what: 'the panel for labels',
      screen: '/manufacturer/lots/[id]',
      opened: press('Print labels'),
      within: '.mantine-Popover-dropdown',
    },
    {
      what: 'the form of a new lot',
      screen: '/manufacturer/lots/new',
      opened: () => Promise.resolve(),
      within: 'main form',
    },
  ],
};

/** Examples for the screens that show one thing of many. */
const examples = new Map<string, string>();
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
  const { maker, secondOfMaker, distributor, pharmacy, prescriber } = await cast(
    'maker',
    'secondOfMaker',
    'distributor',
    'pharmacy',
    'prescriber',
  );
  const { runId, ...lot } = await registerLot(maker, 24);
  const part = (from: number, to: number) => ({ runId, from, to });
  const [atlantic, harbor] = [await siteNamed(maker, 'Atlantic'), await siteNamed(maker, 'Harbor')];
  const carton = await packContainer(maker, 'CARTON', { ranges: [part(0, 4)] });
  const arriving = await ship(maker, atlantic, part(4, 8));
  await receive(distributor, await ship(maker, atlantic, part(8, 24)));
  const pallet = await packContainer(distributor, 'CARTON', { ranges: [part(8, 12)] });
  const onItsWay = await ship(distributor, harbor, part(12, 16));
  await receive(pharmacy, await ship(distributor, harbor, part(16, 24)));
  const supply = await supplyOnPaper(pharmacy, [lot.codes[20]!]);
  await prescribe(prescriber, 21);
  const recall = await recallLot(maker, secondOfMaker, lot);

  for (const role of ['manufacturer', 'distributor', 'pharmacy', 'regulator'])
    examples.set(`/${role}/recalls/[id]`, `/${role}/recalls/${recall}`);
  for (const role of ['manufacturer', 'regulator'])
    examples.set(`/${role}/lots/[id]`, `/${role}/lots/${lot.lotId}`);
  examples.set('/manufacturer/containers/[sscc]', `/manufacturer/containers/${carton}`);
  examples.set('/distributor/containers/[sscc]', `/distributor/containers/${pallet}`);
  examples.set('/manufacturer/shipments/[id]', `/manufacturer/shipments/${arriving}`);
  examples.set('/distributor/receive/[id]', `/distributor/receive/${arriving}`);
  examples.set('/distributor/shipments/[id]', `/distributor/shipments/${onItsWay}`);
  examples.set('/pharmacy/receive/[id]', `/pharmacy/receive/${onItsWay}`);
  examples.set('/pharmacy/supplies/[id]', `/pharmacy/supplies/${supply.id}`);
}, 240_000);
afterAll(() => browser.close());

/** What was sent to the API that changes something. */
function mutationsOf(page: Page): string[] {
  const sent: string[] = [];
  page.on('request', (request) => {
    const body = request.method() === 'POST' ? (request.postData() ?? '') : '';
    if (/mutation/i.test(body)) sent.push(body);
  });
  return sent;
}

async function open(page: Page, screen: string): Promise<void> {
  const at = (path: string) => page.goto(inject('portal') + path);
  if (!screen.includes('[')) await at(screen);
  else if (examples.has(screen)) await at(examples.get(screen)!);
  else {
    // A screen that this spec has no example of: the first thing on the list above it.
    const list = screen.slice(0, screen.lastIndexOf('/'));
    await at(list);
    const link = page.locator(`main a[href^="${list}/"]:not([href$="/new"])`).first();
    await at((await link.getAttribute('href'))!);
  }
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForFunction(
    () => document.querySelector('main [aria-busy=true], .mantine-Skeleton-root') === null,
  );
  await settled(page);
}

/** Until what is shown stays as it is: lists come after their headings, and follow what is searched for. */
async function settled(page: Page): Promise<void> {
  for (let before = -1, now = 0; now !== before;) {
    before = now;
    await page.waitForTimeout(600);
    now = await page.evaluate(() => document.querySelectorAll('main *').length);
  }
}

const screens = workScreens();
const screensOf = (role: Role) => [
  ...screens.filter((screen) => screen.startsWith(`/${role}/`)),
  ...EVERYBODY,
];

it('every screen is somebody’s', () => {
  const known = (Object.keys(ROLES) as Role[]).flatMap(screensOf);
  expect(screens.filter((screen) => !known.includes(screen))).toEqual([]);
});

describe.each(Object.keys(ROLES) as Role[])('a scan into a screen of the %s', (role) => {
  let page: Page;
  let sent: string[];

  beforeAll(async () => {
    page = await signedIn(browser, ROLES[role]);
    sent = mutationsOf(page);
  });
  afterAll(() => page.context().close());

  it.each(screensOf(role))('triggers nothing: %s', async (screen) => {
    await open(page, screen);
    const kinds = await findKinds(page);
    expect(kinds.length).toBeGreaterThan(3);
    sent.length = 0;
    for (const [index, kind] of kinds.entries()) {
      if (await focusKind(page, kind)) await settled(page);
      await page.waitForTimeout(BETWEEN_SCANS_MS);
      const before = await stateOf(page, kind);
      expect(before.focused, kind).toBe(true);
      await scan(page, CODES[index % CODES.length]!);
      await page.waitForTimeout(BETWEEN_SCANS_MS / 2);
      expect(await stateOf(page, kind), kind).toEqual(before);
      expect(sent, kind).toEqual([]);
    }
  });

  it.each(ABOVE[role] ?? [])('triggers nothing in $what', async ({ screen, opened, within }) => {
    await open(page, screen);
    await opened(page);
    await page.locator(within).first().waitFor();
    await settled(page);
    const kinds = await findKinds(page, within);
    expect(kinds.length).toBeGreaterThan(0);
    sent.length = 0;
    for (const [index, kind] of kinds.entries()) {
      if (await focusKind(page, kind)) await settled(page);
      await page.waitForTimeout(BETWEEN_SCANS_MS);
      const before = await stateOf(page, kind);
      expect(before.focused, kind).toBe(true);
      await scan(page, CODES[index % CODES.length]!);
      await page.waitForTimeout(BETWEEN_SCANS_MS / 2);
      expect(await stateOf(page, kind), kind).toEqual(before);
      expect(sent, kind).toEqual([]);
    }
  });

  it('leads at most to where a pack belongs', async () => {
    await open(page, '/scanner');
    await page.goto(`${inject('portal')}/home`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const home = new URL(page.url()).pathname;
    const place = { pharmacy: '/pharmacy/scan', regulator: '/regulator/trace' }[role as string] ?? home;
    await page.waitForTimeout(BETWEEN_SCANS_MS);
    await scan(page, `]d20109501101530003172812311${'0LOTyZ7'}${GS}21NOWHERE`);
    await page.waitForURL((url) => url.pathname === place);
    await page.waitForTimeout(BETWEEN_SCANS_MS);
    expect(new URL(page.url()).pathname).toBe(place);
    expect(sent).toEqual([]);
  });
});
