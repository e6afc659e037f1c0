import { GS, calibrationElements, formatElementString, type EmulatedScanner } from '@custodia/gs1';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { launchBrowser, signedIn } from './browser.js';
import { readDrawn } from './drawn-code.js';
import { BETWEEN_SCANS_MS, scan } from './mock-scanner.js';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  page = await signedIn(browser, 'nora@authority.example');
});
afterAll(() => browser.close());
beforeEach(async () => {
  await page.goto(`${inject('portal')}/scanner`);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
});

const CALIBRATION = `]d2${formatElementString(calibrationElements)}`;
const PACK = `]d20109501101530003172812311${'0LOTyZ7'}${GS}21A1b2-Zy`;
const shown = (text: string) => text.replaceAll(GS, '\u241d');

async function scanned(text: string, scanner: EmulatedScanner = {}): Promise<void> {
  await page.waitForTimeout(BETWEEN_SCANS_MS);
  await scan(page, text, { end: 'Enter', ...scanner });
}
/** A scan that a busy machine cuts into pieces is refused, and made again. */
async function scannedUntil(
  seen: Locator | ((url: URL) => boolean),
  scanning: () => Promise<void>,
): Promise<void> {
  const wait = (timeout: number) =>
    typeof seen === 'function' ? page.waitForURL(seen, { timeout }) : seen.waitFor({ timeout });
  for (let attempt = 0; attempt < 4; attempt++) {
    await scanning();
    const found = await wait(5_000).then(
      () => true,
      () => false,
    );
    if (found) return;
  }
  await wait(5_000);
}

const test = () => page.getByRole('status').filter({ hasText: 'Came by' });

describe('the test page', () => {
  it('shows what arrived, and that nothing is to be improved', async () => {
    const facts = ['medicine pack', 'keyboard', 'sent as Ctrl and ]', 'Enter or Tab', 'Nothing to improve.'];
    const right = facts.reduce((seen, fact) => seen.filter({ hasText: fact }), test());
    await scannedUntil(right.getByText(shown(PACK), { exact: true }), () => scanned(PACK));
    for (const fact of facts) expect(await test().textContent()).toContain(fact);
  });

  it('a scanner that drops the separator is told what to turn on, and given the code to try it with', async () => {
    await scannedUntil(test().getByText('Turn on the separator (GS, FNC1) in the scanner.'), () =>
      scanned(PACK.slice(3), { separator: 'none' }),
    );
    const drawn = test().getByRole('img', { name: 'A pack code to test with' });
    expect(await readDrawn(drawn)).toBe(PACK);
    await scannedUntil(test().getByText('Nothing to improve.'), async () => scanned(await readDrawn(drawn)));
  });

  it.each([
    ['no identifier', PACK.slice(3), {}, 'Turn on AIM identifiers in the scanner.'],
    ['an unknown keyboard', PACK, { scanner: 'fr' }, 'calibrate the scanner: two scans.'],
    ['no line end', PACK, { end: undefined }, 'Turn on the Enter suffix in the scanner.'],
    ['a shop code', ']E09501101530003', {}, 'Scan the square code beside batch and expiry.'],
    [
      'an advertising link',
      ']Q1https://example.com/win',
      {},
      'It holds a link or a text, but no batch and serial.',
    ],
  ] as [string, string, EmulatedScanner, string][])('%s', async (_, text, scanner, advice) => {
    await scannedUntil(test().getByText(advice), () => scanned(text, scanner));
  });
});

describe('the wizard of two scans', () => {
  it('teaches a scanner of another keyboard, says what is wrong on the way, and can be undone', async () => {
    const hungarian: EmulatedScanner = { scanner: 'hu', computer: 'us' };
    await scannedUntil(
      test().getByText('could be', { exact: false }).or(test().getByText('calibrate')).first(),
      () => scanned(PACK, hungarian),
    );
    await page.getByRole('button', { name: 'Calibrate', exact: true }).click();
    expect(await readDrawn(page.getByRole('img', { name: 'Calibration code' }))).toBe(CALIBRATION);

    await scannedUntil(
      page.getByRole('alert').getByText('Caps Lock is on. Turn it off, then scan again.'),
      () => scanned(CALIBRATION, { ...hungarian, caps: true }),
    );
    await scannedUntil(page.getByRole('alert').getByText('Turn on the separator (GS, FNC1)'), () =>
      scanned(CALIBRATION, { ...hungarian, separator: 'none' }),
    );
    await scannedUntil(page.getByRole('alert').getByText('What arrived is not the calibration code.'), () =>
      scanned(PACK, hungarian),
    );
    await scannedUntil(page.getByText('Now turn Caps Lock on and scan it again.'), () =>
      scanned(CALIBRATION, hungarian),
    );
    await scannedUntil(page.getByRole('alert').getByText('Caps Lock is still off.'), () =>
      scanned(CALIBRATION, hungarian),
    );
    const name = page.getByLabel('Name of the scanner');
    await scannedUntil(name, () => scanned(CALIBRATION, { ...hungarian, caps: true }));
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved. Scans are read by this calibration.').waitFor();

    // It is this device's from now on.
    await page.reload();
    const kept = page.getByRole('listitem').filter({ hasText: 'Learned' });
    await kept.getByText('In use').waitFor();
    for (const caps of [false, true]) {
      await page.goto(`${inject('portal')}/regulator/trace`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await scannedUntil(
        (url) => url.searchParams.get('serial') === 'A1b2-Zy',
        () => scanned(PACK, { ...hungarian, caps }),
      );
    }

    await page.goto(`${inject('portal')}/scanner`);
    await kept.getByRole('button', { name: 'Forget' }).click();
    await page.getByText('None yet.').waitFor();
    await scannedUntil(test().getByText('not readable'), () => scanned(PACK, hungarian));
  });
});

it('the mock scanner of the page sends key presses like one in the hand', async () => {
  const mock = page
    .getByRole('region', { name: 'Try it without a scanner' })
    .or(page.locator('section').filter({ hasText: 'Try it without a scanner' }))
    .last();
  await page.waitForTimeout(BETWEEN_SCANS_MS);
  await mock.getByLabel('Caps Lock on').check();
  await scannedUntil(test().getByText(shown(PACK), { exact: true }), async () => {
    await page.waitForTimeout(BETWEEN_SCANS_MS);
    await mock.getByRole('button', { name: 'Scan', exact: true }).click();
  });
  expect(await test().textContent()).toContain('Caps Lock is on. The scan was read right all the same.');
});

/** Headless browsers have no virtual HID devices: the device is ours, its descriptor and reports are those of real ones. */
function plugIn(): void {
  const item = (usages: number[], reportSize: number, reportCount: number) => ({
    usages,
    reportSize,
    reportCount,
  });
  const items = [
    item([0x0001003b], 8, 1),
    item([0x008c00fb, 0x008c00fc, 0x008c00fd], 8, 3),
    item([0x008c00fe], 8, 56),
    item([], 8, 2),
    item([0x008c00ff], 1, 1),
    item([], 1, 7),
  ];
  let allowed: unknown[] = [];
  const device = Object.assign(new EventTarget(), {
    productName: 'Counter scanner',
    opened: false,
    collections: [{ usagePage: 0x8c, usage: 2, inputReports: [{ reportId: 2, items }], children: [] }],
    open: async () => void (device.opened = true),
    close: async () => void (device.opened = false),
    forget: async () => void (allowed = []),
  });
  const hid = Object.assign(new EventTarget(), {
    getDevices: async () => allowed,
    requestDevice: async () => (allowed = [device]),
  });
  Object.defineProperty(navigator, 'hid', { value: hid, configurable: true });
  Object.assign(window, { device });
}

/** A report as the device sends it: length, identifier, data, "more follows". */
function report(text: string, more = false): Promise<void> {
  return page.evaluate(
    ([data, follows]) => {
      const bytes = new Uint8Array(63);
      bytes[0] = data.length;
      bytes.set(new TextEncoder().encode(']d2'), 1);
      bytes.set(new TextEncoder().encode(data), 4);
      bytes[62] = follows ? 1 : 0;
      const event = Object.assign(new Event('inputreport'), {
        reportId: 2,
        data: new DataView(bytes.buffer),
      });
      (window as unknown as { device: EventTarget }).device.dispatchEvent(event);
    },
    [text, more] as const,
  );
}

it('a scanner in HID mode is connected by a click, and hands over whole codes', async () => {
  await page.addInitScript(plugIn);
  await page.reload();
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByText('Counter scanner is connected.').waitFor();
  const long = `${PACK}${GS}240${'X'.repeat(30)}`;
  await report(long.slice(3, 59), true);
  await report(long.slice(59));
  await test().getByText(shown(long), { exact: true }).waitFor();
  await report(PACK.slice(3));
  await test().getByText(shown(PACK), { exact: true }).waitFor();
  expect(await test().textContent()).toContain('HID mode');
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await page.getByRole('button', { name: 'Connect', exact: true }).waitFor();
});
