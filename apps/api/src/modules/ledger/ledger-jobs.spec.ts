import { freePort, startChain, type RunningChain } from '@custodia/embedded';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLedgerBench, supply, type BenchRun, type LedgerBench } from '../../testing/ledger-bench.js';
import { expectSettledOnce } from '../../testing/ledger-agreement.js';
import { Metrics } from '../../platform/metrics/index.js';
import { IndexJob } from './index.job.js';
import { LedgerStatusReader } from './ledger-status.js';
import { LedgerModule } from './ledger.module.js';
import { SubmitJob } from './submit.job.js';

let folder: string;
let port: number;
let chain: RunningChain;
let ledger: LedgerBench;
let run: BenchRun;
const stop = new AbortController();
let jobs: Promise<unknown>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'custodia-jobs-'));
  port = await freePort();
  chain = await startChain({ dataDir: folder, port });
  ledger = await openLedgerBench({ chain, imports: [LedgerModule] });
  run = await ledger.stockedRun(20);
  jobs = Promise.all([ledger.get(SubmitJob).run(stop.signal), ledger.get(IndexJob).run(stop.signal)]);
});
afterAll(async () => {
  stop.abort();
  await jobs;
  await ledger.close();
  await chain.stop();
  rmSync(folder, { recursive: true, force: true });
});

const status = () => ledger.get(LedgerStatusReader).read();
const statusOf = async (id = '') => (await ledger.operation(id)).status;

it('carries an operation to the ledger by itself', async () => {
  const ids = await ledger.enqueue(supply(run, 1));
  await expect.poll(() => statusOf(ids[0])).toBe('CONFIRMED');
  await expectSettledOnce(ledger, ids);
  expect(await status()).toMatchObject({
    reachable: true,
    chainId: '31337',
    pendingOperations: 0,
    lagSeconds: null,
  });
});

it('counts that the chain went back, and sends again what it lost', async () => {
  const ids = await ledger.enqueue(supply(run, 3));
  await expect.poll(() => statusOf(ids[0])).toBe('CONFIRMED');
  await ledger.rpc('anvil_reorg', 1, []);
  await expect.poll(() => ledger.get(Metrics).text()).toContain('custodia_indexer_rollbacks_total 1\n');
  await expect.poll(() => statusOf(ids[0])).toBe('CONFIRMED');
  await expectSettledOnce(ledger, ids);
});

it('says that the chain is away, keeps what is asked for, and goes on when it is back', async () => {
  await chain.stop();
  const ids = await ledger.enqueue(supply(run, 2));
  await expect.poll(status).toMatchObject({
    reachable: false,
    chainId: null,
    headBlock: null,
    pendingOperations: 1,
  });
  expect(await statusOf(ids[0])).toBe('PENDING');

  chain = await startChain({ dataDir: folder, port });
  await expect.poll(() => statusOf(ids[0])).toBe('CONFIRMED');
  await expect.poll(status).toMatchObject({ reachable: true, pendingOperations: 0 });
});
