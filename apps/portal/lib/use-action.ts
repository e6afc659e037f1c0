'use client';

import type { TypedDocumentNode } from '@urql/core';
import { useCallback, useRef, useState } from 'react';
import { useClient } from 'urql';
import type { Failure } from './failure';
import { mutate, type Outcome } from './mutate';

export interface Action<Data, Input> {
  readonly run: (input: Input) => Promise<Outcome<Data>>;
  readonly busy: boolean;
  readonly failure: Failure | undefined;
  readonly reset: () => void;
}

type Keyed = { idempotencyKey: string };

/**
 * A mutation with one `input`. The idempotency key belongs to the input: pressing again after a lost answer repeats
 * the key, so that nothing is done twice, and a changed input gets a new one.
 */
export function useAction<Data, Input extends object>(
  document: TypedDocumentNode<Data, { input: Input }>,
): Action<Data, Omit<Input, keyof Keyed>> {
  const client = useClient();
  const attempt = useRef<{ subject: string; key: string } | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  const run = useCallback(
    async (input: Omit<Input, keyof Keyed>): Promise<Outcome<Data>> => {
      const subject = JSON.stringify(input);
      if (attempt.current?.subject !== subject) attempt.current = { subject, key: crypto.randomUUID() };
      setBusy(true);
      setFailure(undefined);
      const keyed = { ...plain(input), idempotencyKey: attempt.current.key } as unknown as Input;
      const outcome = await mutate(client, document, { input: keyed });
      setBusy(false);
      if (outcome.ok) attempt.current = undefined;
      else setFailure(outcome.failure);
      return outcome;
    },
    [client, document],
  );
  const reset = useCallback(() => setFailure(undefined), []);
  return { run, busy, failure, reset };
}

/** Without the `__typename` that the cache adds, unseen by the types, to all that it reads: inputs do not know it. */
export function plain<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (key, part: unknown) =>
    key === '__typename' ? undefined : part,
  ) as Value;
}
