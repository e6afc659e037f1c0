import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { registerLot, type RegisteredLot } from './acts.js';
import { launchBrowser, signedIn } from './browser.js';
import { Client } from './client.js';
import { packContainer } from './goods-acts.js';
import { installCamera, isOn, refuseCamera, show, torchOf, unplug, type CameraView } from './mock-camera.js';
import { scan } from './mock-scanner.js';

/** How a pack may lie before the camera. */
const VIEWS: [string, CameraView][] = [
  ['straight', {}],
  ...[17, 45, 90, 133, 180, 222, 270, 318].map((degrees): [string, CameraView] => [
    `turned by ${degrees} degrees`,
    { degrees },
  ]),
  ['out of focus', { filter: 'blur(2px)' }],
  ['badly lit, with low contrast', { filter: 'contrast(0.3) brightness(0.6)' }],
  ['printed light on dark', { filter: 'invert(1)' }],
  ['seen from the side', { slant: 0.18 }],
  ['seen from the side, turned, a little out of focus', { slant: 0.12, degrees: 31, filter: 'blur(1px)' }],
];

let browser: Browser;
let maker: Client;
let lot: RegisteredLot;
let page: Page;
const foreign: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  maker = await Client.signedIn('maria@northwind.example');
  lot = await registerLot(maker, VIEWS.length + 3);
  page = await signedIn(browser, 'lena@harbor.example');
  await installCamera(page.context());
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== inject('portal') && !/^(?:data|blob):$/.test(url.protocol))
      foreign.push(request.url());
  });
});
afterAll(() => browser.close());

/** The picture of a label that the API draws. */
async function pictureOf(path: string): Promise<string> {
  const answer = await maker.fetch(path);
  expect(answer.status).toBe(200);
  return `data:image/png;base64,${Buffer.from(await answer.arrayBuffer()).toString('base64')}`;
}
const labelOf = (index: number) => pictureOf(`/lots/runs/${lot.runId}/label.png?index=${index}`);

const shown = (code: string) => code.replaceAll('\u001d', '\u241d');
const camera = () => page.getByRole('region', { name: 'Camera' });
const openCamera = () => page.getByRole('button', { name: 'Camera', exact: true }).first().click();

/** Pictures are decoded by the browser, on the machine that runs everything else. */
const PATIENT = { timeout: 90_000 };

describe('the camera reads a pack', () => {
  beforeAll(async () => {
    await page.goto(`${inject('portal')}/scanner`);
    await openCamera();
    await camera().waitFor();
  });

  it.each(VIEWS.map(([name, view], index) => [name, view, index] as const))('%s', async (_, view, index) => {
    await show(page, { ...view, code: await labelOf(index) });
    await page.getByText(shown(lot.codes[index]!), { exact: true }).waitFor(PATIENT);
    expect(await page.getByRole('status').filter({ hasText: 'Came by' }).textContent()).toContain('camera');
  });

  it('with a carton’s bar code beside it', async () => {
    const sscc = await packContainer(maker, 'CARTON', { ranges: [{ runId: lot.runId, from: 0, to: 2 }] });
    const index = VIEWS.length;
    await show(page, {
      code: await labelOf(index),
      beside: await pictureOf(`/files/containers/${sscc}/label.png`),
    });
    await page.getByText(shown(lot.codes[index]!), { exact: true }).waitFor(PATIENT);
    // The carton's own label counts when it is what is held there: as wide as the picture, for a bar code of 20 digits has 156
    // modules, and a camera that sees less than two pixels of each reads some numbers and not others.
    await show(page, { code: await pictureOf(`/files/containers/${sscc}/label.png`), wide: 600 });
    await page.getByText(`]C100${sscc}`, { exact: true }).waitFor(PATIENT);
  });

  it('says how well it is printed', async () => {
    await show(page, { code: await labelOf(VIEWS.length + 1) });
    await camera()
      .getByText(/of the error correction to spare/)
      .waitFor();
  });

  it('with the light, where the camera has one', async () => {
    await camera().getByRole('button', { name: 'Light on' }).click();
    await camera().getByRole('button', { name: 'Light off' }).click();
    await camera().getByRole('button', { name: 'Light on' }).waitFor();
    expect(await torchOf(page)).toEqual([true, false]);
  });

  it('and asks nobody beyond this site for anything', () => {
    expect(foreign).toEqual([]);
  });
});

it('the same pack before camera and scanner is one scan', async () => {
  const checks: string[] = [];
  page.on('request', (request) => {
    const body = request.postData() ?? '';
    if (body.includes('"data"') && body.includes(lot.number)) checks.push(body);
  });
  await page.goto(`${inject('portal')}/pharmacy/scan`);
  await page.getByText('Scan a pack to check it').waitFor();
  await openCamera();
  await camera().waitFor();
  const index = VIEWS.length + 2;
  await scan(page, lot.codes[index]!);
  await show(page, { code: await labelOf(index) });
  await camera()
    .getByText(/of the error correction to spare/)
    .waitFor();
  await page
    .getByRole('status')
    .or(page.getByRole('alert'))
    .filter({ hasText: lot.number })
    .first()
    .waitFor();
  expect(checks).toHaveLength(1);
  await camera().getByRole('button', { name: 'Close the camera' }).click();
});

it('says what to do when it finds no code for long', async () => {
  await page.goto(`${inject('portal')}/scanner`);
  await openCamera();
  await camera().waitFor();
  await camera()
    .getByRole('status')
    .filter({ hasText: 'No code found yet. Hold the pack still' })
    .waitFor(PATIENT);
  await show(page, { code: await labelOf(0) });
  await camera()
    .getByText(/of the error correction to spare/)
    .waitFor(PATIENT);
});

it('says that it was unplugged, reads no more from its last picture, and starts again', async () => {
  await page.goto(`${inject('portal')}/scanner`);
  await openCamera();
  await camera().waitFor();
  await show(page, { code: await labelOf(0) });
  await page.getByText(shown(lot.codes[0]!), { exact: true }).waitFor(PATIENT);
  const workers = page.workers().length;
  await unplug(page);
  await camera().getByRole('alert').filter({ hasText: 'The camera was disconnected.' }).waitFor();
  expect(await camera().locator('video').count()).toBe(0);
  expect(await camera().getByRole('button', { name: /Light/ }).count()).toBe(0);
  await expect.poll(() => page.workers().length).toBe(workers - 1);

  await camera().getByRole('button', { name: 'Close the camera' }).click();
  await openCamera();
  await show(page, { code: await labelOf(1) });
  await page.getByText(shown(lot.codes[1]!), { exact: true }).waitFor(PATIENT);
  expect(await isOn(page)).toBe(true);
  await camera().getByRole('button', { name: 'Close the camera' }).click();
  await expect.poll(() => isOn(page)).toBe(false);
});

describe('without a picture it is said why, and what to do', () => {
  it.each([
    ['NotAllowedError', 'The camera is not allowed here. Allow it in the browser'],
    ['NotFoundError', 'No camera was found. Connect one, or type the four fields.'],
    ['NotReadableError', 'Another program uses the camera. Close that program'],
    ['SecurityError', 'Browsers give the camera to secure pages only.'],
  ])('%s', async (name, words) => {
    await page.goto(`${inject('portal')}/scanner`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await refuseCamera(page, name);
    await openCamera();
    await camera().getByRole('alert').filter({ hasText: words }).waitFor();
  });
});
