import { Injectable } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBench, type Bench } from '../../testing/bench.js';
import { JobRunner } from './job-runner.js';
import { BackgroundJob, pause, type WorkerJob } from './worker-job.js';

@Injectable()
@BackgroundJob()
class Shaky implements WorkerJob {
  readonly name = 'shaky';
  starts = 0;

  async run(signal: AbortSignal): Promise<void> {
    this.starts += 1;
    if (this.starts === 1) throw new Error('stumbled');
    if (this.starts === 2) return; // ends without being asked to
    await pause(3_600_000, signal);
  }
}

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ providers: [Shaky] });
});
afterAll(() => bench.close());

describe('the runner of background jobs', () => {
  it('starts a job again that failed or ended, and ends all of them at the signal', async () => {
    const stop = new AbortController();
    const running = bench.get(JobRunner).run(stop.signal);
    while (bench.get(Shaky).starts < 3) await new Promise((resolve) => setTimeout(resolve, 10));
    stop.abort();
    await running;
    expect(bench.get(Shaky).starts).toBe(3);
  });
});
