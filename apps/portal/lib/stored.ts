const listeners = new Set<() => void>();

/** Texts by their keys, kept where a reload does not lose them, and followed by every tab of this browser. */
export const stored = {
  get: (key: string): string | null => localStorage.getItem(key),
  set(key: string, text: string | null): void {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
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
