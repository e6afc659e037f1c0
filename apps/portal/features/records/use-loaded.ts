'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '@/lib/failure';
import { vaultFailure } from './vault-failure';

/**
 * Something that the nodes have to be asked for: it, or why it is not there.
 * @param load may show a part while the rest is loaded; what is there already stays until all of the new is
 */
export function useLoaded<T>(load: (onPart: (part: T) => void) => Promise<T>): {
  readonly value: T | undefined;
  readonly failure: Failure | undefined;
  readonly again: () => void;
} {
  const [value, setValue] = useState<T>();
  const [failure, setFailure] = useState<Failure>();
  const isWhole = useRef(false);
  const again = useCallback(() => {
    let current = true;
    setFailure(undefined);
    load((part) => current && !isWhole.current && setValue(part)).then(
      (loaded) => {
        if (!current) return;
        isWhole.current = true;
        setValue(loaded);
      },
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
