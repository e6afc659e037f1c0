import { SerialCommitments, rootOf } from '@custodia/merkle';
import { toHex } from '@custodia/ledger';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseGtin } from '@custodia/gs1';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Config } from '../../config.js';
import type { Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { openBench, type Bench } from '../../testing/bench.js';
import { anActor } from '../../testing/builders.js';
import { keepUpload } from './kept-upload.js';
import { LotsModule } from './lots.module.js';
import { LotsService } from './lots.service.js';
import { RegistrationService } from './registration.service.js';
import { openRunSecret } from './run-secret.js';
import { Run } from './run.entity.js';
import { generateSerials } from './serial-generator.js';
import { SerialStore } from './serial-store.js';

const GTIN = parseGtin('00307812613764');
const UNITS = 100_000;
const PROGRAM = fileURLToPath(new URL('../../testing/doomed-import.ts', import.meta.url));
const PROJECT = fileURLToPath(new URL('../../../tsconfig.json', import.meta.url));
// Each process starts from the sources.
vi.setConfig({ testTimeout: 600_000 });

let bench: Bench;
let maker: Actor;

beforeAll(async () => {
  bench = await openBench({ imports: [LotsModule] });
  maker = await anActor(bench, { roles: ['MANUFACTURER'] });
  await bench.get(LotsService).registerProduct(maker, {
    idempotencyKey: newId(),
    gtin: GTIN,
    name: 'Amoxicillin 500 mg',
    substance: 'Amoxicillin',
    baseUnit: 'capsule',
    packQuantity: 20,
    prescriptionOnly: true,
  });
});
afterAll(() => bench.close());

const lot = (lotNumber: string) => ({
  gtin: GTIN,
  lotNumber,
  expiry: '2029-06-30',
  expiryDayGiven: true,
});
const runOf = (id: number) => bench.database.getRepository(Run).findOneByOrFail({ id });

/** Has a process take in the run and kills it at a moment that nobody chose. @returns how much was stored then */
async function killedImport(runId: number): Promise<number> {
  const before = (await runOf(runId)).imported;
  const child = spawn(
    process.execPath,
    [
      '--import',
      '@swc-node/register/esm-register',
      '--conditions',
      'custodia-source',
      PROGRAM,
      String(runId),
    ],
    {
      env: {
        ...process.env,
        SWC_NODE_PROJECT: PROJECT,
        CUSTODIA_DEMO: '1',
        DATABASE_URL: bench.get(Config).databaseUrl,
        LEDGER_RPC_URL: 'http://127.0.0.1:1',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = once(child, 'exit');
  // Not before it has begun to store, or it would only show that nothing comes of nothing.
  while ((await runOf(runId)).imported === before && child.exitCode === null) await sleep(50);
  await sleep(Math.random() * 300);
  child.kill('SIGKILL');
  await ended;
  return (await runOf(runId)).imported;
}

/** What is stored leads to the root that goes to the ledger, and no serial is there twice. */
async function expectWhole(run: Run, units: number): Promise<string[]> {
  expect(run).toMatchObject({ status: 'READY', unitCount: units, imported: units });
  const serials = await bench.get(SerialStore).read(run.id, 0, units);
  expect(serials).toHaveLength(units);
  expect(new Set(serials).size).toBe(units);
  const secret = openRunSecret(run.secret, bench.get(Config).secretKey, run.ledgerLotId);
  const commitments = new SerialCommitments(secret);
  expect(run.root).toBe(toHex(rootOf(serials.map((serial, index) => commitments.leaf(index, serial)))));
  const [operations] = await bench.sql<{ count: number }>(
    `SELECT count(*) FROM operation WHERE run_id = $1 AND kind = 'registerLot' AND call->>'root' = $2`,
    [run.id, run.root],
  );
  expect(operations?.count).toBe(1);
  return serials;
}

describe('an import whose process is killed', () => {
  it('twice keeps the generated serials that are stored, and makes the others', async () => {
    const { runId } = await bench.get(LotsService).openRun(maker, newId(), lot('GEN'), { units: UNITS });
    const kept: string[] = [];
    for (let kill = 0; kill < 2; kill++) {
      const imported = await killedImport(runId);
      expect(imported).toBeGreaterThan(kept.length);
      const serials = await bench.get(SerialStore).read(runId, 0, imported);
      expect(serials.slice(0, kept.length)).toEqual(kept);
      kept.splice(0, kept.length, ...serials);
    }
    const run = await bench.get(RegistrationService).resume(runId, '0 seconds');
    const serials = await expectWhole(run!, UNITS);
    expect(serials.slice(0, kept.length)).toEqual(kept);
  });

  it('goes on with an uploaded list that is still there', async () => {
    const list = [...generateSerials(UNITS)];
    const file = Buffer.from(['serial', ...list].join('\n'));
    const { runId } = await bench.get(LotsService).openRun(maker, newId(), lot('FILE'), {
      fileHash: 'one',
      keep: (tx, id) => keepUpload(tx, id, Readable.from([file])),
    });
    await killedImport(runId);
    const run = await bench.get(RegistrationService).resume(runId, '0 seconds');
    expect(await expectWhole(run!, UNITS)).toEqual(list);
    expect(await bench.sql('SELECT 1 FROM run_upload')).toEqual([]);
  });

  it('still refuses a list for a line that was read before it was killed', async () => {
    const list = [...generateSerials(UNITS)];
    const wrong = ['serial', 'has a space', ...list.slice(0, 1_000), list[5], ...list.slice(1_000)];
    const { runId } = await bench.get(LotsService).openRun(maker, newId(), lot('WRONG'), {
      fileHash: 'two',
      keep: (tx, id) => keepUpload(tx, id, Readable.from([Buffer.from(wrong.join('\n'))])),
    });
    await killedImport(runId);
    const run = await bench.get(RegistrationService).resume(runId, '0 seconds');
    expect(run).toMatchObject({ status: 'FAILED', failure: { code: 'SERIALS_REJECTED', rejected: 2 } });
    expect(run?.failure?.lines.map(({ line }) => line)).toEqual([2, 1_003]);
    expect(await bench.sql('SELECT 1 FROM serial_page WHERE run_id = $1', [runId])).toEqual([]);
  });
});

it('two processes that take in one run at once do not double it', async () => {
  const { runId } = await bench.get(LotsService).openRun(maker, newId(), lot('TWO'), { units: 40_000 });
  const registration = bench.get(RegistrationService);
  const runs = await Promise.all([
    registration.resume(runId, '0 seconds'),
    registration.resume(runId, '0 seconds'),
  ]);
  expect(runs.map((run) => run?.status)).toContain('READY');
  await expectWhole(await runOf(runId), 40_000);
});
