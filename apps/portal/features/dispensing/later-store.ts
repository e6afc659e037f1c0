'use client';

import { useMemo, useSyncExternalStore } from 'react';
import { useSession } from '@/features/parties/session-provider';
import type { Verdict } from '@/features/verification/verification.documents';
import { forgetWith, Kept, type Owner } from '@/lib/kept';
import { stored } from '@/lib/stored';
import { parseLater, withoutOld, type LaterScans } from './later';

const PREFIX = 'custodia.later ';

function keyOf({ user, site }: Owner): string {
  return `${PREFIX}${user.id} ${site.id}`;
}

function store(key: string, scans: LaterScans): void {
  stored.set(key, scans.length === 0 ? null : JSON.stringify(scans));
}

/** Scans that are checked later: on this device, of one person at one site, in all tabs, until they sign out. */
export const laterScans = {
  of: (owner: Owner): LaterScans => parseLater(stored.get(keyOf(owner))),
  change(owner: Owner, change: (scans: LaterScans) => LaterScans): void {
    store(keyOf(owner), change(this.of(owner)));
  },
  /** Of everybody: some lock a terminal and never come back to it. */
  forgetOld(now: Date): void {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)))
      store(key, withoutOld(parseLater(stored.get(key)), now));
  },
};

forgetWith({ forget: (owner) => laterScans.change(owner, () => []) });

/** Whole answers, by code. They name people, so they stay in this tab's memory; without one, a card is asked for again. */
const verdicts = new Kept<ReadonlyMap<string, Verdict>>();

export const laterVerdicts = {
  of: (owner: Owner, text: string): Verdict | undefined => verdicts.get(owner)?.get(text),
  put(owner: Owner, text: string, verdict: Verdict): void {
    verdicts.put(owner, new Map(verdicts.get(owner)).set(text, verdict));
  },
};

export function useLaterScans(): LaterScans {
  const { session } = useSession();
  const text = useSyncExternalStore(
    stored.subscribe,
    () => stored.get(keyOf(session)),
    () => null,
  );
  return useMemo(() => parseLater(text), [text]);
}
