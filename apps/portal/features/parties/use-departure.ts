'use client';

import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Client } from 'urql';
import type { Failure } from '@/lib/failure';
import { mutate } from '@/lib/mutate';
import { departure, type Departure } from './departure';
import { LockTerminalMutation, SignOutMutation } from './session.documents';

const AGAIN_AFTER_MS = 5_000;

/**
 * Tells the service that somebody has left, until it has heard: whoever locks a terminal walks away, and does not see
 * that it did not work.
 */
export function useDeparture(client: Client, onLeft: () => void) {
  const how = useSyncExternalStore(departure.subscribe, departure.get, () => null);
  const [failure, setFailure] = useState<Failure>();
  const before = useRef<Departure | null>(null);

  const tell = useCallback(async () => {
    const asked = departure.get();
    if (asked === null) return;
    const outcome =
      asked === 'lock'
        ? await mutate(client, LockTerminalMutation, {})
        : await mutate(client, SignOutMutation, {});
    // Nobody is signed in any more: another tab was faster, or the session had ended.
    if (outcome.ok || outcome.failure.code === 'UNAUTHENTICATED') departure.set(null);
    else setFailure(outcome.failure);
  }, [client]);

  useEffect(() => {
    const left = before.current !== null && how === null;
    before.current = how;
    if (left) {
      setFailure(undefined);
      onLeft();
    }
    if (how === null) return undefined;
    void tell();
    const timer = setInterval(() => void tell(), AGAIN_AFTER_MS);
    return () => clearInterval(timer);
  }, [how, tell, onLeft]);
  return { how, failure, tell };
}
