'use client';

import { createStore, useStore } from '@/lib/store';
import type { Move } from './move-record';

const KEY = 'custodia-move';

const moving = createStore(typeof window === 'undefined' ? undefined : kept());

function kept(): Move | undefined {
  const text = localStorage.getItem(KEY);
  return text ? (JSON.parse(text) as Move) : undefined;
}

/** The move that this device is in the middle of: it goes on after a reload, and in the new record. */
export function useMove(): Move | undefined {
  return useStore(moving);
}

export function keepMove(move: Move): void {
  localStorage.setItem(KEY, JSON.stringify(move));
  moving.set(move);
}

export function forgetMove(): void {
  localStorage.removeItem(KEY);
  moving.set(undefined);
}
