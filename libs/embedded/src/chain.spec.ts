import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startChain, type RunningChain } from './chain.js';
import { rpc } from './rpc.js';

let folder: string;
const running: RunningChain[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'custodia-chain-spec-'));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((chain) => chain.stop()));
  rmSync(folder, { recursive: true, force: true });
});

const start = async (options = {}) => {
  const chain = await startChain(options);
  running.push(chain);
  return chain;
};
const send = ({ url, accounts }: RunningChain, nonce: number, data = '0x') =>
  rpc<string>(url, 'eth_sendTransaction', [
    {
      from: accounts[0]?.address,
      to: accounts[1]?.address,
      value: '0x1',
      nonce,
      data,
      gas: '0x20000',
      gasPrice: '0x0',
    },
  ]);
const sendAndWait = async (chain: RunningChain, nonce: number) => {
  const hash = await send(chain, nonce);
  await expect.poll(() => rpc(chain.url, 'eth_getTransactionReceipt', [hash])).not.toBeNull();
  return hash;
};
const mined = async ({ url, accounts }: RunningChain) =>
  Number(await rpc<string>(url, 'eth_getTransactionCount', [accounts[0]?.address, 'latest']));

test('a taken port is refused before anything is started', async () => {
  const other = createServer();
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
  const { port } = other.address() as { port: number };
  await expect(startChain({ dataDir: folder, port })).rejects.toMatchObject({
    code: 'PORT_TAKEN',
    message: expect.stringContaining(`port ${port}`),
  });
  other.close();
});

test('a damaged state file is refused with its name', async () => {
  writeFileSync(join(folder, 'state.json'), '{"block":');
  await expect(startChain({ dataDir: folder })).rejects.toMatchObject({
    code: 'DATA_FOLDER_BROKEN',
    message: expect.stringContaining(folder),
  });
});

test('a folder that another run uses is refused', async () => {
  await start({ dataDir: folder });
  await expect(startChain({ dataDir: folder })).rejects.toMatchObject({ code: 'DATA_FOLDER_IN_USE' });
});

test('a chain in a folder goes on where it stopped, with its blocks and receipts', async () => {
  const before = await start({ dataDir: folder });
  const hash = await sendAndWait(before, 0);
  const receipt = await rpc(before.url, 'eth_getTransactionReceipt', [hash]);
  await before.stop();

  const after = await start({ dataDir: folder });
  expect(await rpc(after.url, 'eth_getTransactionReceipt', [hash])).toEqual(receipt);
  await sendAndWait(after, 1);
  expect(await mined(after)).toBe(2);
});

test('a chain without a folder starts from nothing and leaves nothing', async () => {
  const first = await start();
  await sendAndWait(first, 0);
  const second = await start();
  expect(await mined(second)).toBe(0);
  expect(second.url).not.toBe(first.url);
});

test('an idle chain mines no blocks', async () => {
  const chain = await start();
  await sendAndWait(chain, 0);
  await rpc(chain.url, 'txpool_status');
  expect(Number(await rpc<string>(chain.url, 'eth_blockNumber'))).toBe(1);
});

test('its twenty accounts can send, at no cost', async () => {
  const chain = await start();
  expect(chain.accounts).toHaveLength(20);
  const hash = await sendAndWait(chain, 0);
  expect(await rpc(chain.url, 'eth_getTransactionReceipt', [hash])).toMatchObject({
    status: '0x1',
    effectiveGasPrice: '0x0',
  });
});

test.each(['batched', 'instant'])(
  'all transactions sent at once are mined, when mining is %s',
  async (mining) => {
    const chain = await start({ mining });
    const data = `0x${'ab'.repeat(2_000)}`;
    for (let nonce = 0; nonce < 400; nonce += 50) {
      await Promise.all(Array.from({ length: 50 }, (_, index) => send(chain, nonce + index, data)));
    }
    await expect.poll(() => mined(chain), { timeout: 30_000 }).toBe(400);
  },
);

test('the state file is replaced as a whole: what a crash left half-written is ignored', async () => {
  const before = await start({ dataDir: folder });
  await sendAndWait(before, 0);
  await before.stop();
  writeFileSync(join(folder, 'state.json.unfinished'), 'half');

  const after = await start({ dataDir: folder });
  expect(await mined(after)).toBe(1);
  truncateSync(join(folder, 'state.json'), 0);
  await sendAndWait(after, 1);
  await after.stop();
  expect(await mined(await start({ dataDir: folder }))).toBe(2);
});
