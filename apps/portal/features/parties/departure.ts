import { stored } from '@/lib/stored';

/** How somebody leaves a terminal: it waits for the PIN, or the session is over. */
export type Departure = 'lock' | 'sign-out';

const KEY = 'custodia.departure';

/**
 * Somebody has left, and the service may not know yet. Kept where a reload does not lose it, and seen by every tab of
 * the terminal.
 */
export const departure = {
  get(): Departure | null {
    const kept = stored.get(KEY);
    return kept === 'lock' || kept === 'sign-out' ? kept : null;
  },
  set: (next: Departure | null): void => stored.set(KEY, next),
  subscribe: stored.subscribe,
};
