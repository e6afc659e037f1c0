/** So many requests a second in the long run, and at once as many as come in some seconds. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** A burst is what comes in ten seconds: a screen that opens asks for many things at once. */
const BURST_SECONDS = 10;

/** So many a second in the long run, and ten times as many at once. */
export function rateOf(perSecond: number): Rate {
  return { perSecond, burst: perSecond * BURST_SECONDS };
}

interface Bucket {
  tokens: number;
  at: number;
}

/** No more callers are remembered at once: the longest silent are forgotten, whose buckets are full again anyway. */
const MOST_CALLERS = 50_000;

/** Counts requests of callers. Each process counts for itself: with n processes a caller has n times as much. */
export class TokenBuckets {
  readonly #buckets = new Map<string, Bucket>();

  constructor(private readonly rate: Rate) {}

  /**
   * @param rate of this caller, where it is not that of all
   * @returns 0 where the caller may go on, else the seconds to wait
   */
  take(caller: string, now: number, { perSecond, burst }: Rate = this.rate): number {
    if (perSecond === 0) return 0;
    const { tokens, at } = this.#buckets.get(caller) ?? { tokens: burst, at: now };
    const filled = Math.min(burst, tokens + ((now - at) / 1_000) * perSecond);
    this.#buckets.delete(caller); // so that the order of the map is that of the last visit
    this.#buckets.set(caller, { tokens: Math.max(0, filled - 1), at: now });
    if (this.#buckets.size > MOST_CALLERS) this.#buckets.delete(this.#buckets.keys().next().value!);
    return filled >= 1 ? 0 : Math.ceil((1 - filled) / perSecond);
  }
}
