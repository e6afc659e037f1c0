'use client';

import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '@/lib/failure';
import { vaultFailure } from './vault-failure';

/** Something that the nodes have to be asked for: it, or why it is not there. */
export function useLoaded<T>(load: () => Promise<T>): {
  readonly value: T | undefined;
  readonly failure: Failure | undefined;
  readonly again: () => void;
} {
  const [value, setValue] = useState<T>();
  const [failure, setFailure] = useState<Failure>();
  const again = useCallback(() => {
    let current = true;
    setFailure(undefined);
    load().then(
      (loaded) => current && setValue(loaded),
      // A fault of ours is thrown where React sees it, and so shows as one.
      (error: unknown) => current && setFailure(() => vaultFailure(error)),
    );
    return () => {
      current = false;
    };
  }, [load]);
  useEffect(() => again(), [again]);
  return { value, failure, again: () => void again() };
}
