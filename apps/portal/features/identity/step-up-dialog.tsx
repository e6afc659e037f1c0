'use client';

import { Button, Group, Modal, PasswordInput, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useQuery } from 'urql';
import { failureOf, type Failure } from '@/lib/failure';
import { settleStepUp } from '@/lib/step-up';
import { useRequest } from '@/lib/use-request';
import { FailureNote, Note } from '@/ui/notes';
import { knowsPasskeys, showPasskey } from './browser-passkeys';
import { PasskeyStepUpOptionsMutation } from './passkeys.documents';
import { MyFactorsQuery, StepUpMutation } from './second-factor.documents';

/** Above the dialog that asked for it. */
const ABOVE = 300;

/** Asks once more who sits there, before something that weighs more than the rest. */
export function StepUpDialog() {
  const t = useTranslations('stepUp');
  return (
    <Modal opened onClose={() => settleStepUp(false)} title={t('title')} size="sm" zIndex={ABOVE}>
      <StepUpForm />
    </Modal>
  );
}

function StepUpForm() {
  const t = useTranslations('stepUp');
  const request = useRequest(StepUpMutation);
  const [{ data, error }, reload] = useQuery({ query: MyFactorsQuery, requestPolicy: 'cache-and-network' });
  const options = useRequest(PasskeyStepUpOptionsMutation);
  const [typed, setTyped] = useState('');
  /** Of the passkey, which the request has not heard of. */
  const [shown, setShown] = useState<Failure>();
  const hasCodes = data ? data.myFactors.codesSince !== null : false;
  const hasPasskeys = (data?.myFactors.passkeys ?? 0) > 0 && knowsPasskeys();
  const hasStronger = hasCodes || (data?.myFactors.passkeys ?? 0) > 0;
  const kind = hasCodes ? 'code' : hasStronger ? null : 'password';

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (kind === null) return;
    setShown(undefined);
    const outcome = await request.run({ input: { [kind]: typed } });
    if (outcome.ok) settleStepUp(true);
    else setTyped('');
  };
  const withPasskey = async () => {
    setShown(undefined);
    request.reset();
    const asked = await options.run({});
    const answer = asked.ok ? await showPasskey(asked.data.passkeyStepUpOptions) : asked;
    if (!answer.ok) return setShown(answer.failure);
    const outcome = await request.run({ input: { passkey: answer.data } });
    if (outcome.ok) settleStepUp(true);
  };
  if (error && !data) return <FailureNote failure={failureOf(error)} onRetry={() => reload()} />;
  if (!data) return <Skeleton height={120} />;
  const failure = shown ?? request.failure;
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <Text c="dimmed">{t('text')}</Text>
        {kind === 'code' && (
          <TextInput
            key="code"
            label={t('code')}
            description={t('codeFrom')}
            inputMode="numeric"
            autoComplete="one-time-code"
            data-autofocus
            autoFocus
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {kind === 'password' && (
          <PasswordInput
            key="password"
            label={t('password')}
            autoComplete="current-password"
            data-autofocus
            autoFocus
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {kind === null && !hasPasskeys && (
          <Note tone="warn" icon={IconFingerprint}>
            {t('noPasskeyHere')}
          </Note>
        )}
        {hasPasskeys && (
          <Button
            variant={kind === null ? 'filled' : 'default'}
            data-autofocus={kind === null || undefined}
            leftSection={<IconFingerprint size={18} stroke={1.7} aria-hidden />}
            disabled={request.busy}
            onClick={() => void withPasskey()}
          >
            {t('passkey')}
          </Button>
        )}
        {failure && <FailureNote failure={failure} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => settleStepUp(false)}>
            {t('cancel')}
          </Button>
          {kind !== null && (
            <Button type="submit" loading={request.busy} disabled={typed.trim() === ''}>
              {t('submit')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
