'use client';

import { useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { InteractionsQuery } from './warnings.documents';

/** What interacts with what, as the node is set to know. It stays the same until the node starts anew. */
export function useInteractions() {
  const [{ data, error }, execute] = useQuery({ query: InteractionsQuery });
  return {
    list: data?.interactions,
    failure: error && !data ? failureOf(error) : undefined,
    again: () => execute({ requestPolicy: 'network-only' }),
  };
}

export type Interactions = ReturnType<typeof useInteractions>;
