import { ADDRESS_VARIABLE, startScratchPostgres } from './scratch-postgres.js';

/** Vitest's global set-up (`globalSetup: ['@custodia/embedded/vitest']`): one PostgreSQL for all workers of a run. */
export async function setup(): Promise<() => Promise<void>> {
  const postgres = await startScratchPostgres();
  process.env[ADDRESS_VARIABLE] = postgres.url;
  return () => postgres.stop();
}
