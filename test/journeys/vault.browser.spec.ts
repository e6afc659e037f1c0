import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveModules, type ServedModules } from '../served-modules.js';
import { launchBrowser } from './browser.js';

let served: ServedModules;
let browser: Browser;
beforeAll(async () => {
  served = await serveModules('journeys/vault-page.mjs');
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await served.close();
});

it('a record is made, sealed, granted, released and read in a browser', async () => {
  const page = await browser.newPage();
  await page.goto(served.url);
  await page.waitForFunction('globalThis.outcome !== undefined');
  const outcome = await page.evaluate<Record<string, unknown>>('globalThis.outcome');
  const body = { resourceType: 'MedicationDispense', text: 'Größe' };
  expect(outcome).toMatchObject({ own: body, read: body, alone: 'TOO_FEW_SHARES' });
});
