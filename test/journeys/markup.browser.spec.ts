import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchBrowser, signedIn } from './browser.js';
import { Client } from './client.js';
import { HARMLESS, poisonAnswers, poisoned, settled, whatBecameOfTexts } from './poison.js';
import { SCREENS, type Screen } from './screens.js';

// Each kind of screen once, whichever role has it, and without loading a page anew: that is markup.screens.spec.ts.

/** What two roles have under the same name, both draw with the same parts. */
const kindOf = ({ route }: Screen) =>
  route.replace(/^\/(manufacturer|distributor|pharmacy|regulator)(?=\/)/, '');
const KINDS = [
  ...new Map(
    SCREENS.filter(({ email }) => email !== undefined)
      .toReversed()
      .map((screen) => [kindOf(screen), screen] as const),
  ).values(),
];
const PEOPLE = [...new Set(KINDS.map(({ email }) => email!))];

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** As a link of the portal leads there, but for the first of a page. */
async function goTo(page: Page, address: string): Promise<void> {
  const portal = inject('portal');
  if (!page.url().startsWith(portal)) await page.goto(portal + address);
  else
    await page.evaluate(
      (to) => (window as unknown as { next: { router: { push(to: string): void } } }).next.router.push(to),
      address,
    );
  await page.waitForURL(portal + address, { waitUntil: 'commit' });
  await settled(page);
}

/** What was wrong, screen by screen, and how many texts were seen. */
async function walk(email: string): Promise<{ wrong: Record<string, unknown>; texts: number }> {
  const [page, client] = [await signedIn(browser, email), await Client.signedIn(email)];
  await poisonAnswers(page);
  const wrong: Record<string, unknown> = {};
  let texts = 0;
  for (const { route, address } of KINDS.filter((screen) => screen.email === email)) {
    await goTo(page, address ? await address(client) : route);
    const { texts: here, ...found } = await whatBecameOfTexts(page);
    texts += here;
    if (JSON.stringify(found) !== JSON.stringify(HARMLESS)) wrong[route] = found;
  }
  await page.context().unrouteAll({ behavior: 'ignoreErrors' });
  await page.context().close();
  return { wrong, texts };
}

it('whatever text the API gives out stays a text on every kind of screen', async () => {
  expect(KINDS.length).toBeGreaterThan(40);
  let seen = 0;
  for (const email of PEOPLE) {
    const { wrong, texts } = await walk(email);
    expect([email, wrong]).toEqual([email, {}]);
    seen += texts;
  }
  expect(poisoned.size).toBeGreaterThan(40);
  expect(seen).toBeGreaterThan(100);
});
