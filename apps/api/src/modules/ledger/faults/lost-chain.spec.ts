import { freePort, startChain, type RunningChain } from '@custodia/embedded';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, it } from 'vitest';
import { expectAgreement, expectSettledOnce } from '../../../testing/ledger-agreement.js';
import { openLedgerBench, supply, type LedgerBench } from '../../../testing/ledger-bench.js';

let folder: string;
let port: number;
let chain: RunningChain;
let ledger: LedgerBench;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'custodia-lost-chain-'));
  port = await freePort();
  chain = await startChain({ dataDir: folder, port });
  ledger = await openLedgerBench({ chain });
});
afterEach(async () => {
  await ledger.close();
  await chain.stop();
  rmSync(folder, { recursive: true, force: true });
});

const state = () => join(folder, 'state.json');
const copy = () => join(folder, 'older-state.json');

async function killChain(): Promise<void> {
  // Who started it, its guard, and the node itself.
  const [, , node] = readFileSync(join(folder, 'anvil.pid'), 'utf8').split('\n');
  process.kill(Number(node), 'SIGKILL');
  await chain.ended;
}

it('brings a chain that was killed and has lost its last blocks to where it was', async () => {
  const run = await ledger.stockedRun(100);
  await chain.stop();
  copyFileSync(state(), copy());
  chain = await startChain({ dataDir: folder, port });
  const ids: string[] = [];
  for (const index of [3, 4, 50, 51]) {
    ids.push(...(await ledger.enqueue(supply(run, index))));
    await ledger.settle();
  }

  await killChain();
  copyFileSync(copy(), state());
  chain = await startChain({ dataDir: folder, port });
  await ledger.recover();
  await expectSettledOnce(ledger, ids);
  await expectAgreement(ledger);
});

it('brings back a chain that has lost everything, contracts included', async () => {
  const run = await ledger.stockedRun(100);
  const ids = await ledger.enqueue(supply(run, 3), supply(run, 4));
  await ledger.settle();

  await killChain();
  for (const file of [state(), `${state()}.previous`]) rmSync(file, { force: true });
  chain = await startChain({ dataDir: folder, port });
  await ledger.recover();
  await expectSettledOnce(ledger, ids);
  await expectAgreement(ledger);
});
