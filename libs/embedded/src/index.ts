export {
  scratchChain,
  startChain,
  type ChainAccount,
  type ChainOptions,
  type Mining,
  type RunningChain,
} from './chain.js';
export { EmbeddedError, type EmbeddedErrorCode } from './embedded-error.js';
export { assertPortIsFree, freePort } from './ports.js';
export { startPostgres, type PostgresOptions } from './postgres.js';
export type { RunningPart } from './running-part.js';
export {
  scratchDatabase,
  startScratchPostgres,
  type ScratchDatabase,
  type ScratchDatabaseOptions,
} from './scratch-postgres.js';
