import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, inject, it } from 'vitest';
import { newLotNumber, prescribe, receive, registerLot, ship, siteNamed } from './acts.js';
import { launchBrowser, signedIn } from './browser.js';
import { cast } from './cast.js';
import { Client, newKey } from './client.js';
import { supplyOnPaper } from './counter-acts.js';
import { packContainer, recallLot } from './goods-acts.js';
import { ScanWalk } from './scan-walk.js';
import { SCREENS, type Screen } from './screens.js';

/** Whose example is shown where a screen shows one thing of many; the screens' own else. */
const ROLES: Record<string, string> = {
  manufacturer: 'maria@northwind.example',
  distributor: 'sam@atlantic.example',
  pharmacy: 'lena@harbor.example',
  regulator: 'nora@authority.example',
};
const EXAMPLES = new Set([
  '/distributor/recalls/[id]',
  '/pharmacy/recalls/[id]',
  '/regulator/recalls/[id]',
  '/manufacturer/recalls/[id]',
  '/manufacturer/lots/[id]',
  '/regulator/lots/[id]',
  '/manufacturer/containers/[sscc]',
  '/distributor/containers/[sscc]',
  '/manufacturer/shipments/[id]',
  '/distributor/receive/[id]',
  '/distributor/shipments/[id]',
  '/pharmacy/receive/[id]',
  '/pharmacy/supplies/[id]',
]);
const personAt = ({ route, email }: Screen) => (EXAMPLES.has(route) ? ROLES[route.split('/')[1]!] : email);
const PEOPLE = [...new Set(SCREENS.flatMap((screen) => personAt(screen) ?? []))];
/** A person has many screens, and each of them many controls. */
const LONG = 40 * 60_000;

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
  const recalled = await registerLot(maker, 2);
  const recall = await recallLot(maker, secondOfMaker, recalled);
  // One that waits for the second person.
  const doubtful = await registerLot(maker, 2);
  const { proposeRecall: proposed } = await maker.ask<{ proposeRecall: { id: string } }>(
    'mutation ($input: ProposeRecallInput!) { proposeRecall(input: $input) { id } }',
    {
      input: {
        idempotencyKey: newKey(),
        lotId: doubtful.lotId,
        lotNumber: doubtful.number,
        class: 'II',
        text: newLotNumber(),
      },
    },
  );

  for (const role of ['distributor', 'pharmacy', 'regulator'])
    examples.set(`/${role}/recalls/[id]`, `/${role}/recalls/${recall}`);
  examples.set('/manufacturer/recalls/[id]', `/manufacturer/recalls/${proposed.id}`);
  for (const role of ['manufacturer', 'regulator'])
    examples.set(`/${role}/lots/[id]`, `/${role}/lots/${lot.lotId}`);
  examples.set('/manufacturer/containers/[sscc]', `/manufacturer/containers/${carton}`);
  examples.set('/distributor/containers/[sscc]', `/distributor/containers/${pallet}`);
  examples.set('/manufacturer/shipments/[id]', `/manufacturer/shipments/${arriving}`);
  examples.set('/distributor/receive/[id]', `/distributor/receive/${arriving}`);
  examples.set('/distributor/shipments/[id]', `/distributor/shipments/${onItsWay}`);
  examples.set('/pharmacy/receive/[id]', `/pharmacy/receive/${onItsWay}`);
  examples.set('/pharmacy/supplies/[id]', `/pharmacy/supplies/${supply.id}`);
});
afterAll(() => browser.close());

async function addressOf({ route, address }: Screen, email: string): Promise<string> {
  if (EXAMPLES.has(route)) return examples.get(route)!;
  if (!address) return route;
  return address(await Client.signedIn(email));
}

async function open(walk: ScanWalk, address: string): Promise<void> {
  const { page } = walk;
  await page.goto(inject('portal') + address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForFunction(
    () => document.querySelector('main [aria-busy=true], .mantine-Skeleton-root') === null,
  );
  await walk.settled();
}

/** What is opened by a key, or by an item of the person's own menu, which would also sign out and change the language. */
const KEYS = ['Control+K', '?'];
const OWN_ITEMS = [/PIN/, 'Change operator'];

async function scanAboveTheFrame(walk: ScanWalk, reopen: () => Promise<void>): Promise<void> {
  const { page } = walk;
  await walk.scanIntoWhatOpens(reopen, 'header, nav, aside');
  for (const key of KEYS) {
    await page.keyboard.press(key);
    await walk.scanIntoOverlay();
    await reopen();
  }
  for (const name of OWN_ITEMS) {
    await page.getByRole('button', { name: /operator menu/ }).click();
    await page.getByRole('menuitem', { name }).click();
    await page.getByRole('dialog').waitFor();
    await walk.scanIntoOverlay();
    await reopen();
  }
}

/** Some of the dialogs that it must have come to, so that it is known to have opened any. */
const DIALOGS = [
  'Set a PIN',
  'Change operator',
  'Keys on this screen',
  'Change password',
  'Set up an app',
  'Add a passkey',
  'Add a product',
  'Admit a party',
  'Reject the shipment',
  'Open the carton',
  'Undo the dispense',
  'Recorded for the wrong patient',
];
const opened = new Set<string>();
let lists = 0;

describe.concurrent('a scan triggers neither button nor shortcut nor field', () => {
  it.for(PEOPLE)(
    'on every screen of %s, in every dialog, menu and list that it opens',
    { timeout: LONG },
    async (email, { expect }) => {
      const page = await signedIn(browser, email);
      const walk = await ScanWalk.on(page);
      let framed = false;
      for (const screen of SCREENS.filter((one) => personAt(one) === email)) {
        const address = await addressOf(screen, email);
        const reopen = () => open(walk, address);
        await reopen();
        expect(await walk.scanInto(screen.route, framed ? 'main' : 'body'), screen.route).toBeGreaterThan(0);
        await reopen();
        if (!framed) await scanAboveTheFrame(walk, reopen);
        framed = true;
        await walk.scanIntoWhatOpens(reopen);
      }
      for (const overlay of walk.opened) opened.add(overlay);
      lists += walk.lists;
      await page.context().close();
      expect(walk.wrong).toEqual([]);
      expect(walk.scans).toBeGreaterThan(10);
    },
  );
});

it('dialogs and lists were among what was opened', ({ expect }) => {
  expect([...opened]).toEqual(expect.arrayContaining(DIALOGS));
  expect(lists).toBeGreaterThan(0);
});
