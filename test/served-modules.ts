import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** The libraries as they are built, without a bundler: what runs is what Node runs. */
const IMPORTS = {
  '@custodia/vault': '/libs/vault/dist/index.js',
  '@custodia/vault/nodes': '/libs/vault/dist/nodes/index.js',
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

export interface ServedModules {
  /** A page that runs the module. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a page that runs one module of this folder, and hands on `/nodes/N/…` as the portal does. */
export async function serveModules(
  module: string,
  nodes: readonly { readonly url: string }[] = [],
): Promise<ServedModules> {
  const page = `<!doctype html><script type="importmap">${JSON.stringify({ imports: IMPORTS })}</script>
<script type="module" src="/test/${module}"></script>`;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/') return void response.setHeader('content-type', 'text/html').end(page);
    const [, number, path] = /^\/nodes\/(\d)(\/.*)$/.exec(pathname) ?? [];
    const node = nodes[Number(number) - 1];
    if (node) return handOn(request, response, node.url + path! + search);
    const file = await readFile(ROOT + pathname.slice(1)).catch(() => undefined);
    if (!file) return void response.writeHead(404).end();
    response.setHeader('content-type', 'text/javascript').end(file);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function handOn(request: IncomingMessage, response: ServerResponse, url: string): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const body = new Uint8Array(Buffer.concat(parts));
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, request.method === 'POST' ? { method: 'POST', body, headers } : {});
  response.writeHead(answer.status, headers).end(Buffer.from(await answer.arrayBuffer()));
}
