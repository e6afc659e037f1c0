import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { deliverLot, type RegisteredLot } from './acts.js';
import { ALL, violations } from './axe.js';
import { launchBrowser, signedIn } from './browser.js';
import { cast } from './cast.js';
import { newKey, type Client } from './client.js';
import { serialOf, supplyOnPaper, untilAlerted, verify, visitOf } from './counter-acts.js';

const { maker, distributor, pharmacy, otherPharmacy, regulator } = await cast(
  'maker',
  'distributor',
  'pharmacy',
  'otherPharmacy',
  'regulator',
);
const VERIFY = fileURLToPath(new URL('../../libs/evidence/bin/verify-evidence.mjs', import.meta.url));
let browser: Browser;
let nora: Page;
/** Five packs that were handed out, and are read at another counter. */
let lot: RegisteredLot;

beforeAll(async () => {
  lot = await deliverLot(maker, distributor, pharmacy, { distributor: 'Atlantic', pharmacy: 'Harbor' }, 5);
  await visitOf(pharmacy, (await supplyOnPaper(pharmacy, lot.codes)).id);
  for (const code of lot.codes) await verify(otherPharmacy, code);
  browser = await launchBrowser();
  nora = await signedIn(browser, 'nora@authority.example', { acceptDownloads: true });
});
afterAll(() => browser.close());

/** How the rule did, as the regulator measures it. */
async function rateOf(rule: string): Promise<{ closed: number; confirmed: number }> {
  const { ruleRates } = await regulator.ask<{
    ruleRates: { rule: string; closed: number; confirmed: number }[];
  }>('{ ruleRates(days: 90) { rule closed confirmed } }');
  return ruleRates.find((rate) => rate.rule === rule) ?? { closed: 0, confirmed: 0 };
}

async function answer(client: Client, caseId: string, text: string): Promise<void> {
  await client.ask('mutation ($input: CaseAnswerInput!) { answerCase(input: $input) { id } }', {
    input: { idempotencyKey: newKey(), caseId, text, toMaker: true },
  });
}

/** A key as a person presses it, not right after the last: a scanner would. */
async function press(key: string): Promise<void> {
  await nora.waitForTimeout(600);
  await nora.keyboard.press(key);
}

/** The dialog once it has taken the focus into itself: whoever chooses before loses the focus again. */
async function opened(): Promise<Locator> {
  const dialog = nora.getByRole('dialog');
  await dialog.locator(':focus').waitFor();
  return dialog;
}

/** Chooses by the arrows, writes, and sends by Tab and Enter. */
async function sendDialog(choice: string, text: string): Promise<void> {
  const dialog = await opened();
  await dialog.getByRole('radio', { name: choice }).focus();
  await nora.keyboard.press('Space');
  await nora.keyboard.press('Tab');
  await nora.keyboard.type(text, { delay: 120 });
  expect(await violations(nora, ALL)).toEqual([]);
  await nora.keyboard.press('Tab');
  await nora.keyboard.press('Tab');
  await press('Enter');
}

async function fillDialog(choice: string, text: string): Promise<void> {
  await sendDialog(choice, text);
  await nora.getByRole('dialog').waitFor({ state: 'detached' });
}

function check(file: string, contracts: string): Promise<number> {
  const args = [VERIFY, file, '--rpc', inject('ledgerUrl'), '--contracts', contracts];
  return new Promise((resolve) =>
    execFile(process.execPath, args, (error) => resolve(error ? Number(error.code) : 0)),
  );
}

it('a regulator takes an alert to a closed case and a verified bundle, by keyboard alone', async () => {
  const { incident } = await untilAlerted(regulator, lot.codes[0]!, 'DUPLICATE_DISPENSE');
  const before = await rateOf('DUPLICATE_DISPENSE');

  await nora.goto(`${inject('portal')}/regulator/incidents?incident=${incident.id}`);
  await nora.getByRole('button', { name: 'Open a case' }).waitFor();
  expect(await violations(nora, ALL)).toEqual([]);
  await press('w');
  await (await opened()).getByRole('textbox').focus();
  await nora.keyboard.type('One number.', { delay: 120 });
  await nora.keyboard.press('Tab');
  await nora.keyboard.press('Tab');
  await press('Enter');
  await nora.waitForURL(/\/regulator\/cases\//);
  const caseId = new URL(nora.url()).pathname.split('/').at(-1)!;
  await nora.getByRole('heading', { level: 1, name: /^Case/ }).waitFor();

  await press('w');
  await fillDialog('Maker', 'Yours?');
  await answer(maker, caseId, 'The number is ours, once.');
  await answer(otherPharmacy, caseId, 'A patient brought it.');
  await nora.reload();
  await nora.getByText('The number is ours, once.').waitFor();
  await nora.getByText('A patient brought it.').waitFor();
  await press('c');
  await fillDialog('Confirmed falsified', 'A copy.');
  await nora.getByText('Closed', { exact: true }).first().waitFor();

  await press('e');
  const link = nora.getByRole('link', { name: /^Evidence of/ });
  await link.waitFor();
  expect(await violations(nora, ALL)).toEqual([]);
  await link.focus();
  const [download] = await Promise.all([nora.waitForEvent('download'), press('Enter')]);
  const text = await readFile(await download.path(), 'utf8');
  const folder = await mkdtemp(join(tmpdir(), 'case-'));
  try {
    const file = join(folder, 'bundle.json');
    await writeFile(file, text);
    const bundle = JSON.parse(text) as { chain: { contracts: object }; incident: { closingCode: string } };
    expect(bundle.incident.closingCode).toBe('CONFIRMED_FALSIFIED');
    const contracts = Object.values(bundle.chain.contracts).join();
    // The anchor takes a block or two.
    await expect.poll(() => check(file, contracts), { timeout: 60_000, interval: 500 }).toBe(0);
    await writeFile(file, text.replace('"closingNote":"A copy."', '"closingNote":"No copy."'));
    expect(await check(file, contracts)).toBe(1);
  } finally {
    await rm(folder, { recursive: true });
  }
  const after = await rateOf('DUPLICATE_DISPENSE');
  expect([after.closed - before.closed, after.confirmed - before.confirmed]).toEqual([1, 1]);
});

const nameOf = (code: string): string => `${lot.number} …${serialOf(code).slice(-4)}`;
const chosen = ['1 incident chosen', '2 incidents chosen'];

/** Goes through the queue until the pack's incident is the one that is read. */
async function walkTo(code: string): Promise<void> {
  const rows = nora.locator('button[aria-pressed]');
  const read = () => rows.evaluateAll((all) => all.findIndex((row) => row.ariaPressed === 'true'));
  const name = nameOf(code);
  await rows.filter({ hasText: name }).waitFor();
  for (;;) {
    const at = await read();
    const to = (await rows.allTextContents()).findIndex((text) => text.includes(name));
    if (at === to) return;
    await nora.keyboard.press(at < to ? 'j' : 'k');
    await expect.poll(read).not.toBe(at);
  }
}

it('a regulator closes several incidents together, chosen by keys', async () => {
  const codes = lot.codes.slice(1, 3);
  const ids: string[] = [];
  for (const code of codes) ids.push((await untilAlerted(regulator, code, 'DUPLICATE_DISPENSE')).incident.id);
  await nora.goto(`${inject('portal')}/regulator/incidents?incident=${ids[0]}`);
  for (const [at, code] of codes.entries()) {
    await walkTo(code);
    await press('x');
    await nora.getByRole('status').filter({ hasText: chosen[at]! }).waitFor();
  }
  await press('c');
  await nora.getByRole('dialog', { name: 'Close 2 incidents with 2 alerts' }).waitFor();
  await fillDialog('Procedure at the pharmacy', 'Read twice.');
  await nora.getByRole('status').filter({ hasText: '2 incidents are closed.' }).waitFor();
  for (const id of ids) {
    const { incident } = await regulator.ask<{ incident: object }>(
      'query ($id: ID!) { incident(id: $id) { status closingCode closingNote } }',
      { id },
    );
    const closed = { status: 'CLOSED', closingCode: 'PHARMACY_PROCEDURE', closingNote: 'Read twice.' };
    expect(incident).toEqual(closed);
  }
});

it('a regulator narrows the queue by words and asks about several incidents at once, by keyboard alone', async () => {
  const codes = lot.codes.slice(3);
  const ids: string[] = [];
  for (const code of codes) ids.push((await untilAlerted(regulator, code, 'DUPLICATE_DISPENSE')).incident.id);
  await nora.goto(`${inject('portal')}/regulator/incidents`);
  const rows = nora.locator('button[aria-pressed]');
  const field = nora.getByRole('textbox', { name: 'Place, rule, lot or serial number' });
  await rows.first().waitFor();
  const narrow = async (words: string) => {
    await press('/');
    await field.and(nora.locator(':focus')).waitFor();
    await nora.keyboard.type(words, { delay: 120 });
    await nora.keyboard.press('Enter');
  };
  await narrow(serialOf(codes[0]!));
  await expect.poll(() => rows.allTextContents()).toEqual([expect.stringContaining(nameOf(codes[0]!))]);
  // The next words stand in place of the last.
  await narrow(lot.number);
  const { incidents } = await regulator.ask<{ incidents: { totalCount: number } }>(
    'query ($text: String!) { incidents(status: OPEN, words: [{ text: $text, rules: [] }]) { totalCount } }',
    { text: lot.number },
  );
  await expect.poll(() => rows.count()).toBe(incidents.totalCount);
  expect(await rows.filter({ hasText: lot.number }).count()).toBe(incidents.totalCount);
  for (const [at, code] of codes.entries()) {
    await walkTo(code);
    await press('x');
    await nora.getByRole('status').filter({ hasText: chosen[at]! }).waitFor();
  }
  await press('w');
  await nora.getByRole('dialog', { name: 'Ask about 2 incidents' }).waitFor();
  await sendDialog('Pharmacy or wholesaler', 'Whose packs?');
  const result = nora.getByRole('dialog', { name: 'What became of it' });
  await result.getByText('The question was asked about 2 of 2.').waitFor();
  await press('Enter');
  await result.waitFor({ state: 'detached' });
  for (const id of ids) {
    const { incident } = await regulator.ask<{ incident: object }>(
      'query ($id: ID!) { incident(id: $id) { case { status asked entries { kind text } } } }',
      { id },
    );
    expect(incident).toMatchObject({
      case: {
        status: 'WAITING',
        asked: 'SITE',
        entries: expect.arrayContaining([{ kind: 'QUESTION', text: 'Whose packs?' }]) as unknown,
      },
    });
  }
});
