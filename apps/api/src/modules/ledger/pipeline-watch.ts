import type { SettledOperation } from './reading/verdicts.js';

/** Is told what the pipeline does, to measure it. */
export interface PipelineWatch {
  /** A call was signed that carries so many operations. */
  signed(operations: number): void;
  settled(operations: readonly SettledOperation[]): void;
}

export const UNWATCHED: PipelineWatch = { signed: () => undefined, settled: () => undefined };
