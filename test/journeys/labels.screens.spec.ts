import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerLot, type RegisteredLot } from './acts.js';
import { launchBrowser, signedIn } from './browser.js';
import { cast } from './cast.js';
import { openLabelForm } from './goods-screens.js';

const MOST = 10_000;
/** Ten thousand codes are drawn by the browser, on the machine that runs everything else. */
const WHOLE_MS = 360_000;
/** The file itself is larger; what grows here is what the screen keeps. */
const FLAT_BYTES = 16 * 2 ** 20;

let browser: Browser;
let page: Page;
let lot: RegisteredLot;

beforeAll(async () => {
  browser = await launchBrowser();
  const { maker } = await cast('maker');
  lot = await registerLot(maker, MOST);
  page = await signedIn(browser, 'maria@northwind.example');
}, 240_000);
afterAll(() => browser.close());

/** What the scripts of the page hold, after what they dropped was collected. */
async function heapOf(shown: Page): Promise<number> {
  const tools = await shown.context().newCDPSession(shown);
  await tools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await tools.send('Runtime.getHeapUsage');
  await tools.detach();
  return usedSize;
}

describe('ten thousand labels', () => {
  it('come whole, and the screen holds none of them while they come', async () => {
    await openLabelForm(page, lot.lotId);
    await page.getByLabel('Number of labels').fill(String(MOST));
    const whole = page.waitForEvent('download', { timeout: WHOLE_MS });
    await page.getByRole('button', { name: 'Make the labels' }).click();
    const progress = page.getByRole('status').filter({ hasText: 'of 10,000 labels' });
    await progress.filter({ hasText: /^[1-9][\d,]* of/ }).waitFor({ timeout: WHOLE_MS });
    const atFirst = await heapOf(page);
    const download = await whole;
    expect((await heapOf(page)) - atFirst).toBeLessThan(FLAT_BYTES);
    expect(await download.failure()).toBeNull();
    const file = await readFile(await download.path(), 'latin1');
    // 24 labels on a page; each draws its own serial.
    expect(file.split('/Type /Page\n').length - 1).toBe(Math.ceil(MOST / 24));
    expect(file.trimEnd().endsWith('%%EOF')).toBe(true);
    await progress.waitFor({ state: 'detached' });
  }, 400_000);
});
