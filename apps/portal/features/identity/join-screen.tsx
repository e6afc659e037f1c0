'use client';

import { Button, Divider, PasswordInput, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { IconFingerprint, IconMailOff } from '@tabler/icons-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useQuery } from 'urql';
import { DoorScreen } from '@/features/parties/door-screen';
import { AcceptInvitationMutation, JoinSiteMutation, MeQuery } from '@/features/parties/session.documents';
import { JOIN_PATH, useSignIn } from '@/features/parties/use-sign-in';
import { rememberCsrf } from '@/lib/csrf';
import { failureOf, type Failure } from '@/lib/failure';
import { useRequest } from '@/lib/use-request';
import { FailureNote, Note } from '@/ui/notes';
import { knowsPasskeys, makePasskey } from './browser-passkeys';
import { HeldInvitationQuery, InvitationPasskeyOptionsMutation } from './people.documents';

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

/** With a passkey, which nobody can be talked out of, or with a password. */
function NewAccount({ token, email }: { token: string; email: string }) {
  const t = useTranslations('join');
  const locale = useLocale();
  const { goOn } = useSignIn();
  const options = useRequest(InvitationPasskeyOptionsMutation);
  const request = useRequest(AcceptInvitationMutation);
  const form = useRef<HTMLFormElement>(null);
  const [failure, setFailure] = useState<Failure>();
  const [asking, setAsking] = useState(false);
  const canPasskey = knowsPasskeys();

  const accept = async (name: string, factor: { password: string } | { passkey: unknown }) => {
    const outcome = await request.run({ input: { token, name, locale, ...factor } });
    if (!outcome.ok) return setFailure(outcome.failure);
    sessionStorage.removeItem(KEPT);
    goOn(outcome.data.acceptInvitation);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setFailure(undefined);
    const fields = new FormData(event.currentTarget);
    void accept(String(fields.get('name')), { password: String(fields.get('password')) });
  };
  const withPasskey = async () => {
    const field = form.current?.elements.namedItem('name');
    if (!(field instanceof HTMLInputElement) || !field.reportValidity()) return;
    setFailure(undefined);
    const asked = await options.run({ token, name: field.value });
    if (!asked.ok) return setFailure(asked.failure);
    setAsking(true);
    const made = await makePasskey(asked.data.invitationPasskeyOptions);
    setAsking(false);
    if (!made.ok) return setFailure(made.failure);
    await accept(field.value, { passkey: made.data });
  };
  const busy = options.busy || asking || request.busy;
  return (
    <form ref={form} onSubmit={submit}>
      <Stack gap="md">
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <TextInput name="name" label={t('name')} autoComplete="name" maxLength={100} required size="md" />
        {canPasskey && (
          <>
            <div>
              <Button
                fullWidth
                size="md"
                leftSection={<IconFingerprint size={18} stroke={1.7} aria-hidden />}
                loading={busy}
                onClick={() => void withPasskey()}
              >
                {t('withPasskey')}
              </Button>
              <Text size="sm" c="dimmed" mt={6}>
                {t('passkeyText')}
              </Text>
            </div>
            <Divider label={t('orPassword')} />
          </>
        )}
        <PasswordInput
          name="password"
          label={t('password')}
          description={t('passwordText')}
          autoComplete="new-password"
          required
          size="md"
        />
        {failure && <FailureNote failure={failure} />}
        <Button type="submit" size="md" variant={canPasskey ? 'default' : 'filled'} loading={busy}>
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
