import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startChain, type RunningChain } from '../src/chain.js';
import { rpc } from '../src/rpc.js';
import { processesOf, startOwner, untilGone } from './killing.js';

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
const pidFile = () => join(folder, 'anvil.pid');
const send = async (url: string, nonce: number, data = '0x') => {
  const [from, to] = await rpc<string[]>(url, 'eth_accounts');
  return rpc<string>(url, 'eth_sendTransaction', [
    { from, to, value: '0x1', nonce, data, gas: '0x20000', gasPrice: '0x0' },
  ]);
};
const sendAndWait = async (url: string, nonce: number) => {
  const hash = await send(url, nonce);
  await expect.poll(() => rpc(url, 'eth_getTransactionReceipt', [hash])).not.toBeNull();
  return hash;
};
/** The newest block of the state that was saved: the first is saved after a second, whatever is in it. */
const savedBlock = () => {
  const file = join(folder, 'state.json');
  if (!existsSync(file)) return undefined;
  return Number((JSON.parse(readFileSync(file, 'utf8')) as { block: { number: string } }).block.number);
};
const mined = async (url: string) => {
  const [sender] = await rpc<string[]>(url, 'eth_accounts');
  return Number(await rpc<string>(url, 'eth_getTransactionCount', [sender, 'latest']));
};

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
    message: expect.stringMatching(/state\.json: the file is damaged.*npm start -- --reset/s),
  });
});

test.each(['', '{"block":'])(
  'a state that was cut off, as "%s", gives way to the one before',
  async (rest) => {
    const before = await start({ dataDir: folder });
    await sendAndWait(before.url, 0);
    await expect.poll(savedBlock).toBe(1);
    await sendAndWait(before.url, 1);
    await before.stop();
    writeFileSync(join(folder, 'state.json'), rest);

    const after = await start({ dataDir: folder });
    expect(await mined(after.url)).toBe(1);
    expect(existsSync(join(folder, 'state.json.damaged'))).toBe(true);
    await sendAndWait(after.url, 1);
  },
);

const obstacles = [
  { obstacle: 'a place that cannot be written', code: 'DATA_FOLDER_FORBIDDEN', make: mkdirSync },
  ...(existsSync('/dev/full')
    ? [{ obstacle: 'a full disk', code: 'DISK_FULL', make: (path: string) => symlinkSync('/dev/full', path) }]
    : []),
];
test.each(obstacles)('$obstacle is told when the chain stops, and it does stop', async ({ code, make }) => {
  const chain = await startChain({ dataDir: folder });
  make(join(folder, 'state.json.unfinished'));
  await sendAndWait(chain.url, 0);
  await expect(chain.stop()).rejects.toMatchObject({ code });
  await chain.ended;
});

test('a folder that another run uses is refused', async () => {
  await start({ dataDir: folder });
  await expect(startChain({ dataDir: folder })).rejects.toMatchObject({ code: 'DATA_FOLDER_IN_USE' });
});

test('a chain in a folder goes on where it stopped, with its blocks and receipts', async () => {
  const before = await start({ dataDir: folder });
  const hash = await sendAndWait(before.url, 0);
  const receipt = await rpc(before.url, 'eth_getTransactionReceipt', [hash]);
  await before.stop();

  const after = await start({ dataDir: folder });
  expect(await rpc(after.url, 'eth_getTransactionReceipt', [hash])).toEqual(receipt);
  await sendAndWait(after.url, 1);
  expect(await mined(after.url)).toBe(2);
});

test('a chain without a folder starts from nothing and leaves nothing', async () => {
  const first = await start();
  await sendAndWait(first.url, 0);
  const second = await start();
  expect(await mined(second.url)).toBe(0);
  expect(second.url).not.toBe(first.url);
});

test('an idle chain mines no blocks', async () => {
  const chain = await start();
  await sendAndWait(chain.url, 0);
  await rpc(chain.url, 'txpool_status');
  expect(Number(await rpc<string>(chain.url, 'eth_blockNumber'))).toBe(1);
});

test('its twenty accounts can send, at no cost', async () => {
  const chain = await start();
  expect(chain.accounts).toHaveLength(20);
  const hash = await sendAndWait(chain.url, 0);
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
      await Promise.all(Array.from({ length: 50 }, (_, index) => send(chain.url, nonce + index, data)));
    }
    await expect.poll(() => mined(chain.url)).toBe(400);
  },
);

test('the state file is replaced as a whole: what a crash left half-written is ignored', async () => {
  const before = await start({ dataDir: folder });
  await sendAndWait(before.url, 0);
  await before.stop();
  writeFileSync(join(folder, 'state.json.unfinished'), 'half');

  const after = await start({ dataDir: folder });
  expect(await mined(after.url)).toBe(1);
  truncateSync(join(folder, 'state.json'), 0);
  await sendAndWait(after.url, 1);
  await after.stop();
  expect(await mined((await start({ dataDir: folder })).url)).toBe(2);
});

test('it ends when its owner is killed with -9, and the next start has what was saved', async () => {
  const owner = await startOwner('startChain', { dataDir: folder });
  const { server } = processesOf(pidFile());
  await sendAndWait(owner.url, 0);
  await expect.poll(savedBlock).toBe(1);
  await owner.kill();

  expect(await mined((await start({ dataDir: folder })).url)).toBe(1);
  await untilGone(server);
});

test('an orphan, whose guard was killed as well, is stopped by the next start', async () => {
  const owner = await startOwner('startChain', { dataDir: folder });
  const { server, guard } = processesOf(pidFile());
  process.kill(guard, 'SIGKILL');
  await owner.kill();

  await start({ dataDir: folder });
  await untilGone(server);
});

test('a process id that belongs to another program by now does not stop the next start', async () => {
  writeFileSync(pidFile(), `${process.pid}\n${process.pid}\n${process.pid}\n`);
  await start({ dataDir: folder });
});

test('when the node itself is killed its owner learns it, and the next start has what was saved', async () => {
  const chain = await start({ dataDir: folder });
  await sendAndWait(chain.url, 0);
  await expect.poll(savedBlock).toBe(1);
  process.kill(processesOf(pidFile()).server, 'SIGKILL');
  await chain.ended;
  expect(chain.output()).toContain('ended by itself (SIGKILL)');
  expect(await mined((await start({ dataDir: folder })).url)).toBe(1);
});
