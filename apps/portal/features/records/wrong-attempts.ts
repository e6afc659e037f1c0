/** Wrong attempts in a row to open a record in this browser. A reload does not forget them, nor the wait that they cost. */
export interface WrongAttempts {
  readonly count: number;
  /** Until when the next attempt waits, in milliseconds of the clock. */
  readonly until: number;
}

export const NO_ATTEMPTS: WrongAttempts = { count: 0, until: 0 };

const FREE = 3;
const LONGEST_S = 300;

/** Seconds to wait after so many wrong attempts in a row: none for the first two, then 4, 8, 16 … */
export function waitAfter(count: number): number {
  return count < FREE ? 0 : Math.min(2 ** (count - FREE + 2), LONGEST_S);
}

/** One more wrong attempt. */
export function oneMore({ count }: WrongAttempts, now: number): WrongAttempts {
  return { count: count + 1, until: now + waitAfter(count + 1) * 1000 };
}

/** Seconds that are left to wait; a clock that was turned back does not lock anybody out for longer than the longest wait. */
export function secondsLeft({ until }: WrongAttempts, now: number): number {
  return Math.min(Math.max(0, Math.ceil((until - now) / 1000)), LONGEST_S);
}

/** What the browser kept, or none where it kept nothing that can be read. */
export function attemptsFrom(stored: string | null): WrongAttempts {
  const [count, until] = (stored ?? '').split(' ').map(Number);
  if (!Number.isSafeInteger(count) || !count || count < 0) return NO_ATTEMPTS;
  return { count, until: Number.isSafeInteger(until) ? until! : 0 };
}

/** As the browser keeps it. */
export function textOf({ count, until }: WrongAttempts): string {
  return `${count} ${until}`;
}
