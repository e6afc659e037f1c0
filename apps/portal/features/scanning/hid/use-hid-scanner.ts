'use client';

import { useEffect } from 'react';
import type { RawScan } from '../scan-input';
import { rememberScanner, scannerTrouble } from '../scanner-state';
import { listenToHid } from './hid-scanner';

/** Scanners in HID mode send the whole code at once: no keyboard layout, no Caps Lock, no lost separator. */
export function useHidScanner(submit: (scan: RawScan) => void): void {
  useEffect(
    () =>
      listenToHid((text) => {
        rememberScanner();
        scannerTrouble.set(undefined);
        submit({ text, channel: 'HID', at: new Date() });
      }),
    [submit],
  );
}
