import type { CapturedScan } from '@custodia/gs1';
import { createStore } from '@/lib/store';

const KEY = 'custodia.scanner.lineEnd';
const NONE = 'none';

/** How the scanner of this device ends its scans: with a key, or with nothing. Unknown until it is learned. */
export type LineEnd = 'unknown' | 'key' | 'none';

export const lineEnd = createStore<LineEnd>('unknown');

export function loadLineEnd(): void {
  const stored = localStorage.getItem(KEY);
  if (stored !== null) lineEnd.set(stored === NONE ? 'none' : 'key');
}

function learnLineEnd(learned: LineEnd): void {
  if (learned === lineEnd.get()) return;
  localStorage.setItem(KEY, learned === 'key' ? new Date().toISOString() : NONE);
  lineEnd.set(learned);
}

interface Ended {
  readonly endedBy: CapturedScan['endedBy'];
  readonly text: string;
}

/**
 * Tells a whole scan from one that a busy computer cut off: the serial of a pack would only be shorter. A scanner that ends its
 * scans with a key always does. Without that key a scan counts when the same comes twice, since no two cuts are alike; a scanner
 * that was heard so sends none, and its scans count from then on, unless the computer slept through their end.
 */
export function lineEndGuard(
  known: () => LineEnd = lineEnd.get,
  learn: (learned: LineEnd) => void = learnLineEnd,
): (scan: Ended) => boolean {
  let unended: string | undefined;
  return ({ endedBy, text }) => {
    if (endedBy === 'stall') return false;
    if (endedBy === 'key') {
      unended = undefined;
      learn('key');
      return true;
    }
    if (known() === 'none') return true;
    const again = unended === text;
    unended = again ? undefined : text;
    if (again) learn('none');
    return again;
  };
}
