import { setMaxListeners } from 'node:events';
import { Injectable, Logger } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';
import { BACKGROUND_JOB, pause, type WorkerJob } from './worker-job.js';

const LONGEST_PAUSE_MS = 30_000;

/** Runs every background job of the application until the signal. */
@Injectable()
export class JobRunner {
  readonly #logger = new Logger(JobRunner.name);

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly reflector: Reflector,
  ) {}

  async run(signal: AbortSignal): Promise<void> {
    const jobs = this.jobs();
    // Each job waits for the signal, some at several places: beyond ten, Node takes that for a leak.
    setMaxListeners(10 * jobs.length, signal);
    await Promise.all(jobs.map((job) => this.keepRunning(job, signal)));
  }

  private jobs(): WorkerJob[] {
    return this.discovery
      .getProviders()
      .filter(({ metatype }) => metatype && this.reflector.get(BACKGROUND_JOB, metatype))
      .map(({ instance }) => instance as WorkerJob);
  }

  private async keepRunning(job: WorkerJob, signal: AbortSignal): Promise<void> {
    this.#logger.log(`${job.name} runs`);
    let failures = 0;
    while (!signal.aborted) {
      const startedAt = Date.now();
      try {
        await job.run(signal);
        if (!signal.aborted) throw new Error('ended without being asked to');
      } catch (error) {
        if (signal.aborted) break;
        failures = Date.now() - startedAt > LONGEST_PAUSE_MS ? 1 : failures + 1;
        const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
        this.#logger.error(`${job.name} failed and starts again: ${trace}`);
        await pause(Math.min(250 * 2 ** failures, LONGEST_PAUSE_MS), signal);
      }
    }
    this.#logger.log(`${job.name} has stopped`);
  }
}
