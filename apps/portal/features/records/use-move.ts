'use client';

import { useMemo, useSyncExternalStore } from 'react';
import { stored } from '@/lib/stored';
import type { Move } from './move-record';

const KEY = 'custodia-move';

/** The move that this device is in the middle of, in all tabs: it goes on after a reload, and in the new record. */
export function useMove(): Move | undefined {
  const text = useSyncExternalStore(
    stored.subscribe,
    () => stored.get(KEY),
    () => null,
  );
  return useMemo(() => (text ? (JSON.parse(text) as Move) : undefined), [text]);
}

export function keepMove(move: Move): void {
  stored.set(KEY, JSON.stringify(move));
}

export function forgetMove(): void {
  stored.set(KEY, null);
}
