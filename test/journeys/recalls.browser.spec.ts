import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  AMOXICILLIN,
  deliverLot,
  inDays,
  receive,
  registerLot,
  ship,
  siteNamed,
  type RegisteredLot,
} from './acts.js';
import { agreedRun } from './agreement.js';
import { launchBrowser, signedIn } from './browser.js';
import { cast } from './cast.js';
import { newKey, until, type Client } from './client.js';
import { verify } from './counter-acts.js';
import { untilLotIs } from './goods-acts.js';
import { scan } from './mock-scanner.js';

const { maker, distributor, pharmacy, otherPharmacy } = await cast(
  'maker',
  'distributor',
  'pharmacy',
  'otherPharmacy',
);
const delivered = (units: number) =>
  deliverLot(maker, distributor, pharmacy, { distributor: 'Atlantic', pharmacy: 'Harbor' }, units);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(() => browser.close());

/** Another part of the same lot, registered later; it stays with the maker. */
async function secondRun(client: Client, lot: RegisteredLot, units: number) {
  const { registerLot: run } = await client.ask<{ registerLot: { id: string } }>(
    'mutation ($input: RegisterLotInput!) { registerLot(input: $input) { id } }',
    {
      input: {
        idempotencyKey: newKey(),
        gtin: AMOXICILLIN,
        lotNumber: lot.number,
        expiry: inDays(365),
        units,
      },
    },
  );
  const { run: ready } = await until(
    () =>
      client.ask<{
        run: { id: string; operation: { status: string } | null; serials: { serial: string }[] };
      }>('query ($id: ID!) { run(id: $id) { id operation { status } serials { serial } } }', { id: run.id }),
    (answer) => answer.run.operation?.status === 'CONFIRMED',
  );
  return { id: ready.id, serials: ready.serials.map(({ serial }) => serial) };
}

/** The counter with a pack before it, checked and in order. */
async function counterWith(code: string): Promise<Page> {
  const counter = await signedIn(browser, 'lena@harbor.example');
  await counter.goto(`${inject('portal')}/pharmacy/scan`);
  await counter.getByText('Scan a pack to check it').waitFor();
  await scan(counter, code);
  await counter.getByRole('status').filter({ hasText: 'Pack OK' }).waitFor();
  return counter;
}

async function openRecallDialog(page: Page, folder: string, lot: RegisteredLot): Promise<void> {
  await page.goto(`${inject('portal')}/${folder}/lots/${lot.lotId}`);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Recall' }).click();
  await page.getByLabel('Text for wholesalers and pharmacies').fill('Particles. Send all packs back.');
}

/** The first of the two signatures. @returns the address of the recall's page */
async function proposeIt(page: Page, lot: RegisteredLot): Promise<string> {
  const submit = page.getByRole('button', { name: 'Propose recall' });
  await page.getByRole('textbox', { name: 'To confirm, type the lot number' }).fill(lot.number.slice(1));
  expect(await submit.isDisabled()).toBe(true);
  await page.getByRole('textbox', { name: 'To confirm, type the lot number' }).fill(lot.number);
  await submit.click();
  await page.waitForURL(/\/recalls\/[0-9a-f-]{36}$/);
  await page.getByText('Waits for approval').waitFor();
  return new URL(page.url()).pathname;
}

async function approveIt(page: Page, address: string, lot: RegisteredLot): Promise<void> {
  await page.goto(inject('portal') + address);
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('textbox', { name: 'To confirm, type the lot number' }).fill(lot.number);
  await page.keyboard.press('Enter');
  await page.getByText('Recalled', { exact: true }).waitFor();
}

describe('a recall by the maker', () => {
  it('that should not be is taken back by who proposed it, with a reason, on the ledger too', async () => {
    const lot = await registerLot(maker, 2);
    const maria = await signedIn(browser, 'maria@northwind.example');
    await openRecallDialog(maria, 'manufacturer', lot);
    await proposeIt(maria, lot);
    await maria.getByRole('button', { name: 'Take back' }).click();
    const dialog = maria.getByRole('dialog');
    await dialog.getByLabel('Why is it taken back?').fill('The other lot is meant');
    await dialog.getByRole('button', { name: 'Take back' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await maria.getByText('Taken back', { exact: true }).waitFor();
    await maria.getByText(/Maria .*: The other lot is meant/).waitFor();
    await maria.getByText('Confirmed', { exact: true }).waitFor();
    expect(await maria.getByRole('button', { name: 'Take back' }).count()).toBe(0);
    await openRecallDialog(maria, 'manufacturer', lot);
    await proposeIt(maria, lot);
  });

  it('of packs of two runs reaches the open counter without a reload, and is acknowledged there', async () => {
    const lot = await delivered(6);
    const later = await secondRun(maker, lot, 20);
    const counter = await counterWith(lot.codes[5]!);

    const maria = await signedIn(browser, 'maria@northwind.example');
    await openRecallDialog(maria, 'manufacturer', lot);
    await maria.getByText('Some packs').click();
    const first = maria.getByRole('group', { name: 'Range 1' });
    await first.getByRole('combobox', { name: 'Run' }).click();
    await maria.getByRole('option', { name: /^6 packs/ }).click();
    await first.getByLabel('From position').fill('5');
    await first.getByLabel('To and including').fill('6');
    await maria.getByRole('button', { name: 'Add a range' }).click();
    const second = maria.getByRole('group', { name: 'Range 2' });
    await second.getByRole('combobox', { name: 'Run' }).click();
    await maria
      .getByRole('option', { name: /^20 packs/ })
      .last()
      .click();
    await second.getByLabel('From position').fill('1');
    await second.getByLabel('To and including').fill('3');
    await maria.getByRole('textbox', { name: 'Serial numbers' }).fill(later.serials[9]!);
    const address = await proposeIt(maria, lot);
    // A proposal stops nothing.
    expect(await counter.getByRole('status').filter({ hasText: 'Pack OK' }).count()).toBe(1);
    expect(await maria.getByRole('button', { name: 'Approve' }).count()).toBe(0);

    const jonas = await signedIn(browser, 'jonas@northwind.example');
    await approveIt(jonas, address, lot);
    await jonas.getByText('positions 5 to 6').waitFor();
    await jonas.getByText('positions 1 to 3, position 10').waitFor();

    const card = counter.getByRole('alert').filter({ hasText: 'Do not dispense' });
    await card.waitFor();
    expect(await card.textContent()).toContain('recalled');
    // Alone, or in a line with those that the site has not acknowledged before.
    const banner = counter.getByRole('alert').filter({ hasText: lot.number });
    await banner.getByRole('link', { name: 'What to do' }).first().waitFor();

    // The others of the lot stay in use.
    expect(await verify(pharmacy, lot.codes[3]!)).toMatchObject({ light: 'GREEN' });
    const ownRow = maria.getByRole('row').filter({ hasText: 'Harbor Pharmacy' });
    await ownRow.getByText('Not yet').waitFor();
    const [recallId] = address.split('/').slice(-1);
    await counter.goto(`${inject('portal')}/pharmacy/recalls/${recallId}`);
    await counter.getByText('Particles. Send all packs back.').waitFor();
    await counter.getByRole('button', { name: /^Acknowledge/ }).click();
    await counter.getByRole('button', { name: /^Acknowledge/ }).waitFor({ state: 'detached' });
    // The maker's screen learns of it, too.
    await ownRow.getByText('Not yet').waitFor({ state: 'detached' });
    await agreedRun(lot.runId);
    await agreedRun(later.id);
  });

  it('after a hold, which stops the lot at once and is lifted again', async () => {
    const lot = await delivered(3);
    const maria = await signedIn(browser, 'maria@northwind.example');
    const page = `${inject('portal')}/manufacturer/lots/${lot.lotId}`;
    await maria.goto(page);
    const order = async (item: string) => {
      await maria.getByRole('button', { name: 'More' }).click();
      await maria.getByRole('menuitem', { name: item }).click();
      const dialog = maria.getByRole('dialog');
      expect(await dialog.getByRole('button', { name: item }).isDisabled()).toBe(true);
      await dialog.getByLabel('Reason').fill('Seal in question');
      await dialog.getByRole('button', { name: item }).click();
    };
    await order('Put on hold');
    await untilLotIs(pharmacy, lot.lotId, 'HELD');
    await maria.getByText('Reason: Seal in question').waitFor();
    expect(await verify(pharmacy, lot.codes[0]!)).toMatchObject({ type: 'Held' });

    // The regulator's hold is another one: the maker lifts only their own.
    const nora = await signedIn(browser, 'nora@authority.example');
    await nora.goto(`${inject('portal')}/regulator/lots/${lot.lotId}`);
    await nora.getByRole('button', { name: 'More' }).click();
    await nora.getByRole('menuitem', { name: 'Put on hold' }).click();
    await nora.getByRole('dialog').getByLabel('Reason').fill('Complaint');
    await nora.getByRole('dialog').getByRole('button', { name: 'Put on hold' }).click();
    await nora.getByText('Reason: Complaint').waitFor();
    await order('Release');
    await maria.getByText('Reason: Complaint').waitFor();
    await nora.getByRole('button', { name: 'More' }).click();
    await nora.getByRole('menuitem', { name: 'Release' }).click();
    await nora.getByRole('dialog').getByLabel('Reason').fill('Nothing found');
    await nora.getByRole('dialog').getByRole('button', { name: 'Release' }).click();
    await untilLotIs(pharmacy, lot.lotId, 'ACTIVE');
    expect(await verify(pharmacy, lot.codes[0]!)).toMatchObject({ light: 'GREEN' });
    await agreedRun(lot.runId);
  });
});

describe('a recall by the regulator', () => {
  it('of a whole lot takes two people, and blocks it at every site', async () => {
    const lot = await delivered(4);
    // The distributor has passed all of the first run on, and sees the lot only while it holds some of it.
    const later = await secondRun(maker, lot, 2);
    const sent = { runId: later.id, from: 0, to: 2 };
    await receive(distributor, await ship(maker, await siteNamed(maker, 'Atlantic'), sent));
    const counter = await counterWith(lot.codes[0]!);
    const nora = await signedIn(browser, 'nora@authority.example');
    await openRecallDialog(nora, 'regulator', lot);
    const address = await proposeIt(nora, lot);
    expect(await nora.getByRole('button', { name: 'Approve' }).count()).toBe(0);

    const david = await signedIn(browser, 'david@authority.example');
    await approveIt(david, address, lot);
    await counter.getByRole('alert').filter({ hasText: 'Do not dispense' }).waitFor();
    for (const site of [maker, distributor, pharmacy]) await untilLotIs(site, lot.lotId, 'RECALLED');
    expect(await verify(otherPharmacy, lot.codes[1]!)).toMatchObject({ light: 'RED' });
    await nora.getByRole('row').filter({ hasText: 'Harbor Pharmacy' }).getByText('4').waitFor();
    await nora.getByRole('row').filter({ hasText: 'Edison' }).getByText('2').waitFor();
    expect((await agreedRun(lot.runId)).statuses).toEqual([0, 0, 0, 0]);
    await agreedRun(later.id);
  });
});
