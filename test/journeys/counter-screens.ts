import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { openScreen, press, scanAll } from './goods-screens.js';

/** Puts a prescription and packs on the counter. */
export async function onTheCounter(page: Page, token: string, codes: readonly string[]): Promise<void> {
  await openScreen(page, '/pharmacy/basket');
  await scanAll(page, [token]);
  await page.getByText('Ada Example').waitFor();
  await scanAll(page, codes);
}

/** One Enter for all that lies there, and the ledger's word on it. */
export async function enterAndConfirm(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button }).and(page.locator(':enabled')).waitFor();
  await press(page, 'Enter');
  await page.getByText('The ledger has confirmed every pack.').waitFor();
}

/** Chooses the ground on which packs are given. */
export async function chooseBasis(page: Page, basis: string): Promise<void> {
  const bases = page.getByRole('radiogroup', { name: 'Basis of the supply' });
  // As a person does who sees that it did not take: a recall that comes in above moves what is being pressed.
  await expect
    .poll(async () => {
      await bases.getByText(basis, { exact: true }).click();
      return bases.getByRole('radio', { name: basis, exact: true }).isChecked();
    })
    .toBe(true);
}

/** Brings the focus to a control by Tab alone. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    const label = await page.evaluate(() => {
      const { activeElement } = document;
      if (!(activeElement instanceof HTMLElement)) return '';
      const labelled =
        activeElement instanceof HTMLInputElement ? activeElement.labels?.[0]?.textContent : '';
      return activeElement.getAttribute('aria-label') ?? (labelled || activeElement.textContent) ?? '';
    });
    if (label.trim().startsWith(name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${name}`);
}
