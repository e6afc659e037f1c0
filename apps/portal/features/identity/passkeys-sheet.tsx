'use client';

import { ActionIcon, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { IconFingerprint, IconPencil, IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { useRequest } from '@/lib/use-request';
import { useTime } from '@/lib/use-time';
import { DataTable } from '@/ui/data-table';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { AddPasskeyDialog } from './add-passkey-dialog';
import { knowsPasskeys } from './browser-passkeys';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import {
  MyPasskeysQuery,
  RemovePasskeyMutation,
  RenamePasskeyMutation,
  type Passkey,
} from './passkeys.documents';

type Doing = { kind: 'add' } | { kind: 'rename' | 'remove'; passkey: Passkey };

/** Keys on one's devices in place of the password. */
export function PasskeysSheet() {
  const t = useTranslations('security.passkeys');
  const { day, ago } = useTime();
  const possible = useMounted() && knowsPasskeys();
  const [{ data, error }, refetch] = useQuery({ query: MyPasskeysQuery, requestPolicy: 'cache-and-network' });
  const [doing, setDoing] = useState<Doing>();
  const reload = () => refetch({ requestPolicy: 'network-only' });
  const done = () => {
    setDoing(undefined);
    reload();
  };
  return (
    <Sheet
      flush
      title={t('title')}
      lead={t('lead')}
      actions={
        <Button disabled={!possible} onClick={() => setDoing({ kind: 'add' })}>
          {t('add')}
        </Button>
      }
    >
      {error && <FailureNote failure={failureOf(error)} onRetry={reload} />}
      {(data ?? !error) && (
        <DataTable
          label={t('title')}
          rows={data?.myPasskeys}
          rowKey={({ id }) => id}
          columns={[
            { key: 'name', header: t('name'), cell: ({ name }) => name },
            { key: 'created', header: t('created'), wideOnly: true, cell: ({ createdAt }) => day(createdAt) },
            {
              key: 'used',
              header: t('used'),
              cell: ({ lastUsedAt }) => (lastUsedAt ? ago(lastUsedAt) : t('never')),
            },
            {
              key: 'actions',
              header: '',
              align: 'end',
              cell: (passkey) => (
                <Group gap="xs" justify="flex-end" wrap="nowrap">
                  <ActionIcon
                    variant="default"
                    aria-label={t('renameOne', { name: passkey.name })}
                    onClick={() => setDoing({ kind: 'rename', passkey })}
                  >
                    <IconPencil size={16} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    variant="default"
                    aria-label={t('removeOne', { name: passkey.name })}
                    onClick={() => setDoing({ kind: 'remove', passkey })}
                  >
                    <IconTrash size={16} aria-hidden />
                  </ActionIcon>
                </Group>
              ),
            },
          ]}
          empty={
            <EmptyNote icon={IconFingerprint} title={t('empty')}>
              {t('emptyText')}
            </EmptyNote>
          }
        />
      )}
      {doing?.kind === 'add' && <AddPasskeyDialog onClose={() => setDoing(undefined)} onDone={done} />}
      {doing?.kind === 'rename' && (
        <RenameDialog passkey={doing.passkey} onClose={() => setDoing(undefined)} onDone={done} />
      )}
      {doing?.kind === 'remove' && (
        <RemoveDialog passkey={doing.passkey} onClose={() => setDoing(undefined)} onDone={done} />
      )}
    </Sheet>
  );
}

interface DialogProps {
  passkey: Passkey;
  onClose: () => void;
  onDone: () => void;
}

function RenameDialog({ passkey, onClose, onDone }: DialogProps) {
  const t = useTranslations('security.passkeys');
  const request = useRequest(RenamePasskeyMutation);
  const [name, setName] = useState(passkey.name);
  const submit = async () => {
    const outcome = await request.run({ id: passkey.id, name });
    if (outcome.ok) onDone();
  };
  return (
    <Modal opened onClose={onClose} title={t('rename')} size="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('name')}
            maxLength={60}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {request.failure && <FailureNote failure={request.failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={request.busy} disabled={name.trim() === ''}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function RemoveDialog({ passkey, onClose, onDone }: DialogProps) {
  const t = useTranslations('security.passkeys');
  const request = useRequest(RemovePasskeyMutation);
  const submit = async () => {
    const outcome = await request.run({ id: passkey.id });
    if (outcome.ok) onDone();
  };
  return (
    <ConfirmDialog
      title={t('removeOne', { name: passkey.name })}
      text={t('removeText')}
      cancel={t('cancel')}
      confirm={t('remove')}
      busy={request.busy}
      failure={request.failure}
      onClose={onClose}
      onConfirm={() => void submit()}
    />
  );
}
