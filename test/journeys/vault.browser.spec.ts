import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from './browser.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The libraries as they are built, without a bundler: what runs is what Node runs. */
const IMPORTS = {
  '@custodia/vault': '/libs/vault/dist/index.js',
  '@custodia/merkle': '/libs/merkle/dist/index.js',
  '#sha256': '/libs/merkle/dist/sha256-browser.js',
  '@custodia/ledger/codes': '/libs/ledger/dist/codes.js',
  '@custodia/ledger/consents': '/libs/ledger/dist/consents.js',
  '@hpke/common': '/node_modules/@hpke/common/esm/mod.js',
  '@hpke/core': '/node_modules/@hpke/core/esm/mod.js',
  '@noble/hashes/': '/node_modules/@noble/hashes/',
  canonicalize: '/node_modules/canonicalize/lib/canonicalize.js',
  ethers: '/node_modules/ethers/dist/ethers.js',
  'hash-wasm': '/node_modules/hash-wasm/dist/index.esm.js',
  'shamir-secret-sharing': '/node_modules/shamir-secret-sharing/esm/index.js',
  'shamir-secret-sharing/csprng': '/node_modules/shamir-secret-sharing/esm/csprng.js',
};

const PAGE = `<!doctype html><script type="importmap">${JSON.stringify({ imports: IMPORTS })}</script>
<script type="module" src="/test/journeys/vault-page.mjs"></script>`;

let server: Server;
let browser: Browser;
beforeAll(async () => {
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === '/') {
      response.setHeader('content-type', 'text/html').end(PAGE);
      return;
    }
    readFile(ROOT + path.slice(1)).then(
      (file) => response.setHeader('content-type', 'text/javascript').end(file),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  server.close();
});

it('a record is made, sealed, granted, released and read in a browser', async () => {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction('globalThis.outcome !== undefined');
  const outcome = await page.evaluate<Record<string, unknown>>('globalThis.outcome');
  const body = { resourceType: 'MedicationDispense', text: 'Größe' };
  expect(outcome).toMatchObject({ own: body, read: body, alone: 'TOO_FEW_SHARES' });
});
