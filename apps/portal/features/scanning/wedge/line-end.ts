import { createStore } from '@/lib/store';

const KEY = 'custodia.scanner.lineEnd';

/** Whether the scanner of this device ends its scans with a key. */
export const sendsLineEnd = createStore(false);

export function loadLineEnd(): void {
  sendsLineEnd.set(localStorage.getItem(KEY) !== null);
}

function learnLineEnd(sends: boolean): void {
  if (sends === sendsLineEnd.get()) return;
  if (sends) localStorage.setItem(KEY, new Date().toISOString());
  else localStorage.removeItem(KEY);
  sendsLineEnd.set(sends);
}

interface Ended {
  readonly endedBy: 'key' | 'silence';
  readonly text: string;
}

/**
 * Tells a whole scan from one that a busy computer cut off: the serial of a pack would only be shorter. A scanner that ends its
 * scans with a key always does; without it a scan counts when the same comes twice, since no two cuts are alike.
 */
export function lineEndGuard(
  sends: () => boolean = sendsLineEnd.get,
  learn: (sends: boolean) => void = learnLineEnd,
): (scan: Ended) => boolean {
  let unended: string | undefined;
  return ({ endedBy, text }) => {
    if (endedBy === 'key') {
      unended = undefined;
      learn(true);
      return true;
    }
    if (!sends()) return true;
    const again = unended === text;
    unended = again ? undefined : text;
    if (again) learn(false);
    return again;
  };
}
