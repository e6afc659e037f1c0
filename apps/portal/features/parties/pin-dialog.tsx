'use client';

import { Button, Modal, PasswordInput, PinInput, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useRequest } from '@/lib/use-request';
import { FailureNote } from '@/ui/notes';
import { PIN_LENGTH } from './pin-form';
import { SetPinMutation } from './session.documents';

/** Sets the PIN for the fast change of operators; the password proves who sets it. */
export function PinDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useTranslations('operator');
  const [pin, setPin] = useState('');
  const [password, setPassword] = useState('');
  const request = useRequest(SetPinMutation);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await request.run({ pin, password });
    if (!outcome.ok) return;
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
          {request.failure && <FailureNote failure={request.failure} />}
          <Button type="submit" loading={request.busy} disabled={pin.length < PIN_LENGTH || password === ''}>
            {t('savePin')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
