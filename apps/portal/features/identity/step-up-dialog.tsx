'use client';

import { Anchor, Button, Group, Modal, PasswordInput, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useQuery } from 'urql';
import type { Failure } from '@/lib/failure';
import { settleStepUp } from '@/lib/step-up';
import { useRequest } from '@/lib/use-request';
import { FailureNote } from '@/ui/notes';
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
  const [{ data, error }] = useQuery({ query: MyFactorsQuery, requestPolicy: 'cache-and-network' });
  const options = useRequest(PasskeyStepUpOptionsMutation);
  const [failure, setFailure] = useState<Failure>();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<'password' | 'code'>();
  const hasCodes = data ? data.myFactors.codesSince !== null : false;
  const hasPasskeys = (data?.myFactors.passkeys ?? 0) > 0 && knowsPasskeys();
  const kind = chosen ?? (hasCodes ? 'code' : 'password');

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await request.run({ input: { [kind]: typed } });
    if (outcome.ok) settleStepUp(true);
    else setTyped('');
  };
  const withPasskey = async () => {
    setFailure(undefined);
    const asked = await options.run({});
    const shown = asked.ok ? await showPasskey(asked.data.passkeyStepUpOptions) : asked;
    if (!shown.ok) return setFailure(shown.failure);
    const outcome = await request.run({ input: { passkey: shown.data } });
    if (outcome.ok) settleStepUp(true);
  };
  const change = () => {
    setChosen(kind === 'code' ? 'password' : 'code');
    setTyped('');
    request.reset();
  };
  if (!data && !error) return <Skeleton height={120} />;
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <Text c="dimmed">{t('text')}</Text>
        {kind === 'code' ? (
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
        ) : (
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
        {hasCodes && (
          <Anchor component="button" type="button" size="sm" onClick={change}>
            {kind === 'code' ? t('usePassword') : t('useCode')}
          </Anchor>
        )}
        {hasPasskeys && (
          <Button
            variant="default"
            leftSection={<IconFingerprint size={18} stroke={1.7} aria-hidden />}
            disabled={request.busy}
            onClick={() => void withPasskey()}
          >
            {t('passkey')}
          </Button>
        )}
        {failure && <FailureNote failure={failure} />}
        {request.failure && <FailureNote failure={request.failure} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => settleStepUp(false)}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={request.busy} disabled={typed.trim() === ''}>
            {t('submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
