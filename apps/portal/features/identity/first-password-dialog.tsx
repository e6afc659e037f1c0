'use client';

import { Button, Group, Modal, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslations } from 'next-intl';
import { useSession } from '@/features/parties/session-provider';
import { useRequest } from '@/lib/use-request';
import { FailureNote } from '@/ui/notes';
import { SHORTEST_PASSWORD } from './change-password-dialog';
import { SetFirstPasswordMutation } from './own-account.documents';

/** A password for who has signed in with passkeys alone; one of them is asked for before it counts. */
export function FirstPasswordDialog({ onClose, onSet }: { onClose: () => void; onSet: () => void }) {
  const t = useTranslations('security.password');
  const { session } = useSession();
  const request = useRequest(SetFirstPasswordMutation);
  const form = useForm({
    initialValues: { password: '', again: '' },
    validate: {
      password: (value) =>
        [...value].length < SHORTEST_PASSWORD ? t('errors.short', { length: SHORTEST_PASSWORD }) : null,
      again: (value, { password }) => (value === password ? null : t('errors.differs')),
    },
  });
  const submit = async ({ password }: { password: string }) => {
    const outcome = await request.run({ password });
    if (outcome.ok) onSet();
  };
  return (
    <Modal opened onClose={onClose} title={t('first')}>
      <form onSubmit={form.onSubmit((values) => void submit(values))} noValidate>
        <Stack gap="md">
          <input type="text" autoComplete="username" value={session.user.email} readOnly hidden />
          <PasswordInput
            label={t('new')}
            description={t('rule', { length: SHORTEST_PASSWORD })}
            autoComplete="new-password"
            data-autofocus
            {...form.getInputProps('password')}
          />
          <PasswordInput label={t('again')} autoComplete="new-password" {...form.getInputProps('again')} />
          {request.failure && <FailureNote failure={request.failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={request.busy}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
