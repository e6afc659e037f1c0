import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { AMOXICILLIN, CAPSULES_IN_PACK, newLotNumber, prescribe, receive, ship, siteNamed } from './acts.js';
import { launchBrowser, signedIn } from './browser.js';
import { Client, until } from './client.js';
import { incidentAbout } from './counter-acts.js';
import { enterAndConfirm } from './counter-screens.js';
import { readDrawn } from './drawn-code.js';
import { scanAll } from './goods-screens.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe('the main job in the browser', () => {
  it('register, print the label, read its image, scan, dispense, dispense again, see the alert', async () => {
    const number = newLotNumber();
    const maker = await signedIn(browser, 'maria@northwind.example');
    await maker.goto(`${inject('portal')}/manufacturer/lots/new`);
    await maker.getByRole('combobox', { name: 'Product' }).fill(AMOXICILLIN);
    await maker
      .getByRole('option', { name: /Amoxicillin/ })
      .first()
      .click();
    await maker.getByLabel('Lot number').fill(number);
    await maker.getByText('Make them here').click();
    await maker.getByLabel('Number of packs').fill('12');
    await maker.getByLabel('Expiry').fill(`${new Date().getFullYear() + 1}-10`);
    await maker.getByRole('button', { name: 'Register', exact: true }).click();
    await maker.getByRole('link', { name: 'Open the lot' }).click();
    await maker.waitForURL(/\/manufacturer\/lots\/[0-9a-f-]{36}/);
    const lotId = new URL(maker.url()).pathname.split('/').at(-1)!;

    // Printed, the label reads back as what a scanner will send.
    const symbol = maker.locator('[class*=symbol] svg').first();
    await symbol.waitFor();
    const code = await readDrawn(symbol);
    expect(code).toMatch(new RegExp(`^\\]d201\\d{14}17\\d{6}10${number}\\u001d21`));

    const pharmacist = await signedIn(browser, 'lena@harbor.example');
    await deliver(lotId);
    const token = await prescribe(await Client.signedIn('dr.hale@riverside.example'), 2 * CAPSULES_IN_PACK);

    await pharmacist.goto(`${inject('portal')}/pharmacy/basket`);
    await pharmacist.getByText('Scan the patient’s prescription').waitFor();
    await scanAll(pharmacist, [token]);
    await pharmacist.getByText('Ada Example').waitFor();
    await scanAll(pharmacist, [code]);
    await enterAndConfirm(pharmacist, 'Dispense 1 pack');

    // The same pack again: the pharmacy itself dispensed it, and the card says so.
    await pharmacist.goto(`${inject('portal')}/pharmacy/scan`);
    await pharmacist.getByText('Scan a pack to check it').waitFor();
    await scanAll(pharmacist, [code]);
    await pharmacist.getByText('You already dispensed this').waitFor();

    // At another pharmacy it must not be handed out, and the regulator is told.
    const other = await signedIn(browser, 'ruth@elm.example');
    await other.goto(`${inject('portal')}/pharmacy/scan`);
    await other.getByText('Scan a pack to check it').waitFor();
    await scanAll(other, [code]);
    const card = other.getByRole('alert').filter({ hasText: 'Do not dispense' });
    await card.waitFor();
    expect(await card.textContent()).not.toContain('Harbor');

    const regulator = await signedIn(browser, 'nora@authority.example');
    const incident = await incidentAbout(await Client.signedIn('nora@authority.example'), code);
    await regulator.goto(`${inject('portal')}/regulator/incidents?incident=${incident}`);
    const about = regulator.locator('article').filter({ hasText: number });
    await about.getByText('Already dispensed').first().waitFor();
  });
});

/** From the maker over the warehouse to Harbor Pharmacy: what this journey is not about. */
async function deliver(lotId: string): Promise<void> {
  const maker = await Client.signedIn('maria@northwind.example');
  const distributor = await Client.signedIn('sam@atlantic.example');
  const pharmacy = await Client.signedIn('lena@harbor.example');
  const { lot } = await until(
    () =>
      maker.ask<{ lot: { units: number; runs: { id: string }[]; status: string } }>(
        'query ($id: ID!) { lot(id: $id) { units status runs { id } } }',
        { id: lotId },
      ),
    (answer) => answer.lot.status === 'ACTIVE',
  );
  const all = { runId: lot.runs[0]!.id, from: 0, to: lot.units };
  const first = await ship(maker, await siteNamed(maker, 'Atlantic'), all);
  await receive(distributor, first);
  const second = await ship(distributor, await siteNamed(distributor, 'Harbor'), all);
  await receive(pharmacy, second);
}
