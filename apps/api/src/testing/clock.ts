import { onTestFinished, vi } from 'vitest';

/** Stops the clock of this process for the rest of the test: waits of seconds are no longer than a busy machine takes. */
export function clockStands(): void {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
}
