'use client';

import { useLedgerStatus } from './use-ledger-status';

const LAG_SECONDS = 30;

/** How the service and the ledger are, in one word. */
export function useLedgerState() {
  const { status, failed } = useLedgerStatus();
  const state = failed
    ? ('offline' as const)
    : !status
      ? ('unknown' as const)
      : !status.reachable
        ? ('unreachable' as const)
        : (status.lagSeconds ?? 0) > LAG_SECONDS
          ? ('late' as const)
          : ('ok' as const);
  return { state, status };
}
