'use client';

import { createContext, use, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useClient } from 'urql';
import { useSession } from '@/features/parties/session-provider';
import { RecallChangedSubscription, type RecallNews } from './recall-news.documents';

/** Undefined: news may have been missed. */
type Listener = (news: RecallNews | undefined) => void;

const Context = createContext<{ listen: (listener: Listener) => () => void } | undefined>(undefined);

/** One stream of recalls for all screens of the tab; closed while the tab is hidden. */
export function RecallNewsProvider({ children }: { children: ReactNode }) {
  const client = useClient();
  const { can } = useSession();
  const listeners = useRef(new Set<Listener>());
  const allowed = can('recall.read');

  useEffect(() => {
    if (!allowed) return undefined;
    let stop: (() => void) | undefined;
    const tell = (news: RecallNews | undefined) => listeners.current.forEach((listener) => listener(news));
    const listen = () => {
      const { unsubscribe } = client.subscription(RecallChangedSubscription, {}).subscribe(({ data }) => {
        if (data) tell(data.recallChanged);
      });
      stop = unsubscribe;
    };
    const follow = () => {
      stop?.();
      stop = undefined;
      if (document.hidden) return;
      listen();
      tell(undefined);
    };
    listen();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      stop?.();
    };
  }, [client, allowed]);

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

/** Calls back when a recall changes that the site may see, and when such news may have been missed. */
export function useRecallNews(onNews: Listener): void {
  const context = use(Context);
  const latest = useRef(onNews);
  useEffect(() => {
    latest.current = onNews;
  });
  useEffect(() => context?.listen((news) => latest.current(news)), [context]);
}
