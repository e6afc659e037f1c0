'use client';

import { Button, PasswordInput, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { IconMailOff } from '@tabler/icons-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState, type FormEvent } from 'react';
import { useQuery } from 'urql';
import { DoorScreen } from '@/features/parties/door-screen';
import { AcceptInvitationMutation, JoinSiteMutation, MeQuery } from '@/features/parties/session.documents';
import { JOIN_PATH, useSignIn } from '@/features/parties/use-sign-in';
import { rememberCsrf } from '@/lib/csrf';
import { failureOf } from '@/lib/failure';
import { useRequest } from '@/lib/use-request';
import { FailureNote, Note } from '@/ui/notes';
import { HeldInvitationQuery } from './people.documents';

const KEPT = 'custodia.invitation';

/** Where the link of an invitation leads: a new account, or another site for the one that there is. */
export function JoinScreen() {
  const t = useTranslations('join');
  const [token, setToken] = useState<string>();
  useEffect(() => {
    const given = window.location.hash.slice(1);
    if (given !== '') {
      // Kept while the person signs in, and out of the address, which others may see.
      sessionStorage.setItem(KEPT, given);
      window.history.replaceState(null, '', JOIN_PATH);
    }
    setToken(given || (sessionStorage.getItem(KEPT) ?? ''));
  }, []);
  return (
    <DoorScreen title={t('title')}>
      {token === undefined ? <Skeleton height={240} /> : <Invitation token={token} />}
    </DoorScreen>
  );
}

function Invitation({ token }: { token: string }) {
  const t = useTranslations('join');
  const [{ data, error }, refetch] = useQuery({
    query: HeldInvitationQuery,
    variables: { token },
    requestPolicy: 'network-only',
  });
  if (error) {
    const failure = failureOf(error);
    if (failure.code !== 'INVITATION_OVER')
      return <FailureNote failure={failure} onRetry={() => refetch({ requestPolicy: 'network-only' })} />;
    return (
      <Stack gap="md">
        <Note tone="stop" icon={IconMailOff}>
          {t('over')}
        </Note>
        <Button component={Link} href="/sign-in" variant="default">
          {t('toSignIn')}
        </Button>
      </Stack>
    );
  }
  if (!data) return <Skeleton height={240} />;
  const { siteName, email, known } = data.heldInvitation;
  return (
    <Stack gap="md">
      <Text>{t('text', { site: siteName, email })}</Text>
      {known ? <WithAccount token={token} email={email} /> : <NewAccount token={token} email={email} />}
    </Stack>
  );
}

function NewAccount({ token, email }: { token: string; email: string }) {
  const t = useTranslations('join');
  const locale = useLocale();
  const { goOn } = useSignIn();
  const request = useRequest(AcceptInvitationMutation);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const input = {
      token,
      name: String(fields.get('name')),
      password: String(fields.get('password')),
      locale,
    };
    const outcome = await request.run({ input });
    if (!outcome.ok) return;
    sessionStorage.removeItem(KEPT);
    goOn(outcome.data.acceptInvitation);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <TextInput name="name" label={t('name')} autoComplete="name" maxLength={100} required size="md" />
        <PasswordInput
          name="password"
          label={t('password')}
          description={t('passwordText')}
          autoComplete="new-password"
          required
          size="md"
        />
        {request.failure && <FailureNote failure={request.failure} />}
        <Button type="submit" size="md" loading={request.busy}>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  );
}

function WithAccount({ token, email }: { token: string; email: string }) {
  const t = useTranslations('join');
  const { goOn } = useSignIn();
  const [{ data, fetching }] = useQuery({ query: MeQuery, requestPolicy: 'network-only' });
  const request = useRequest(JoinSiteMutation);
  if (fetching) return <Skeleton height={44} />;
  const me = data?.me;
  const join = async () => {
    if (me) rememberCsrf(me.csrf);
    const outcome = await request.run({ token });
    if (!outcome.ok) return;
    sessionStorage.removeItem(KEPT);
    goOn(outcome.data.joinSite);
  };
  if (me?.user.email.toLowerCase() !== email.toLowerCase())
    return (
      <>
        <Text c="dimmed">{t('haveAccount')}</Text>
        <Button component={Link} href={`/sign-in?next=${JOIN_PATH}`} size="md">
          {t('signInFirst')}
        </Button>
      </>
    );
  return (
    <>
      {request.failure && <FailureNote failure={request.failure} />}
      <Button size="md" loading={request.busy} onClick={() => void join()}>
        {t('joinAs', { name: me.user.name })}
      </Button>
    </>
  );
}
