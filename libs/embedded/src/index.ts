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
export { isProgram } from './previous-run.js';
export { startProgram, type ProgramOptions } from './program.js';
export type { RunningPart, RunningProgram } from './running-part.js';
export {
  scratchDatabase,
  startScratchPostgres,
  type ScratchDatabase,
  type ScratchDatabaseOptions,
} from './scratch-postgres.js';
