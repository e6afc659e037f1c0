import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DeathPoint } from '../../../testing/doomed-worker.js';
import { expectAgreement, expectSettledOnce } from '../../../testing/ledger-agreement.js';
import { openLedgerBench, supply, type BenchRun, type LedgerBench } from '../../../testing/ledger-bench.js';

let ledger: LedgerBench;
let run: BenchRun;
let next = 0;
beforeAll(async () => {
  ledger = await openLedgerBench();
  run = await ledger.stockedRun(1_000);
});
afterAll(() => ledger.close());

const WORKER = fileURLToPath(new URL('../../../testing/doomed-worker.ts', import.meta.url));
const PROJECT = fileURLToPath(new URL('../../../../tsconfig.json', import.meta.url));

/** Runs a worker until it dies. @returns the signal that ended it, and what it said */
async function runUntilDeath(deathPoint: DeathPoint): Promise<{ signal: unknown; said: string }> {
  const { accounts } = ledger.pipeline;
  const worker = spawn(
    process.execPath,
    [
      ...['--import', '@swc-node/register/esm-register', '--conditions', 'custodia-source', WORKER],
      ...[ledger.databaseUrl, ledger.chain.url, deathPoint],
      ...['operator', 'regulator', 'proposer', 'approver'].map(
        (name) => accounts.find((account) => account.name === name)?.key ?? '',
      ),
    ],
    {
      env: { ...process.env, SWC_NODE_PROJECT: PROJECT },
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: 110_000,
    },
  );
  let said = '';
  worker.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const [, signal] = (await once(worker, 'exit')) as [unknown, unknown];
  return { signal, said };
}

const hashes = () => ledger.sql<{ hash: Buffer }>('SELECT hash FROM ledger_transaction ORDER BY id');

it.each<DeathPoint>(['signing', 'signed', 'sent', 'recorded', 'settling'])(
  'loses nothing and doubles nothing when the worker is killed: %s',
  async (deathPoint) => {
    const ids = await ledger.enqueue(...Array.from({ length: 5 }, () => supply(run, next++)));
    expect(await runUntilDeath(deathPoint)).toMatchObject({ signal: 'SIGKILL' });
    const stored = await hashes();

    await ledger.settle();
    await expectSettledOnce(ledger, ids);
    // What the dead worker stored is what was mined: nothing was made in its place.
    if (deathPoint !== 'signing') expect(await hashes()).toEqual(stored);
    await expectAgreement(ledger);
  },
);
