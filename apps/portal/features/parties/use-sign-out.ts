'use client';

import { useCallback } from 'react';
import { useClient } from 'urql';
import { useSession } from './session-provider';
import { SignOutMutation } from './session.documents';

export function useSignOut(): () => Promise<void> {
  const client = useClient();
  const { leave } = useSession();
  return useCallback(async () => {
    await client.mutation(SignOutMutation, {}).toPromise();
    leave();
  }, [client, leave]);
}
