'use client';

import { useCallback } from 'react';
import { useClient } from 'urql';
import { forgetAllOf } from '@/lib/kept';
import { useSession } from './session-provider';
import { SignOutMutation } from './session.documents';

export function useSignOut(): () => Promise<void> {
  const client = useClient();
  const { session, leave } = useSession();
  return useCallback(async () => {
    await client.mutation(SignOutMutation, {}).toPromise();
    forgetAllOf(session);
    leave();
  }, [client, session, leave]);
}
