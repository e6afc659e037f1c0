import type { Page } from 'playwright-core';
import { press } from './goods-screens.js';

/** One Enter for all that lies there, and the ledger's word on it. */
export async function enterAndConfirm(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button }).and(page.locator(':enabled')).waitFor();
  await press(page, 'Enter');
  await page.getByText('The ledger has confirmed every pack.').waitFor();
}

/** Chooses the ground on which packs are given. */
export async function chooseBasis(page: Page, basis: string): Promise<void> {
  await page
    .getByRole('radiogroup', { name: 'Basis of the supply' })
    .getByText(basis, { exact: true })
    .click();
}
