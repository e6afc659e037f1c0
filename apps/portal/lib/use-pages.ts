'use client';

import type { TypedDocumentNode } from '@urql/core';
import { useCallback, useState } from 'react';
import { useQuery } from 'urql';
import { failureOf, type Failure } from './failure';

export interface Connection<Row> {
  readonly nodes: readonly Row[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: number;
}

export interface Pages<Row> {
  /** Undefined while the first answer is awaited. */
  readonly rows: readonly Row[] | undefined;
  readonly failure: Failure | undefined;
  readonly total: number;
  readonly from: number;
  readonly refetch: () => void;
  readonly previous: (() => void) | undefined;
  readonly next: (() => void) | undefined;
}

type PageVariables = { first?: number | null; after?: string | null };

/** One page of a connection at a time, by cursor. Begins anew when the variables change. */
export function usePages<Data, Variables extends PageVariables, Row>(
  query: TypedDocumentNode<Data, Variables>,
  select: (data: Data) => Connection<Row>,
  variables: Omit<Variables, keyof PageVariables>,
  size = 25,
): Pages<Row> {
  const subject = JSON.stringify(variables);
  const [trail, setTrail] = useState<{ subject: string; cursors: string[] }>({ subject, cursors: [] });
  const cursors = trail.subject === subject ? trail.cursors : [];
  const after = cursors.at(-1) ?? null;
  const [state, execute] = useQuery<Data, PageVariables>({
    query: query as TypedDocumentNode<Data, PageVariables>,
    variables: { ...variables, first: size, after },
    requestPolicy: 'cache-and-network',
  });
  const refetch = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute]);
  const connection = state.data === undefined ? undefined : select(state.data);
  const { hasNextPage, endCursor } = connection?.pageInfo ?? {};
  return {
    rows: connection?.nodes,
    failure: state.error && failureOf(state.error),
    total: connection?.totalCount ?? 0,
    from: cursors.length * size,
    refetch,
    previous: cursors.length > 0 ? () => setTrail({ subject, cursors: cursors.slice(0, -1) }) : undefined,
    next:
      hasNextPage && endCursor ? () => setTrail({ subject, cursors: [...cursors, endCursor] }) : undefined,
  };
}
