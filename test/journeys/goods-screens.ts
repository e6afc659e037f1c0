import type { Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { AFTER_A_SCAN_MS, BETWEEN_SCANS_MS, quiet, scan } from './mock-scanner.js';

/** Nobody pulls the trigger so soon after a key of the keyboard, or before the screen is awake. */
const BEFORE_SCANS_MS = 700;

export async function openScreen(page: Page, path: string): Promise<void> {
  await page.goto(`${inject('portal')}${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** The form of a lot for labels. */
export async function openLabelForm(page: Page, lotId: string): Promise<void> {
  await openScreen(page, `/manufacturer/lots/${lotId}`);
  await page.getByRole('button', { name: 'Print labels' }).click();
}

/** One code after the other, each at a person's pace. */
export async function scanAll(page: Page, codes: readonly string[]): Promise<void> {
  await page.waitForTimeout(BEFORE_SCANS_MS);
  for (const code of codes) {
    await quiet(page, BETWEEN_SCANS_MS);
    await scan(page, code);
  }
  // What is typed or pressed right behind a scan is taken for a part of it: no hand is as quick.
  await quiet(page, AFTER_A_SCAN_MS);
}

/** Presses a key as a person does, some time after the last scan. */
export async function press(page: Page, key: string): Promise<void> {
  await quiet(page, AFTER_A_SCAN_MS);
  await page.keyboard.press(key);
}

/** Chooses from a list that is searched by typing, by the keyboard alone. */
export async function choose(page: Page, field: string, text: string): Promise<void> {
  const box = page.getByRole('combobox', { name: field, exact: true });
  await box.click();
  // The list looks for its active option once it is open; a person's first letter comes later.
  await page.getByRole('option').first().waitFor();
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
  await box.fill(text);
  const first = page.locator('[role=option][data-combobox-selected]').filter({ hasText: text });
  await first.waitFor();
  await box.press('Enter');
  await first.waitFor({ state: 'hidden' });
  expect(await box.inputValue()).toContain(text);
}

/** What a scanner reads off a logistic label: GS1-128, AI 00. */
export const labelOf = (sscc: string): string => `]C100${sscc}`;

/** Until the ledger has all that the screen shows. */
export async function confirmedOnScreen(page: Page): Promise<void> {
  await page.getByText('Confirmed', { exact: true }).first().waitFor();
  await page.getByText('Saved, not confirmed').first().waitFor({ state: 'hidden' });
}
