import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { command } from './command.js';
import { Consortium } from './consortium.js';
import { Run } from './run.js';

/** More for a nightly run. */
const RUNS = Number(process.env['MODEL_RUNS'] ?? 4);

let consortium: Consortium;

beforeAll(async () => {
  consortium = await Consortium.found();
  // 13:00 UTC, so that no day begins or ends anywhere while a sequence runs.
  const now = (await consortium.rpc.block('latest'))?.timestamp ?? 0;
  const afternoon = (Math.floor(now / 86_400) + 1) * 86_400 + 13 * 3600;
  await consortium.rpc.call('evm_setNextBlockTimestamp', [afternoon]);
  await consortium.rpc.call('evm_mine', []);
}, 60_000);
afterAll(() => consortium.stop());

describe('the ledger, through its client', () => {
  it('does what the plain model does, whatever the sequence', async () => {
    const sequences = fc.array(command, { minLength: 15, maxLength: 40, size: 'max' });
    await fc.assert(
      fc.asyncProperty(sequences, async (commands) => {
        const run = await Run.start(consortium);
        try {
          for (const each of commands) await run.do(each);
        } finally {
          await run.end();
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  }, 600_000);
});
