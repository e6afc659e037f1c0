'use client';

import { useEffect } from 'react';
import { useQuery } from 'urql';
import { MyAccessRequestsQuery } from './records.documents';

const LOOK_EVERY_MS = 4_000;

/** Who asked, and what was answered; looked at again and again, since somebody may be waiting at a desk. */
export function useRequests() {
  const [{ data, error }, execute] = useQuery({ query: MyAccessRequestsQuery });
  useEffect(() => {
    const again = () => execute({ requestPolicy: 'network-only' });
    const timer = setInterval(again, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [execute]);
  return {
    requests: data?.myAccessRequests,
    error,
    again: () => execute({ requestPolicy: 'network-only' }),
  };
}
