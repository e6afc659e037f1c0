import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, signedIn } from './browser.js';
import { Client } from './client.js';
import { HARMLESS, poisonAnswers, poisoned, settled, whatBecameOfTexts } from './poison.js';
import { SCREENS, type Screen } from './screens.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const pages = new Map<string, Page>();
async function pageOf(email: string | undefined): Promise<Page> {
  const known = pages.get(email ?? '');
  if (known) return known;
  const page = email ? await signedIn(browser, email) : await (await browser.newContext()).newPage();
  await poisonAnswers(page);
  pages.set(email ?? '', page);
  return page;
}

async function addressOf({ route, email, address }: Screen): Promise<string> {
  return address ? address(email ? await Client.signedIn(email) : new Client()) : route;
}

describe('texts of people stay texts', () => {
  let shown = 0;

  it.each(SCREENS.map((screen) => [`${screen.route} of ${screen.email ?? 'a stranger'}`, screen] as const))(
    'on %s',
    async (_, screen) => {
      const page = await pageOf(screen.email);
      await page.goto(inject('portal') + (await addressOf(screen)));
      await settled(page);
      const found = await whatBecameOfTexts(page);
      shown += found.texts;
      expect(found).toMatchObject(HARMLESS);
    },
  );

  it('of many fields, and they were seen', () => {
    expect(poisoned.size).toBeGreaterThan(40);
    expect(shown).toBeGreaterThan(100);
  });
});
