'use client';

import { useQuery } from 'urql';
import { isPending, useLive } from './live-operations';
import { OperationQuery, type LedgerOperation } from './ledger.documents';
import { OperationMark } from './operation-mark';

/** The mark of an operation, kept up to date until it is final. */
export function FollowedOperation({ operation }: { operation: LedgerOperation }) {
  const [{ data }, execute] = useQuery({
    query: OperationQuery,
    variables: { id: operation.id },
    requestPolicy: 'cache-and-network',
  });
  const now = data?.operation ?? operation;
  useLive(() => execute({ requestPolicy: 'network-only' }), isPending(now.status));
  return <OperationMark operation={now} />;
}
