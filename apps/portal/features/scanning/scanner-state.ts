import type { ScannerCode } from '@custodia/gs1';
import { createStore } from '@/lib/store';

const SEEN_KEY = 'custodia.scanner.seen';

/** Whether a scanner was ever heard on this device. */
export const scannerSeen = createStore(false);

/** What was wrong with the scanner at the last scan; undefined once one was read. */
export const scannerTrouble = createStore<ScannerCode | undefined>(undefined);

export function loadScannerSeen(): void {
  scannerSeen.set(localStorage.getItem(SEEN_KEY) !== null);
}

export function rememberScanner(): void {
  if (scannerSeen.get()) return;
  localStorage.setItem(SEEN_KEY, new Date().toISOString());
  scannerSeen.set(true);
}
