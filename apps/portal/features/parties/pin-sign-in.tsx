'use client';

import { Divider, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { PinForm } from './pin-form';
import { TerminalOperatorsQuery } from './session.documents';
import { useSignIn } from './use-sign-in';

/** At a terminal that is locked, or that others have left: who has signed in at it today goes on with the PIN. */
export function PinSignIn() {
  const t = useTranslations('signIn');
  const { goOn } = useSignIn();
  const [{ data }] = useQuery({ query: TerminalOperatorsQuery, requestPolicy: 'network-only' });
  const people = data?.terminalOperators ?? [];
  if (people.length === 0) return null;
  return (
    <Stack gap="md" mb="lg">
      <Text c="dimmed">{t('withPin')}</Text>
      <PinForm people={people} onSession={goOn} />
      <Divider label={t('withPassword')} />
    </Stack>
  );
}
