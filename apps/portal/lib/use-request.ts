'use client';

import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import { failureOf, type Failure } from './failure';
import type { Outcome } from './use-action';

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
      const { data, error } = await client.mutation(document, variables).toPromise();
      setBusy(false);
      if (!error && data !== undefined) return { ok: true, data };
      const why = error ? failureOf(error) : { code: 'UNKNOWN', message: 'The answer was empty.' };
      setFailure(why);
      return { ok: false, failure: why };
    },
    [client, document],
  );
  const reset = useCallback(() => setFailure(undefined), []);
  return { run, busy, failure, reset };
}
