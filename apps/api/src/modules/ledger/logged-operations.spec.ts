import { randomId } from '@custodia/ledger';
import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { UnitOfWork } from '../../platform/work/index.js';
import { ProcessLogger } from '../../process-logger.js';
import { anActor } from '../../testing/builders.js';
import { MAKER, openLedgerBench, type LedgerBench } from '../../testing/ledger-bench.js';

interface Line {
  readonly message: string;
  readonly context: string;
  readonly level: string;
  readonly requestId?: string;
}

let ledger: LedgerBench;
let printed = '';
beforeAll(async () => {
  ledger = await openLedgerBench();
  Logger.overrideLogger(new ProcessLogger({ prefix: 'spec', json: true, colors: false }));
});
afterAll(() => ledger.close());
beforeEach(() => {
  printed = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    printed += String(chunk);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

const linesAbout = (id: string): Line[] =>
  printed
    .split('\n')
    .filter((line) => line.includes(id))
    .map((line) => JSON.parse(line) as Line);

it('an operation is found in the log under its id, from the request that asked for it to the ledger’s word', async () => {
  const { lot, runId } = await ledger.registerRun(10);
  const person = { ...(await anActor(ledger)), requestId: '00ff00ff00ff00ff' };
  const ask = (call: { kind: 'hold'; lot: typeof lot }) =>
    ledger.get(UnitOfWork).run(person, 'lot.hold', async (tx) => {
      tx.audit({ type: 'lot', id: 'one' });
      return tx.enqueue({ call, partyId: MAKER, runId });
    });
  const taken = await ask({ kind: 'hold', lot });
  const refused = await ask({ kind: 'hold', lot: randomId() });
  await ledger.settle();
  expect(linesAbout(taken)).toMatchObject([
    { context: 'Outbox', requestId: '00ff00ff00ff00ff', message: `lot.hold asks the ledger: ${taken}` },
    { context: 'Indexer', level: 'log', message: expect.stringContaining('confirms') as string },
  ]);
  expect(linesAbout(refused)).toMatchObject([
    { context: 'Outbox', requestId: '00ff00ff00ff00ff' },
    { context: 'Indexer', level: 'warn', message: expect.stringMatching(/refuses .*: \w+/) as string },
  ]);
});
