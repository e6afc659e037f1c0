/** How somebody leaves a terminal: it waits for the PIN, or the session is over. */
export type Departure = 'lock' | 'sign-out';

const KEY = 'custodia.departure';

const listeners = new Set<() => void>();

/**
 * Somebody has left, and the service may not know yet. Kept where a reload does not lose it, and seen by every tab of
 * the terminal.
 */
export const departure = {
  get(): Departure | null {
    const kept = localStorage.getItem(KEY);
    return kept === 'lock' || kept === 'sign-out' ? kept : null;
  },
  set(next: Departure | null): void {
    if (next === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, next);
    listeners.forEach((listener) => listener());
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    window.addEventListener('storage', listener);
    return () => {
      listeners.delete(listener);
      window.removeEventListener('storage', listener);
    };
  },
};
