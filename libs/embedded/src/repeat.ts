/** A piece of work that is repeated while a part runs. */
export interface Repeated {
  /** Resolves when the work under way has ended; it does not run again. */
  stop(): Promise<void>;
}

/**
 * Repeats the work with a pause between the runs: at least `pause` milliseconds, and `rest` times as long as the
 * last run took. A failure is printed once, and the work tried again.
 */
export function repeat(pause: number, work: () => Promise<void>, rest = 0): Repeated {
  let stopped = false;
  let underWay = Promise.resolve();
  let timer: NodeJS.Timeout;
  let lastFailure: string | undefined;

  const run = async () => {
    const start = performance.now();
    try {
      await work();
      lastFailure = undefined;
    } catch (error) {
      const failure = String(error);
      if (!stopped && failure !== lastFailure) process.emitWarning(failure);
      lastFailure = failure;
    }
    plan(Math.max(pause, rest * (performance.now() - start)));
  };
  const plan = (delay: number) => {
    if (stopped) return;
    timer = setTimeout(() => (underWay = run()), delay).unref();
  };

  plan(pause);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}
