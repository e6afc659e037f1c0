'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import { rememberCsrf } from '@/lib/csrf';
import { failureOf, type Failure } from '@/lib/failure';
import { ownPath } from '@/lib/own-path';
import { SignInMutation, type Session } from './session.documents';
import { workspaceOfPath, workspacesOf } from './workspaces';

/** Signs in and goes on to where the person wanted to be, if their role has that place. */
export function useSignIn() {
  const client = useClient();
  const router = useRouter();
  const wanted = ownPath(useSearchParams().get('next'));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  const goOn = useCallback(
    (session: Session) => {
      rememberCsrf(session.csrf);
      const workspace = workspaceOfPath(wanted ?? '');
      const mine = workspace !== undefined && workspacesOf(session.roles).includes(workspace);
      router.replace(mine && wanted ? wanted : '/home');
    },
    [router, wanted],
  );
  const signIn = useCallback(
    async (input: { email: string; password: string }) => {
      setBusy(true);
      setFailure(undefined);
      const { data, error } = await client.mutation(SignInMutation, { input }).toPromise();
      if (!data) {
        setBusy(false);
        setFailure(error ? failureOf(error) : { code: 'UNKNOWN', message: 'The answer was empty.' });
        return;
      }
      goOn(data.signIn);
    },
    [client, goOn],
  );
  return { signIn, goOn, busy, failure };
}
