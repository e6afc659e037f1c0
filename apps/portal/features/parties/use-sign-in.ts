'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import { rememberCsrf } from '@/lib/csrf';
import type { Failure } from '@/lib/failure';
import { mutate, type Outcome } from '@/lib/mutate';
import { showPasskey } from '@/features/identity/browser-passkeys';
import { PasskeySignInOptionsMutation } from '@/features/identity/passkeys.documents';
import { ownPath } from '@/lib/own-path';
import { departure } from './departure';
import {
  ConfirmSignInMutation,
  SignInMutation,
  SignInWithPasskeyMutation,
  type Session,
} from './session.documents';
import { workspaceOfPath, workspacesOf } from './workspaces';

/** Whoever has an account signs in with it to accept an invitation. */
export const JOIN_PATH = '/join';

/** Signs in and goes on to where the person wanted to be, if their role has that place. */
export function useSignIn() {
  const client = useClient();
  const router = useRouter();
  const wanted = ownPath(useSearchParams().get('next'));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  /** Whether the password was right and a code has to follow. */
  const [needsCode, setNeedsCode] = useState(false);

  const goOn = useCallback(
    (session: Session) => {
      // Whoever signs in here ends what somebody before could not end.
      departure.set(null);
      rememberCsrf(session.csrf);
      const workspace = workspaceOfPath(wanted ?? '');
      const mine = workspace !== undefined && workspacesOf(session.roles).includes(workspace);
      router.replace((mine || wanted === JOIN_PATH) && wanted ? wanted : '/home');
    },
    [router, wanted],
  );
  const enter = useCallback(
    async (asking: Promise<Outcome<Session>>) => {
      setBusy(true);
      setFailure(undefined);
      const outcome = await asking;
      if (!outcome.ok) {
        const { code } = outcome.failure;
        setBusy(false);
        if (code === 'SECOND_STEP_NEEDED') setNeedsCode(true);
        else setFailure(outcome.failure);
        if (code === 'SECOND_STEP_OVER') setNeedsCode(false);
        return;
      }
      goOn(outcome.data);
    },
    [goOn],
  );
  const signIn = useCallback(
    (input: { email: string; password: string }) =>
      enter(mutate(client, SignInMutation, { input }).then(of(({ signIn: session }) => session))),
    [client, enter],
  );
  const confirm = useCallback(
    (code: string) =>
      enter(mutate(client, ConfirmSignInMutation, { code }).then(of(({ confirmSignIn }) => confirmSignIn))),
    [client, enter],
  );
  const withPasskey = useCallback(
    () =>
      enter(
        mutate(client, PasskeySignInOptionsMutation, {})
          .then(async (asked) => (asked.ok ? showPasskey(asked.data.passkeySignInOptions) : asked))
          .then(async (shown) =>
            shown.ok ? mutate(client, SignInWithPasskeyMutation, { input: { response: shown.data } }) : shown,
          )
          .then(of(({ signInWithPasskey }) => signInWithPasskey)),
      ),
    [client, enter],
  );
  const again = useCallback(() => {
    setFailure(undefined);
    setNeedsCode(false);
  }, []);
  return { signIn, goOn, confirm, withPasskey, again, needsCode, busy, failure };
}

export type SignIn = ReturnType<typeof useSignIn>;

/** The part of an answer that is wanted. */
function of<Data, Part>(select: (data: Data) => Part): (outcome: Outcome<Data>) => Outcome<Part> {
  return (outcome) => (outcome.ok ? { ok: true, data: select(outcome.data) } : outcome);
}
