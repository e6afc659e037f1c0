'use client';

import { Button, Modal, PasswordInput, PinInput, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useClient } from 'urql';
import { failureOf, type Failure } from '@/lib/failure';
import { FailureNote } from '@/ui/notes';
import { PIN_LENGTH } from './pin-form';
import { SetPinMutation } from './session.documents';

/** Sets the PIN for the fast change of operators; the password proves who sets it. */
export function PinDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useTranslations('operator');
  const client = useClient();
  const [pin, setPin] = useState('');
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<Failure>();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setFailure(undefined);
    const { error } = await client.mutation(SetPinMutation, { pin, password }).toPromise();
    if (error) {
      setFailure(failureOf(error));
      return;
    }
    setPin('');
    setPassword('');
    notifications.show({ message: t('pinSaved') });
    onClose();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t('setPin')} size="sm">
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Text c="dimmed">{t('pinWhy')}</Text>
          <PasswordInput
            label={t('password')}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="current-password"
            required
          />
          <div>
            <Text size="sm" fw={500} mb={4}>
              {t('newPin')}
            </Text>
            <PinInput
              length={PIN_LENGTH}
              type="number"
              mask
              aria-label={t('newPin')}
              value={pin}
              onChange={setPin}
            />
          </div>
          {failure && <FailureNote failure={failure} />}
          <Button type="submit" disabled={pin.length < PIN_LENGTH || password === ''}>
            {t('savePin')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
