'use client';

import { useCallback, useEffect } from 'react';
import { createStore, useStore } from '@/lib/store';
import { seenLines } from './access-lines';
import { unseenOf } from './looks';
import { accessLog, type OpenRecord } from './record';
import { vaultFailure } from './vault-failure';

const KEY = 'custodia-looks-seen';
const unseen = createStore(0);

/** Until when this device has shown its owner the log: Unix time in seconds. */
export function seenUntil(pseudonym: string): number {
  const [of, time] = (localStorage.getItem(KEY) ?? '').split(' ');
  return of === pseudonym ? Number(time) : 0;
}

/** The owner has the newest line on the screen. */
export function noteSeen(pseudonym: string, time: number): void {
  localStorage.setItem(KEY, `${pseudonym} ${Math.max(time, seenUntil(pseudonym))}`);
  unseen.set(0);
}

/**
 * How many looks there were since the owner has seen the log. The nodes are asked once, when the record is opened: asking
 * is a line in the log itself.
 */
export function useUnseenLooks(record: OpenRecord): number {
  const { keys, gate } = record;
  const count = useCallback(async () => {
    const { lines } = await accessLog({ keys, gate });
    unseen.set(unseenOf(seenLines(lines), seenUntil(keys.pseudonym)));
  }, [keys, gate]);
  useEffect(() => {
    unseen.set(0);
    count().catch((error: unknown) => {
      // That the nodes do not answer, the log's own screen tells; a fault of ours goes on.
      vaultFailure(error);
    });
  }, [count]);
  return useStore(unseen);
}
