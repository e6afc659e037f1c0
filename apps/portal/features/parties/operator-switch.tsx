'use client';

import { Button, Modal, PinInput, Stack, Text, UnstyledButton } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useClient, useQuery } from 'urql';
import { failureOf, type Failure } from '@/lib/failure';
import { useStore } from '@/lib/store';
import { FailureNote } from '@/ui/notes';
import classes from './operator-switch.module.css';
import { operatorSwitchOpen } from './operator-switch-store';
import { SwitchOperatorMutation, TerminalOperatorsQuery } from './session.documents';
import { useSession } from './session-provider';

export const PIN_LENGTH = 6;

/** Changes the person at a shared terminal: pick a name, type the PIN. */
export function OperatorSwitch() {
  const t = useTranslations('operator');
  const opened = useStore(operatorSwitchOpen);
  const close = () => operatorSwitchOpen.set(false);
  return (
    <Modal opened={opened} onClose={close} title={t('switch')} size="sm">
      <SwitchForm onDone={close} />
    </Modal>
  );
}

function SwitchForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations('operator');
  const client = useClient();
  const router = useRouter();
  const { session, adopt } = useSession();
  const [chosen, setChosen] = useState<string>();
  const [pin, setPin] = useState('');
  const [failure, setFailure] = useState<Failure>();
  const [{ data, fetching }] = useQuery({ query: TerminalOperatorsQuery, requestPolicy: 'network-only' });
  const others = data?.terminalOperators.filter(({ id }) => id !== session.user.id) ?? [];

  const submit = async (userId: string, typed: string) => {
    setFailure(undefined);
    const { data: answer, error } = await client
      .mutation(SwitchOperatorMutation, { input: { userId, pin: typed } })
      .toPromise();
    setPin('');
    if (error) setFailure(failureOf(error));
    if (!answer) return;
    onDone();
    adopt(answer.switchOperator);
  };

  return (
    <Stack gap="md">
      {others.length === 0 && !fetching && <Text c="dimmed">{t('nobodyElse')}</Text>}
      {others.length > 0 && (
        <div className={classes.people} role="radiogroup" aria-label={t('who')}>
          {others.map(({ id, name }) => (
            <UnstyledButton
              key={id}
              className={classes.person}
              role="radio"
              aria-checked={id === chosen}
              onClick={() => setChosen(id)}
            >
              {name}
            </UnstyledButton>
          ))}
        </div>
      )}
      {chosen && (
        <div className={classes.pin}>
          <Text size="sm" mb={6}>
            {t('pin')}
          </Text>
          <PinInput
            key={chosen}
            length={PIN_LENGTH}
            type="number"
            mask
            autoFocus
            aria-label={t('pin')}
            value={pin}
            onChange={setPin}
            onComplete={(typed) => void submit(chosen, typed)}
          />
        </div>
      )}
      {failure && <FailureNote failure={failure} />}
      <Button variant="default" onClick={() => router.push('/sign-in?add=1')}>
        {t('addPerson')}
      </Button>
    </Stack>
  );
}
