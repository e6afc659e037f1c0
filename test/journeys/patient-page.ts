import { inject } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { listed } from './listed.js';

/** The demo's patient, whose record has entries, readers and a log. */
const PATIENT = { email: 'grace@patient.example', passphrase: 'harvest-lantern-copper-meadow' };

/** The demo's patient at a browser of their own; the record is closed, and no screen is open yet. */
export async function patientSignedIn(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce' });
  const page = await context.newPage();
  const portal = inject('portal');
  const answer = await context.request.post(`${portal}/graphql`, {
    headers: { origin: portal },
    data: {
      query: listed('SignInPatient'),
      variables: { input: { email: PATIENT.email, password: 'custodia-demo' } },
    },
  });
  const { data } = (await answer.json()) as { data?: unknown };
  if (!data) throw new Error(`The patient was not let in: ${await answer.text()}`);
  return page;
}

/** Opens the record in a page that has just been loaded: its keys lie in the page's memory alone. */
export async function openTheRecord(page: Page): Promise<void> {
  const secret = page.locator('input[name="secret"]');
  await secret.fill(PATIENT.passphrase);
  await secret.press('Enter');
  // The five places stand beside an open record only.
  await page.locator('nav a[href="/patient/log"]').waitFor();
}
