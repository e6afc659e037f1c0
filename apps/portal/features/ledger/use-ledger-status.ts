'use client';

import { useEffect } from 'react';
import { useQuery } from 'urql';
import type { ResultOf } from '@/lib/graphql';
import { LedgerStatusQuery } from './ledger.documents';
import { useLive } from './live-operations';

const EVERY_MS = 15_000;

export interface LedgerStatus {
  status: ResultOf<typeof LedgerStatusQuery>['ledgerStatus'] | undefined;
  /** The service did not answer at all. */
  failed: boolean;
}

export function useLedgerStatus(): LedgerStatus {
  const [{ data, error }, execute] = useQuery({ query: LedgerStatusQuery });
  const refetch = () => execute({ requestPolicy: 'network-only' });
  useLive(refetch, (data?.ledgerStatus.pendingOperations ?? 0) > 0);
  useEffect(() => {
    const timer = setInterval(() => execute({ requestPolicy: 'network-only' }), EVERY_MS);
    return () => clearInterval(timer);
  }, [execute]);
  return { status: data?.ledgerStatus, failed: error !== undefined };
}
