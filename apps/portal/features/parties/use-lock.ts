'use client';

import { useCallback } from 'react';
import { useClient } from 'urql';
import { useSession } from './session-provider';
import { LockTerminalMutation } from './session.documents';

/** Locks the terminal: the screen goes, and the PIN brings it back. */
export function useLock(): () => Promise<void> {
  const client = useClient();
  const { leave } = useSession();
  return useCallback(async () => {
    await client.mutation(LockTerminalMutation, {}).toPromise();
    leave();
  }, [client, leave]);
}
