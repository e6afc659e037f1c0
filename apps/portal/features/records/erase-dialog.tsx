'use client';

import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useClient } from 'urql';
import type { Failure } from '@/lib/failure';
import { mutate } from '@/lib/mutate';
import { askStepUp } from '@/lib/step-up';
import { FailureNote } from '@/ui/notes';
import { useRecord } from './open-record';
import { eraseNodes } from './record';
import { EraseRecordMutation } from './records.documents';
import { vaultFailure } from './vault-failure';

/** Erases the record and the account, at the nodes first. */
export function EraseDialog({
  onClose,
  onErased,
}: {
  onClose: () => void;
  /** Told before the screen is left. */
  onErased?: () => void;
}) {
  const t = useTranslations('record.more');
  const client = useClient();
  const { record, account, leave } = useRecord();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const erase = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      // Before anything is gone, the nodes' part above all, which asks for the open record alone.
      if (!(await askStepUp())) return setBusy(false);
      // The nodes first: once the account is gone, nobody could order it any more.
      await eraseNodes(record);
      const outcome = await mutate(client, EraseRecordMutation, {});
      if (outcome.ok) {
        onErased?.();
        return leave();
      }
      setFailure(outcome.failure);
    } catch (error) {
      setFailure(vaultFailure(error));
    }
    setBusy(false);
  };
  return (
    <Modal opened onClose={onClose} title={t('eraseTitle')}>
      <Stack>
        <p>{t('eraseText')}</p>
        <TextInput
          size="md"
          label={t('eraseConfirm', { email: account.email })}
          value={typed}
          autoComplete="off"
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        {failure && <FailureNote failure={failure} />}
        <Button
          size="md"
          color="brick"
          disabled={typed.trim() !== account.email}
          loading={busy}
          onClick={() => void erase()}
        >
          {t('eraseNow')}
        </Button>
      </Stack>
    </Modal>
  );
}
