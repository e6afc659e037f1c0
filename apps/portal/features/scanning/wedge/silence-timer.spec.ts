import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { silenceTimer } from './silence-timer';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A timer on a page whose clock runs ahead of its timers by what it sleeps. */
function onAPage() {
  let slept = 0;
  let silences = 0;
  const timer = silenceTimer(
    () => silences++,
    () => Date.now() + slept,
  );
  return { timer, sleep: (ms: number) => (slept += ms), silences: () => silences };
}

test('a silence is over when its time has passed', () => {
  const { timer, silences } = onAPage();
  timer.restart(300);
  vi.advanceTimersByTime(299);
  expect(silences()).toBe(0);
  vi.advanceTimersByTime(1);
  expect(silences()).toBe(1);
});

test('a key begins it anew', () => {
  const { timer, silences } = onAPage();
  timer.restart(300);
  vi.advanceTimersByTime(200);
  timer.restart(300);
  vi.advanceTimersByTime(299);
  expect(silences()).toBe(0);
});

test('a page that slept through it listens again: keys may have waited', () => {
  const { timer, sleep, silences } = onAPage();
  timer.restart(300);
  sleep(2_000);
  vi.advanceTimersByTime(300);
  expect(silences()).toBe(0);
  vi.advanceTimersByTime(300);
  expect(silences()).toBe(1);
});

test('a page that is late every time is not waited for without end', () => {
  const { timer, sleep, silences } = onAPage();
  timer.restart(300);
  for (let look = 0; look < 6; look++) {
    expect(silences()).toBe(0);
    sleep(1_000);
    vi.advanceTimersByTime(300);
  }
  expect(silences()).toBe(1);
});
