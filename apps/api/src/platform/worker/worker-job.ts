import { SetMetadata } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';

/** Work that goes on in the background, in the worker process, until it is told to stop. */
export interface WorkerJob {
  readonly name: string;
  /** Ends soon after the signal. One that throws is started again after a pause, so it must be able to resume. */
  run(signal: AbortSignal): Promise<void>;
}

export const BACKGROUND_JOB = 'custodia:background-job';

/** Marks a provider that implements WorkerJob: the worker runs it. */
export function BackgroundJob(): ClassDecorator {
  return SetMetadata(BACKGROUND_JOB, true);
}

/** Waits, but not longer than until the signal. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await sleep(milliseconds, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

/** Does something at once and then again and again, until the signal. */
export async function every(
  milliseconds: number,
  signal: AbortSignal,
  task: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    await task();
    await pause(milliseconds, signal);
  }
}
