import type { Browser, Page } from 'playwright-core';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { launchBrowser, signedIn } from './browser.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** A device with a fingerprint reader that always says yes. */
async function withAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

const open = (page: Page, path: string) => page.goto(`${inject('portal')}${path}`);
const signOut = async (page: Page) => {
  await page.context().clearCookies({ name: 'custodia_access' });
  await page.context().clearCookies({ name: 'custodia_refresh' });
  await open(page, '/sign-in');
};

test('a regulator adds a passkey and an app, signs in with each, and takes both away again', async () => {
  const page = await signedIn(browser, 'david@authority.example');
  await withAuthenticator(page);
  await open(page, '/security');

  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Blue key');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('rowheader', { name: 'Blue key' }).waitFor();

  await page.getByRole('button', { name: 'Set up an app' }).click();
  const written = page.getByRole('dialog').locator('[translate=no]');
  await written.waitFor();
  const secret = Secret.fromBase32((await written.innerText()).replaceAll(/\s/g, ''));
  const shown = (later: number) => new TOTP({ secret }).generate({ timestamp: Date.now() + later * 30_000 });
  // The code of the half minute before: the present one is for the sign-in below.
  await page.getByLabel('Code that the app shows now').fill(shown(-1));
  await page.getByRole('button', { name: 'Confirm' }).click();
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await codes.first().waitFor();
  expect(await codes.count()).toBe(10);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('10 recovery codes are left.').waitFor();

  await signOut(page);
  await page.getByLabel('Email').fill('david@authority.example');
  await page.getByLabel('Password').first().fill('custodia-demo');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('textbox', { name: 'Code' }).fill(shown(0));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.waitForURL((url) => url.pathname.startsWith('/regulator'));

  await signOut(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.waitForURL((url) => url.pathname.startsWith('/regulator'));

  await open(page, '/security');
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('Not set up').waitFor();
  await page.getByRole('button', { name: 'Remove Blue key' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('No passkey yet').waitFor();
  await page.context().close();
});
