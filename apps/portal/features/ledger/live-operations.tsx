'use client';

import { createContext, use, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useClient } from 'urql';
import { useStore } from '@/lib/store';
import { OperationChangedSubscription, type LedgerOperation } from './ledger.documents';
import { streamConnected } from './stream-state';

type Listener = (operation: LedgerOperation) => void;

const Context = createContext<{ listen: (listener: Listener) => () => void } | undefined>(undefined);

/** One stream of settled operations for all screens of the tab; closed while the tab is hidden. */
export function LiveOperations({ children }: { children: ReactNode }) {
  const client = useClient();
  const listeners = useRef(new Set<Listener>());

  useEffect(() => {
    let stop: (() => void) | undefined;
    const follow = () => {
      stop?.();
      stop = undefined;
      if (document.hidden) return;
      const { unsubscribe } = client.subscription(OperationChangedSubscription, {}).subscribe(({ data }) => {
        if (data) listeners.current.forEach((listener) => listener(data.operationChanged));
      });
      stop = unsubscribe;
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      stop?.();
      streamConnected.set(false);
    };
  }, [client]);

  const value = useMemo(
    () => ({
      listen: (listener: Listener) => {
        listeners.current.add(listener);
        return () => listeners.current.delete(listener);
      },
    }),
    [],
  );
  return <Context value={value}>{children}</Context>;
}

const GATHER_MS = 300;
const POLL_MS = { live: 5_000, alone: 2_000 };

/**
 * Asks again when an operation settles and, while something on the screen is pending, from time to time, since a
 * stream may be cut without notice.
 */
export function useLive(refetch: () => void, pending: boolean): void {
  const context = use(Context);
  const live = useStore(streamConnected);
  const latest = useRef(refetch);
  useEffect(() => {
    latest.current = refetch;
  });

  useEffect(() => {
    let gathering: ReturnType<typeof setTimeout> | undefined;
    const stop = context?.listen(() => {
      clearTimeout(gathering);
      gathering = setTimeout(() => latest.current(), GATHER_MS);
    });
    return () => {
      clearTimeout(gathering);
      stop?.();
    };
  }, [context]);

  useEffect(() => {
    if (!pending) return undefined;
    const timer = setInterval(() => latest.current(), live ? POLL_MS.live : POLL_MS.alone);
    return () => clearInterval(timer);
  }, [pending, live]);
}

export function isPending(status: string): boolean {
  return status === 'PENDING' || status === 'SENT';
}
