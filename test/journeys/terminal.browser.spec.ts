import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deliverLot } from './acts.js';
import { launchBrowser, signedIn } from './browser.js';
import { cast } from './cast.js';
import { serialOf } from './counter-acts.js';
import { chooseBasis } from './counter-screens.js';
import { openScreen, scanAll } from './goods-screens.js';

const PINS = { 'Lena Fischer': '271828', 'Omar Haddad': '314159' } as const;
type Person = keyof typeof PINS;

let browser: Browser;
let terminal: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  terminal = await signedIn(browser, 'lena@harbor.example');
});
afterAll(() => browser.close());

const menu = () => terminal.getByRole('button', { name: /operator menu/i });
const works = (name: Person) => menu().filter({ hasText: name }).waitFor();

async function change(name: Person, pin: string): Promise<void> {
  await menu().click();
  await terminal.getByRole('menuitem', { name: 'Change operator' }).click();
  const dialog = terminal.getByRole('dialog');
  await dialog.getByRole('radio', { name }).click();
  await dialog.getByRole('textbox').first().click();
  // As a person types: faster than that, and it is a scanner.
  await terminal.keyboard.type(pin, { delay: 120 });
}

it('two people at one terminal take over from each other with the PIN, once each has signed in', async () => {
  await openScreen(terminal, '/pharmacy/scan');
  await menu().click();
  await terminal.getByRole('menuitem', { name: 'Change operator' }).click();
  await terminal.getByText(/Nobody else has signed in at this terminal today/).waitFor();
  await terminal.getByRole('button', { name: 'Sign in as someone else' }).click();
  await terminal.waitForURL(/\/sign-in/);
  await terminal.getByLabel('Email').fill('omar@harbor.example');
  await terminal.getByLabel('Password').first().fill('custodia-demo');
  await terminal.getByRole('button', { name: 'Sign in', exact: true }).click();
  await works('Omar Haddad');

  await change('Lena Fischer', '000000');
  const dialog = terminal.getByRole('dialog');
  await dialog.getByRole('alert').waitFor();
  await expect.poll(() => dialog.getByRole('textbox').first().inputValue()).toBe('');
  await dialog.getByRole('textbox').first().click();
  await terminal.keyboard.type(PINS['Lena Fischer'], { delay: 120 });
  await works('Lena Fischer');
  await change('Omar Haddad', PINS['Omar Haddad']);
  await works('Omar Haddad');
});

it('a basket waits on the counter for its own pharmacist, behind the lock and behind somebody else', async () => {
  const { maker, distributor, pharmacy } = await cast('maker', 'distributor', 'pharmacy');
  const lot = await deliverLot(
    maker,
    distributor,
    pharmacy,
    { distributor: 'Atlantic', pharmacy: 'Harbor' },
    1,
  );
  const pack = terminal.getByText(serialOf(lot.codes[0]!));
  const unlock = async (name: Person) => {
    await terminal.waitForURL(/\/sign-in/);
    await terminal.getByRole('radio', { name }).click();
    await terminal.getByRole('textbox', { name: 'PIN' }).first().click();
    await terminal.keyboard.type(PINS[name], { delay: 120 });
    await works(name);
  };
  const lock = async () => {
    await menu().click();
    await terminal.getByRole('menuitem', { name: 'Lock the terminal' }).click();
  };
  const basket = () => terminal.getByRole('link', { name: 'Basket' }).first().click();

  await change('Lena Fischer', PINS['Lena Fischer']);
  await works('Lena Fischer');
  await openScreen(terminal, '/pharmacy/basket');
  await chooseBasis(terminal, 'Emergency');
  await terminal.getByText('Scan the packs').click();
  await scanAll(terminal, [lot.codes[0]!]);
  await terminal.getByRole('button', { name: 'Dispense 1 pack' }).waitFor();
  await lock();
  await unlock('Omar Haddad');
  await basket();
  await terminal.getByText('Scan the patient’s prescription').waitFor();
  expect(await pack.count()).toBe(0);

  await change('Lena Fischer', PINS['Lena Fischer']);
  await works('Lena Fischer');
  await basket();
  await pack.waitFor();
  expect(await terminal.getByRole('radio', { name: 'Emergency' }).isChecked()).toBe(true);
  await lock();
  await unlock('Lena Fischer');
  await pack.waitFor();
  await change('Omar Haddad', PINS['Omar Haddad']);
  await works('Omar Haddad');
});

it('nobody works at it for ten minutes: it is locked, and the PIN leads back to where one was', async () => {
  const page = await terminal.context().newPage();
  await page.clock.install();
  await openScreen(page, '/pharmacy/supplies');
  await page.clock.fastForward(9 * 60_000);
  await page.mouse.move(200, 200);
  await page.clock.fastForward(9 * 60_000);
  await page.getByRole('heading', { name: 'Supplies' }).waitFor();
  await page.clock.fastForward(11 * 60_000);
  await page.waitForURL(/\/sign-in\?next=%2Fpharmacy%2Fsupplies/);
  // The other screens of the terminal are closed with it.
  await terminal.reload();
  await terminal.waitForURL(/\/sign-in/);
  await page.getByRole('radio', { name: 'Omar Haddad' }).click();
  await page.getByRole('textbox', { name: 'PIN' }).first().click();
  await page.keyboard.type(PINS['Omar Haddad'], { delay: 120 });
  await page.waitForURL(/\/pharmacy\/supplies/);
  await page.getByRole('heading', { name: 'Supplies' }).waitFor();
  await page.close();
});

it('a locum works at the site of choice, with its supplies alone, also after a reload', async () => {
  await openScreen(terminal, '/pharmacy/supplies');
  const site = terminal.getByRole('button', { name: /Harbor Pharmacy|Elm Street Drugs/ });
  const other = (await site.innerText()).includes('Harbor') ? 'Elm Street Drugs' : 'Harbor Pharmacy';
  await site.click();
  await terminal.getByRole('menuitem', { name: new RegExp(other) }).click();
  const there = terminal.getByRole('button', { name: new RegExp(other) });
  await there.waitFor();
  await openScreen(terminal, '/pharmacy/supplies');
  await there.waitFor();
  await terminal.reload();
  await there.waitFor();
});
