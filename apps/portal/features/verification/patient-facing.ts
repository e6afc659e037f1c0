'use client';

import { useSyncExternalStore } from 'react';
import { stored } from '@/lib/stored';

const KEY = 'custodia.desk.patient-facing';

export function setPatientFacing(on: boolean): void {
  stored.set(KEY, on ? '1' : null);
}

/** Whether patients can see the screen of this desk. Kept per device: the screen stands where it stands, whoever works at it. */
export function usePatientFacing(): boolean {
  return useSyncExternalStore(
    stored.subscribe,
    () => stored.get(KEY) === '1',
    () => false,
  );
}
