import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { registerLot, type RegisteredLot } from './acts.js';
import { launchBrowser, signedIn } from './browser.js';
import { cast } from './cast.js';
import { recallLot } from './goods-acts.js';
import { openLabelForm } from './goods-screens.js';

/** Enough to be stopped in the middle; ten thousand come in labels.screens.spec.ts. */
const MANY = 2_000;
let browser: Browser;
let page: Page;
let lot: RegisteredLot;

beforeAll(async () => {
  browser = await launchBrowser();
  const { maker } = await cast('maker');
  lot = await registerLot(maker, MANY);
  page = await signedIn(browser, 'maria@northwind.example');
}, 240_000);
afterAll(() => browser.close());

describe('many labels', () => {
  it('come with their progress, and can be stopped', async () => {
    await openLabelForm(page, lot.lotId);
    await page.getByLabel('Number of labels').fill(String(MANY));
    await page.getByText('Print at 100 %').waitFor();
    await page.getByRole('button', { name: 'Make the labels' }).click();
    const progress = page.getByRole('status').filter({ hasText: 'of 2,000 labels' });
    await progress.filter({ hasText: /^[1-9][\d,]* of/ }).waitFor();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByText('Stopped. No file was saved.').waitFor();
  });

  it('are not made for a recalled lot', async () => {
    const { maker, secondOfMaker } = await cast('maker', 'secondOfMaker');
    const stopped = await registerLot(maker, 3);
    await recallLot(maker, secondOfMaker, stopped);
    await openLabelForm(page, stopped.lotId);
    await page.getByRole('button', { name: 'Make the labels' }).click();
    await page.getByRole('alert').filter({ hasText: 'no labels are made for it any more' }).waitFor();
  });
});
