'use client';

import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import type { Failure } from '@/lib/failure';
import { useRequest } from '@/lib/use-request';
import { FailureNote } from '@/ui/notes';
import { makePasskey } from './browser-passkeys';
import { AddPasskeyMutation, BeginPasskeyMutation } from './passkeys.documents';

/** A name first, so that one can tell the keys apart later; then the browser takes over. */
export function AddPasskeyDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const t = useTranslations('security.passkeys');
  const begin = useRequest(BeginPasskeyMutation);
  const add = useRequest(AddPasskeyMutation);
  const [name, setName] = useState('');
  const [failure, setFailure] = useState<Failure>();
  const [asking, setAsking] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setFailure(undefined);
    const begun = await begin.run({});
    if (!begun.ok) return setFailure(begun.failure);
    setAsking(true);
    const made = await makePasskey(begun.data.beginPasskey);
    setAsking(false);
    if (!made.ok) return setFailure(made.failure);
    const added = await add.run({ input: { name: name.trim(), response: made.data } });
    if (added.ok) onDone();
    else setFailure(added.failure);
  };
  return (
    <Modal opened onClose={onClose} title={t('add')} size="sm">
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Text c="dimmed">{t('addText')}</Text>
          <TextInput
            label={t('name')}
            placeholder={t('example')}
            maxLength={60}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {failure && <FailureNote failure={failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={begin.busy || asking || add.busy} disabled={name.trim() === ''}>
              {t('go')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
