import {
  GS,
  calibrationElements,
  emulateScanner,
  formatElementString,
  layoutNames,
  type EmulatedScanner,
  type Stroke,
} from '@custodia/gs1';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, signedIn } from './browser.js';
import { BETWEEN_SCANS_MS, play, quiet } from './mock-scanner.js';

/** What the keys of the letters type, in the order of the US layout's A to Z; the rest as there. */
const LETTERS_OF: Record<string, string> = {
  gr: 'αβψδεφγηιξκλμνοπ;ρστθωςχυζ',
  ru: 'фисвуапршолдьтщзйкыегмцчня',
};
/** Computers of the sites: those of which we have a table, the two alphabets that are not Latin, and Poland (as US). */
const COMPUTERS = ['us', 'de', 'fr', 'be', 'ch-de', 'cz', 'gr', 'ru', 'tr', 'hu', 'es', 'pl'];
const SEPARATORS = ['ctrl', 'f8', 'alt'] as const;

function strokesOn(computer: string, text: string, scanner: EmulatedScanner): Stroke[] {
  const known = layoutNames.includes(computer);
  const letters = LETTERS_OF[computer];
  return emulateScanner(text, { ...scanner, computer: known ? computer : 'us' }).map((stroke) => {
    const letter = letters?.charAt(stroke.code.charCodeAt(3) - 0x41);
    if (!/^Key[A-Z]$/.test(stroke.code) || !letter) return stroke;
    return { ...stroke, key: stroke.shift === stroke.caps ? letter : letter.toUpperCase() };
  });
}

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  page = await scannerPage();
});
afterAll(() => browser.close());

/** Y and Z, A, Q and W, both cases, digits and signs: what other keyboards type for them is another serial. */
const packOf = (serial: string) => `]d20109501101530003172812311${'0LOTyZ7'}${GS}21${serial}`;

/** Control characters as the screen shows them. */
const shown = (text: string) => text.replaceAll(GS, '\u241d');

/** In a text field every computer; elsewhere the keys are the same, and a few will do. */
const FOCUSES = [
  ['a text field', COMPUTERS],
  ['a button', ['us', 'fr', 'gr']],
  ['nothing', ['us', 'cz', 'ru']],
] as const;
type Focus = (typeof FOCUSES)[number][0];

/** The scanner's page, with a field to write into: it asks for a calibrated scanner's name. */
async function scannerPage(): Promise<Page> {
  const page = await signedIn(browser, 'nora@authority.example');
  await page.goto(`${inject('portal')}/scanner`);
  await page.getByRole('button', { name: 'Calibrate', exact: true }).click();
  const calibration = `]d2${formatElementString(calibrationElements)}`;
  const skip = page.getByRole('button', { name: 'Skip this' });
  for (let attempt = 0; attempt < 4 && (await skip.count()) === 0; attempt++) {
    await page.waitForTimeout(BETWEEN_SCANS_MS);
    await play(page, strokesOn('us', calibration, { end: 'Enter' }));
    await page.waitForTimeout(3 * BETWEEN_SCANS_MS);
  }
  await skip.click();
  await page.getByLabel('Name of the scanner').fill('typed by hand');
  return page;
}

async function focusOn(focus: Focus): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  if (focus === 'a text field') {
    await page.getByLabel('Name of the scanner').focus();
    await page.keyboard.press('Home');
  } else if (focus === 'a button') await page.getByRole('button', { name: 'Save', exact: true }).focus();
  await page.waitForTimeout(BETWEEN_SCANS_MS);
}

/** After a scan nothing counts for so long. */
const BLANK_MS = 200;

/** A scan that a busy machine cuts into pieces may be refused, and is made again; another text is never shown. */
async function read(text: string, strokes: readonly Stroke[], before: string): Promise<void> {
  const result = page.getByRole('status').filter({ hasText: 'Came by' });
  for (let attempt = 0; attempt < 4; attempt++) {
    await quiet(page, BLANK_MS);
    await play(page, strokes);
    const seen = () => result.filter({ hasText: shown(text) });
    for (let look = 0; look < 20 && (await seen().count()) === 0; look++) await page.waitForTimeout(25);
    const found = (await result.count()) > 0 ? ((await result.textContent()) ?? '') : '';
    if (found.includes(shown(text))) return;
    expect(found === '' || found.includes(shown(before)) || found.includes('Could be'), found).toBe(true);
  }
  throw new Error(`not read: ${shown(text)}`);
}

describe('a scanner set to the US keyboard is read on any computer', () => {
  it.each(
    FOCUSES.flatMap(([focus, computers]) => [false, true].map((caps) => [focus, caps, computers] as const)),
  )('with the focus on %s, Caps Lock on: %s', async (focus, caps, computers) => {
    await focusOn(focus);
    const focused = await page.evaluateHandle(() => document.activeElement);
    let before = '';
    for (const [number, computer] of computers.entries()) {
      // Each of them under each computer is a matter of tables, in scan-decoder.spec.ts.
      const separator = SEPARATORS[(number + Number(caps)) % SEPARATORS.length]!;
      const text = packOf(`aAqQzZ${number}-wWyY_${separator}`);
      await read(text, strokesOn(computer, text, { caps, separator, end: 'Enter' }), before);
      before = text;
    }
    // Neither field nor button noticed anything of it.
    expect(await page.getByLabel('Name of the scanner').inputValue()).toBe('typed by hand');
    expect(await page.evaluate((element) => document.activeElement === element, focused)).toBe(true);
  });
});
