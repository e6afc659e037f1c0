'use client';

import { useCallback, useState } from 'react';
import type { Failure } from '@/lib/failure';
import { vaultFailure } from './vault-failure';

/** Something that the vault or the nodes are asked to do: that it is under way, and why it failed. */
export function useAttempt() {
  const [busy, setBusy] = useState<string>();
  const [failure, setFailure] = useState<Failure>();
  const attempt = useCallback(async (which: string, work: () => Promise<void>) => {
    setBusy(which);
    setFailure(undefined);
    try {
      await work();
    } catch (error) {
      // A fault of ours is thrown where React sees it, and so shows as one.
      setFailure(() => vaultFailure(error));
    }
    setBusy(undefined);
  }, []);
  return { busy, failure, attempt, setFailure };
}
