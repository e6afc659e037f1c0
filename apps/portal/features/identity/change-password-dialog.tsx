'use client';

import { Button, Group, Modal, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useClient } from 'urql';
import { useRequest } from '@/lib/use-request';
import { useSession } from '@/features/parties/session-provider';
import { FailureNote } from '@/ui/notes';
import { ChangePasswordMutation, MySessionsQuery } from './own-account.documents';

export const SHORTEST_PASSWORD = 15;

interface Values {
  password: string;
  newPassword: string;
  again: string;
}

export function ChangePasswordDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('security.password');
  const client = useClient();
  const { session } = useSession();
  const request = useRequest(ChangePasswordMutation);
  const form = useForm<Values>({
    initialValues: { password: '', newPassword: '', again: '' },
    validate: {
      password: (value) => (value === '' ? t('errors.missing') : null),
      newPassword: (value) =>
        [...value].length < SHORTEST_PASSWORD ? t('errors.short', { length: SHORTEST_PASSWORD }) : null,
      again: (value, { newPassword }) => (value === newPassword ? null : t('errors.differs')),
    },
  });
  const submit = async ({ password, newPassword }: Values) => {
    const outcome = await request.run({ input: { password, newPassword } });
    if (!outcome.ok) return;
    notifications.show({ message: t('changed', { count: outcome.data.changePassword }) });
    void client.query(MySessionsQuery, {}, { requestPolicy: 'network-only' }).toPromise();
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('change')}>
      <form onSubmit={form.onSubmit((values) => void submit(values))} noValidate>
        <Stack gap="md">
          {/* Password managers save the new one under this name. */}
          <input type="text" autoComplete="username" value={session.user.email} readOnly hidden />
          <PasswordInput
            label={t('old')}
            autoComplete="current-password"
            data-autofocus
            {...form.getInputProps('password')}
          />
          <PasswordInput
            label={t('new')}
            description={t('rule', { length: SHORTEST_PASSWORD })}
            autoComplete="new-password"
            {...form.getInputProps('newPassword')}
          />
          <PasswordInput label={t('again')} autoComplete="new-password" {...form.getInputProps('again')} />
          {request.failure && <FailureNote failure={request.failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={request.busy}>
              {t('change')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
