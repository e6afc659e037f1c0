import { GS, type EmulatedScanner } from '@custodia/gs1';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, signedIn } from './browser.js';
import { scan } from './mock-scanner.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const pack = (serial: string) => `]d20109501101530003172812311${'0LOTyZ7'}${GS}21${serial}`;
const SHOP_CODE = ']E09501101530003';

/** A scan that a busy machine cuts into pieces is refused, and made again; it is never another pack. */
async function traced(page: Page, serial: string, scanner: EmulatedScanner): Promise<void> {
  const before = new URL(page.url()).searchParams.get('serial');
  const now = () => new URL(page.url()).searchParams.get('serial');
  for (let attempt = 0; attempt < 5 && now() === before; attempt++) {
    const field = page.getByLabel('Serial');
    await field.fill('typed by hand');
    await field.press('Home');
    // Nobody presses a key within the burst of a scanner.
    await page.waitForTimeout(400);
    await scan(page, pack(serial), scanner);
    for (let wait = 0; wait < 30 && now() === before; wait++) await page.waitForTimeout(100);
  }
  expect(now()).toBe(serial);
}

/** All layouts are in scanner-layouts.browser.spec.ts; here it is another screen and what it makes of the scan. */
const COMPUTERS = ['us', 'fr', 'hu'];
const SEPARATORS = ['ctrl', 'f8'] as const;

describe('a scanner set to the US keyboard', () => {
  it('is read on computers of other layouts, Caps Lock on or off, with the cursor in a field', async () => {
    const page = await signedIn(browser, 'nora@authority.example');
    // On a device that knows its scanner, a scan that a busy machine cuts off is told by its missing line end.
    await page.addInitScript(() => localStorage.setItem('custodia.scanner.lineEnd', 'known'));
    await page.goto(`${inject('portal')}/regulator/trace`);
    for (const [index, computer] of COMPUTERS.entries())
      for (const caps of [false, true]) {
        const serial = `Az${index}-Wy${caps ? 'on' : 'off'}`;
        await traced(page, serial, {
          computer,
          caps,
          end: 'Enter',
          separator: SEPARATORS[index % 2] ?? 'ctrl',
        });
        expect(new URL(page.url()).searchParams.get('lot')).toBe('LOTyZ7');
      }
  });
});

describe('a scan', () => {
  it('leaves a text field and its selection as they were', async () => {
    const page = await signedIn(browser, 'lena@harbor.example');
    await page.goto(`${inject('portal')}/pharmacy/scan`);
    const field = page.getByLabel('Paste a code');
    await field.fill('half a code');
    await field.evaluate((input: HTMLInputElement) => input.setSelectionRange(5, 6));
    await scan(page, SHOP_CODE);
    await page.getByText('That is the shop code').waitFor();
    const state = await field.evaluate((input: HTMLInputElement) => [
      input.value,
      input.selectionStart,
      input.selectionEnd,
      document.activeElement === input,
    ]);
    expect(state).toEqual(['half a code', 5, 6, true]);
  });

  it('presses neither the focused button nor a key of the card', async () => {
    const page = await signedIn(browser, 'lena@harbor.example');
    await page.goto(`${inject('portal')}/pharmacy/scan`);
    await page.getByText('Scan a pack to check it').waitFor();
    const asked = await page.evaluate(() => document.activeElement?.tagName);
    expect(asked).not.toBe('BUTTON');
    await page.getByRole('button', { name: 'Type it instead' }).focus();
    // On the scan desk H opens the four fields, Enter would press the button.
    await scan(page, SHOP_CODE.replace(']E0', 'HHH'));
    // A code that comes right after another is taken for the scanner's own repetition.
    await page.waitForTimeout(600);
    await scan(page, SHOP_CODE);
    await page.getByText('That is the shop code').waitFor();
    await page.waitForTimeout(600);
    expect(await page.getByText('Type the four fields').count()).toBe(0);
  });

  it('keeps out of fields for passwords and PINs', async () => {
    const page = await signedIn(browser, 'lena@harbor.example');
    await page.goto(`${inject('portal')}/pharmacy/supplies`);
    await page.getByRole('button', { name: /operator menu/ }).click();
    await page.getByRole('menuitem', { name: /PIN/ }).click();
    const dialog = page.getByRole('dialog');
    const password = dialog.getByLabel('Your password');
    await password.fill('half a password');
    const boxes = dialog.locator('input[type=password]');
    const written = () =>
      boxes.evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
    await boxes.nth(1).click();
    await page.keyboard.type('718', { delay: 120 });
    const before = await written();
    const mutations: string[] = [];
    page.on('request', (request) => {
      if (/mutation/i.test(request.postData() ?? '')) mutations.push(request.url());
    });
    // A code of digits would fill the six boxes of the PIN, Enter would save it; letters would take digits out of it.
    for (const field of [boxes.nth(1), boxes.nth(2), password, boxes.nth(4)])
      for (const code of [pack('A1'), SHOP_CODE, SHOP_CODE.slice(3)]) {
        await field.focus();
        await page.waitForTimeout(600);
        await scan(page, code);
        await page.getByText('field for a password or PIN').waitFor();
        expect(await written()).toEqual(before);
        expect(await field.evaluate((one) => document.activeElement === one)).toBe(true);
      }
    await page.waitForTimeout(600);
    await page.keyboard.type('281', { delay: 120 });
    expect(await written()).toEqual(['half a password', '7', '1', '8', '2', '8', '1']);
    expect(mutations).toEqual([]);
    expect(await dialog.count()).toBe(1);
  });

  it('signs nobody in, whatever has the focus', async () => {
    const page = await browser.newPage({ locale: 'en-US' });
    await page.goto(`${inject('portal')}/sign-in`);
    const demo = page.getByRole('button', { name: /Harbor/ }).first();
    await demo.waitFor();
    const mutations: string[] = [];
    page.on('request', (request) => {
      if (/mutation/i.test(request.postData() ?? '')) mutations.push(request.url());
    });
    const refused = page.getByRole('alert').filter({ hasText: 'That was a scan.' });
    for (const button of [demo, page.getByRole('button', { name: 'Sign in', exact: true })]) {
      await button.focus();
      await page.waitForTimeout(600);
      await scan(page, pack('A1'));
      await refused.waitFor();
      await page.getByRole('alert').getByRole('button').click();
      await refused.waitFor({ state: 'detached' });
    }
    // Nor is anything written, wherever the cursor stands: what was there stays, the caret too.
    const [email, password] = [page.getByLabel('Email'), page.getByLabel('Password').first()];
    await email.fill('lena@harbor.example');
    await password.fill('half a password');
    const written = () => Promise.all([email, password].map((field) => field.inputValue()));
    for (const field of [email, password])
      for (const code of [
        pack('A1'),
        pack('A1').slice(3),
        SHOP_CODE,
        SHOP_CODE.slice(3),
        ']Q1https://example.com',
      ]) {
        await field.focus();
        await page.waitForTimeout(600);
        await scan(page, code);
        await refused.waitFor();
        expect(await written()).toEqual(['lena@harbor.example', 'half a password']);
        expect(await field.evaluate((one) => document.activeElement === one)).toBe(true);
      }
    expect(mutations).toEqual([]);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await page.close();
  });

  it('is not what a password manager types as fast: it signs in', async () => {
    const page = await browser.newPage({ locale: 'en-US' });
    await page.goto(`${inject('portal')}/sign-in`);
    await page.getByRole('button', { name: 'Sign in', exact: true }).and(page.locator(':enabled')).waitFor();
    await page.getByLabel('Email').focus();
    await page.keyboard.type('lena@harbor.example');
    await page.keyboard.press('Tab');
    await page.keyboard.type('custodia-demo');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname.startsWith('/pharmacy'));
    await page.close();
  });

  it('leads from another screen to the scan desk', async () => {
    const page = await signedIn(browser, 'lena@harbor.example');
    await page.goto(`${inject('portal')}/pharmacy/supplies`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await scan(page, pack('A1'));
    await page.waitForURL((url) => url.pathname === '/pharmacy/scan');
    await page.getByRole('status').getByText('A1', { exact: true }).waitFor();
  });
});
