import { freePort, startChain, type RunningChain } from '@custodia/embedded';
import { ChainUnreachable } from '@custodia/ledger';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectSettledOnce } from '../../../testing/ledger-agreement.js';
import { openLedgerBench, supply, type BenchRun, type LedgerBench } from '../../../testing/ledger-bench.js';
import { Chain } from '../chain/chain.js';
import { findConsortium, WrongChain } from '../chain/consortium.js';
import { sqlOf } from '../sql.js';

let folder: string;
let port: number;
let chain: RunningChain;
let ledger: LedgerBench;
let run: BenchRun;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'custodia-chain-down-'));
  port = await freePort();
  chain = await startChain({ dataDir: folder, port });
  ledger = await openLedgerBench({ chain });
  run = await ledger.stockedRun(10);
});
afterAll(async () => {
  await ledger.close();
  await chain.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('says which chain it was led to when that is not the one of its database', async () => {
  const stranger = await startChain({ chainId: 4711 });
  const found = findConsortium(sqlOf(ledger.database), new Chain(stranger.url));
  await expect(found).rejects.toBeInstanceOf(WrongChain);
  await expect(found).rejects.toThrow(/leads to chain 4711, but this database belongs to chain 31337/);
  await stranger.stop();
});

it('keeps operations while the chain is down, and carries them out once it is back', async () => {
  await chain.stop();
  const ids = await ledger.enqueue(supply(run, 1), supply(run, 2));
  await expect(ledger.turn()).rejects.toBeInstanceOf(ChainUnreachable);
  await expect(ledger.pipeline.indexer.round()).rejects.toBeInstanceOf(ChainUnreachable);
  expect(await ledger.operation(ids[0] ?? '')).toEqual({ status: 'PENDING', reason: null });

  chain = await startChain({ dataDir: folder, port });
  await ledger.settle();
  await expectSettledOnce(ledger, ids);
});

it('sends again what the chain took and lost before it was in a block', async () => {
  const ids = await ledger.enqueue(supply(run, 3));
  await chain.stop();
  chain = await startChain({ dataDir: folder, port, mining: 3_600 });
  await ledger.turn();
  expect(await ledger.sql(`SELECT 1 FROM ledger_transaction WHERE status = 'SENT'`)).toHaveLength(1);
  await ledger.rpc('anvil_dropAllTransactions');
  await chain.stop();

  chain = await startChain({ dataDir: folder, port });
  await ledger.pipeline.broadcaster.resendOverdue(0);
  await ledger.settle();
  await expectSettledOnce(ledger, ids);
});
