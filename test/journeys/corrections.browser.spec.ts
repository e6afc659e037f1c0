import { UnitStatus } from '@custodia/ledger';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  CAPSULES_IN_PACK,
  deliverLot,
  dispenseOnPrescription,
  openPrescription,
  prescribe,
  settledDispensing,
  type RegisteredLot,
} from './acts.js';
import { agreedRun } from './agreement.js';
import { launchBrowser, signedIn } from './browser.js';
import { cast } from './cast.js';
import { ledgerAhead, refusedAfterHandOut, serialOf, supplyOnPaper, visitOf } from './counter-acts.js';
import { chooseBasis, enterAndConfirm } from './counter-screens.js';
import { orderLot, untilLotIs } from './goods-acts.js';
import { openScreen, scanAll } from './goods-screens.js';

let browser: Browser;
let counter: Page;
let lot: RegisteredLot;

const { maker, distributor, pharmacy, prescriber } = await cast(
  'maker',
  'distributor',
  'pharmacy',
  'prescriber',
);
const HARBOR = { distributor: 'Atlantic', pharmacy: 'Harbor' };

beforeAll(async () => {
  browser = await launchBrowser();
  [counter, lot] = await Promise.all([
    signedIn(browser, 'lena@harbor.example'),
    deliverLot(maker, distributor, pharmacy, HARBOR, 8),
  ]);
});
afterAll(() => browser.close());

describe('a pack that was dispensed by a slip', () => {
  it('is scanned again and undone: it never left, and is good once more', async () => {
    const code = lot.codes[0]!;
    await visitOf(pharmacy, (await supplyOnPaper(pharmacy, [code])).id);
    await openScreen(counter, '/pharmacy/scan');
    await scanAll(counter, [code]);
    await counter.getByText('You already dispensed this').waitFor();
    await counter.getByRole('button', { name: /^Undo/ }).click();
    const dialog = counter.getByRole('dialog');
    await dialog.getByText('Did the pack leave the pharmacy?').waitFor();
    await dialog.getByRole('button', { name: /No, it never left/ }).click();
    await dialog.waitFor({ state: 'hidden' });
    const { dispensings } = await pharmacy.ask<{ dispensings: { nodes: { id: string }[] } }>(
      '{ dispensings(first: 1) { nodes { id } } }',
    );
    const undone = await settledDispensing(pharmacy, dispensings.nodes[0]!.id);
    expect(undone.lines).toMatchObject([{ status: 'UNDONE' }]);
    await scanAll(counter, [code]);
    await counter.getByText('Pack OK').waitFor();
  });

  it('and came back stays out of stock', async () => {
    const code = lot.codes[1]!;
    const { id } = await supplyOnPaper(pharmacy, [code]);
    await visitOf(pharmacy, id);
    await openScreen(counter, `/pharmacy/supplies/${id}`);
    await counter.getByRole('button', { name: 'Undo', exact: true }).click();
    await counter.getByRole('button', { name: /Yes, it came back/ }).click();
    await counter.getByText('Undone', { exact: true }).first().waitFor();
    expect(await visitOf(pharmacy, id)).toMatchObject({ lines: [{ status: 'UNDONE', packLeft: true }] });
  });
});

describe('a fill on the wrong patient', () => {
  it('moves to the right one, whose code is scanned', async () => {
    const wrong = await openPrescription(pharmacy, await prescribe(prescriber, CAPSULES_IN_PACK));
    const rightToken = await prescribe(prescriber, CAPSULES_IN_PACK);
    const { id } = await dispenseOnPrescription(pharmacy, wrong, [lot.codes[2]!]);
    await settledDispensing(pharmacy, id);
    await openScreen(counter, `/pharmacy/supplies/${id}`);
    await counter.getByRole('button', { name: 'Wrong patient' }).click();
    const dialog = counter.getByRole('dialog');
    await dialog.getByLabel('What happened?').fill('Two patients of the same name');
    await scanAll(counter, [rightToken]);
    await dialog.getByText('Ada Example').waitFor();
    await dialog.getByRole('button', { name: 'Correct', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await counter.getByText('Undone', { exact: true }).first().waitFor();
    const [before] = (await openPrescription(pharmacy, wrong.token)).items;
    const [after] = (await openPrescription(pharmacy, rightToken)).items;
    expect([before!.remaining, after!.remaining]).toEqual([CAPSULES_IN_PACK, 0]);
  });
});

describe('a pack that the ledger refused after it was handed out', () => {
  it('waits among the issues with what to do, until its supply is reported', async () => {
    const code = lot.codes[7]!;
    const { id } = await refusedAfterHandOut(pharmacy, prescriber, code);
    // What is reported within the minutes that the permission would have held is supplied under it after all.
    onTestFinished(await ledgerAhead(300));
    await openScreen(counter, '/pharmacy/issues');
    await counter.getByText('Call the patient, then report the supply.').waitFor();
    const issue = counter.getByRole('listitem').filter({ hasText: serialOf(code) });
    await issue.getByText('The permission to fill has run out.').waitFor();
    await issue.getByRole('button', { name: /^Report the supply of/ }).click();
    await issue.waitFor({ state: 'detached' });
    const { lines } = await visitOf(pharmacy, id);
    expect(lines).toMatchObject([{ status: 'IRREGULAR', irregularReason: 'REFUSED_AFTER_HAND_OUT' }]);
    expect((await agreedRun(lot.runId)).statuses[7]).toBe(UnitStatus.Irregular);
  });
});

describe('a supply of a lot that was put on hold since', () => {
  it('is not dispensed any more but reported, with the time when it happened', async () => {
    await orderLot(maker, 'holdLot', lot.lotId);
    await untilLotIs(maker, lot.lotId, 'HELD');
    await openScreen(counter, '/pharmacy/basket');
    await chooseBasis(counter, 'Emergency');
    await counter.getByLabel('It happened earlier').check();
    await counter.getByText('Scan the packs').click();
    await scanAll(counter, [lot.codes[3]!]);
    await counter.getByText('Did the patient get this pack then?').waitFor();
    await counter.getByRole('button', { name: 'Add it to the report' }).click();
    await counter.getByText('Handed out already: will be reported').waitFor();
    await enterAndConfirm(counter, 'Report 1 pack');
    await counter.getByText('Reported, irregular').waitFor();
  });
});

describe('a red card', () => {
  const answered = async () => {
    const { recentScans } = await pharmacy.ask<{
      recentScans: { serial: string; answer: { answer: string; note: string | null } | null }[];
    }>('{ recentScans(first: 1) { serial answer { answer note } } }');
    return recentScans[0];
  };

  it('is left with a reason, which the history and the regulator show', async () => {
    const code = lot.codes[4]!;
    await openScreen(counter, '/pharmacy/scan');
    await scanAll(counter, [code]);
    await counter.getByRole('button', { name: /^Give a reason/ }).waitFor();
    await counter.getByRole('button', { name: /^Give a reason/ }).click();
    const dialog = counter.getByRole('dialog');
    await dialog.getByLabel('Another reason').fill('Sent back this morning');
    await dialog.getByRole('button', { name: 'Close the card' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await counter.getByText('Another reason: Sent back this morning').waitFor();
    expect(await answered()).toEqual({
      serial: serialOf(code),
      answer: { answer: 'OTHER', note: 'Sent back this morning' },
    });
    const regulator = await signedIn(browser, 'nora@authority.example');
    await openScreen(regulator, '/regulator/trace');
    await scanAll(regulator, [code]);
    await regulator.getByText(/Sent back this morning/).waitFor();
  });

  it('is left by putting the pack aside: kept, and locked on the ledger', async () => {
    const code = lot.codes[5]!;
    await openScreen(counter, '/pharmacy/scan');
    await scanAll(counter, [code]);
    await counter.getByRole('button', { name: /^Give a reason/ }).waitFor();
    await counter.getByRole('button', { name: /^Quarantine/ }).click();
    const dialog = counter.getByRole('dialog');
    await dialog.getByText('Locked on the ledger').waitFor();
    // The mark follows the ledger: at first it may say that it is saved only.
    await dialog.getByText('Confirmed', { exact: true }).waitFor();
    await dialog.getByRole('button', { name: 'Put aside' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await answered()).toMatchObject({ serial: serialOf(code), answer: { answer: 'QUARANTINED' } });
  });
});
