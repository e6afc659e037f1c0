'use client';

import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import type { Failure } from './failure';
import { mutate, type Outcome } from './mutate';

export interface Request<Data, Variables> {
  readonly run: (variables: Variables) => Promise<Outcome<Data>>;
  readonly busy: boolean;
  readonly failure: Failure | undefined;
  readonly reset: () => void;
}

/** A mutation that may be repeated as it is, without an idempotency key. */
export function useRequest<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
): Request<Data, Variables> {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const run = useCallback(
    async (variables: Variables): Promise<Outcome<Data>> => {
      setBusy(true);
      setFailure(undefined);
      const outcome = await mutate(client, document, variables);
      setBusy(false);
      if (!outcome.ok) setFailure(outcome.failure);
      return outcome;
    },
    [client, document],
  );
  const reset = useCallback(() => setFailure(undefined), []);
  return { run, busy, failure, reset };
}
