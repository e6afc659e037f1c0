import { fileURLToPath } from 'node:url';

/** What the tests of every project have in common. */
const source = { resolve: { conditions: ['custodia-source'] } };

/** The workspace's packages are read as source, not as last built. */
export const fromSource = { ...source, ssr: source };

/** No limit on speed, as a busy machine takes its time: only the end of what hangs. */
export const patience = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 60_000 } },
};

/** A set-up file where properties are tested on random draws: they are the same ones in every run. */
export const seed = fileURLToPath(new URL('./vitest.seed.ts', import.meta.url));
