import { Latencies } from './latencies.js';

export interface Drive {
  /** Requests a second, sent on time whether or not earlier ones were answered; null: each lane as fast as it can. */
  readonly rate: number | null;
  readonly seconds: number;
  /** How many requests may be under way at once. */
  readonly lanes: number;
}

export interface Driven {
  readonly sent: number;
  readonly failed: number;
  readonly firstFailure: string | null;
  /** From the first request that was due to the last answer. */
  readonly seconds: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Sends one request on one lane; throws where the answer is none. */
export type Send = (lane: number, request: number) => Promise<void>;

const TICK_MS = 1;

/**
 * Drives a load. At a fixed rate, the time of a request counts from the moment when it was due: a server that stalls
 * pays for every request that had to wait meanwhile, and cannot slow the arrivals down (no coordinated omission).
 */
export async function drive({ rate, seconds, lanes }: Drive, send: Send): Promise<Driven> {
  const total = rate === null ? Number.POSITIVE_INFINITY : Math.round(rate * seconds);
  const started = performance.now();
  const until = started + seconds * 1_000;
  const times = new Latencies();
  const failures: string[] = [];
  const free = Array.from({ length: lanes }, (_, lane) => lane);
  let next = 0;
  let underWay = 0;

  const dueAt = (request: number) => (rate === null ? performance.now() : started + (request * 1_000) / rate);
  const isDue = () => {
    const now = performance.now();
    return next < total && (rate === null ? now < until : dueAt(next) <= now);
  };
  await new Promise<void>((done) => {
    const go = () => {
      while (free.length > 0 && isDue()) launch(free.pop()!);
      const over = rate === null ? performance.now() >= until : next >= total;
      if (over && underWay === 0) done();
    };
    const launch = (lane: number) => {
      const request = next++;
      const due = dueAt(request);
      underWay += 1;
      void send(lane, request)
        .then(
          () => times.add(performance.now() - due),
          (error: unknown) => failures.push(error instanceof Error ? error.message : String(error)),
        )
        .then(() => {
          underWay -= 1;
          free.push(lane);
          go();
        });
    };
    const tick = () => {
      go();
      if (rate !== null && next < total) setTimeout(tick, TICK_MS);
    };
    tick();
  });
  const took = (performance.now() - started) / 1_000;
  return {
    sent: next,
    failed: failures.length,
    firstFailure: failures[0] ?? null,
    seconds: took,
    perSecond: times.count / took,
    p50: times.percentile(0.5),
    p95: times.percentile(0.95),
    p99: times.percentile(0.99),
  };
}
