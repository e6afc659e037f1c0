import type { Browser, Page } from 'playwright-core';
import { Secret, TOTP } from 'otpauth';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { launchBrowser, signedIn } from './browser.js';
import { Client, newKey, until } from './client.js';

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
  // The next one is for the sign-in below: neither gets too old while the browser sends it.
  await page.getByLabel('Code that the app shows now').fill(shown(0));
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
  await page.getByRole('textbox', { name: 'Code' }).fill(shown(1));
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

/** The five minutes after a proof are over. */
async function notFresh(email: string): Promise<void> {
  const database = new pg.Client({ connectionString: inject('databaseUrl') });
  await database.connect();
  await database.query(
    `UPDATE session SET fresh_until = now() - interval '1 minute' WHERE user_id = (SELECT id FROM app_user WHERE email = $1)`,
    [email],
  );
  await database.end();
}

/** What software of the site is answered that sends this key along. */
async function answerTo(key: string): Promise<number | string> {
  const answer = await fetch(`${inject('portal')}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query: '{ lots(first: 1) { totalCount } }' }),
  });
  const { data, errors } = (await answer.json()) as {
    data?: { lots: { totalCount: number } } | null;
    errors?: { extensions: { code: string } }[];
  };
  return data ? data.lots.totalCount : (errors?.[0]?.extensions.code ?? answer.status);
}

test('somebody who is invited comes in with a passkey alone, and lets software in, renews its key and shuts it out', async () => {
  const email = `new-${newKey()}@northwind.example`;
  const { invitePerson } = await (
    await Client.signedIn('maria@northwind.example')
  ).ask<{ invitePerson: { link: string } }>(
    'mutation ($input: InvitePersonInput!) { invitePerson(input: $input) { link } }',
    { input: { email, duties: ['people.manage'] } },
  );
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  await withAuthenticator(page);
  await page.goto(invitePerson.link);
  await page.getByLabel('Your name').fill('Nia Passkey');
  await page.getByRole('button', { name: 'Make my account with a passkey' }).click();
  await page.waitForURL((url) => url.pathname.startsWith('/manufacturer'));

  await signOut(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.waitForURL((url) => url.pathname.startsWith('/manufacturer'));

  await notFresh(email);
  await open(page, '/security');
  await page.getByText('You sign in with passkeys alone.').waitFor();
  await page.getByRole('button', { name: 'Set up an app' }).click();
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  const written = page.getByRole('dialog').locator('[translate=no]');
  await written.waitFor();
  const secret = Secret.fromBase32((await written.innerText()).replaceAll(/\s/g, ''));
  await page.getByLabel('Code that the app shows now').fill(new TOTP({ secret }).generate());
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').nth(9).waitFor();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('10 recovery codes are left.').waitFor();
  await page.getByRole('button', { name: 'Set a password' }).click();
  await page.getByLabel('New password', { exact: true }).fill('violet lantern under ferns');
  await page.getByLabel('New password again').fill('violet lantern under ferns');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Change password' }).waitFor();

  await open(page, '/people');
  await page.getByRole('button', { name: 'Let software in' }).click();
  const dialog = page.getByRole('dialog');
  const name = `Warehouse system ${Date.now() % 100_000}`;
  await dialog.getByLabel('What it is and where it runs').fill(name);
  await dialog.getByRole('checkbox', { name: 'See lots and runs' }).check();
  await dialog.getByRole('button', { name: 'Let it in' }).click();
  const copied = async () => {
    const shown = await dialog.locator('[translate=no]').innerText();
    await dialog.getByRole('button', { name: 'Copy' }).click();
    const kept = await page.evaluate(() => navigator.clipboard.readText());
    expect(kept).toBe(shown);
    await dialog.getByRole('button', { name: 'I have it' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain(kept);
    return kept;
  };
  const first = await copied();
  expect(await answerTo(first)).toBeGreaterThan(0);

  await page.getByRole('button', { name: `New key for ${name}` }).click();
  await dialog.getByRole('button', { name: 'Make the key' }).click();
  const second = await copied();
  // Both are good while the software changes over.
  expect([await answerTo(first), await answerTo(second)]).not.toContain('UNAUTHENTICATED');
  await page.getByRole('button', { name: `Revoke the key ${first.slice(0, 16)}…` }).click();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await dialog.waitFor({ state: 'detached' });
  await until(
    () => answerTo(first),
    (answer) => answer === 'UNAUTHENTICATED',
  );
  expect(await answerTo(second)).toBeGreaterThan(0);
  await page.getByRole('button', { name: `Shut out ${name}` }).click();
  await dialog.getByRole('button', { name: 'Shut out' }).click();
  await page.getByText(name, { exact: true }).waitFor({ state: 'detached' });
  expect(await answerTo(second)).toBe('UNAUTHENTICATED');
  await context.close();
});
