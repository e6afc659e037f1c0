'use client';

import { Button, Modal, Stack } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { FailureNote, Note } from '@/ui/notes';
import { useAttempt } from './use-attempt';

/** Before something that was allowed is stopped: what stops, and what cannot be undone. */
export function StopDialog({
  title,
  stops,
  cannotUndo,
  onStop,
  onClose,
}: {
  title: string;
  stops: string;
  cannotUndo: string;
  onStop: () => Promise<void>;
  onClose: () => void;
}) {
  const t = useTranslations('record.sharing');
  const { busy, failure, attempt } = useAttempt();
  return (
    <Modal opened onClose={onClose} title={title}>
      <p>{stops}</p>
      <Note tone="info" icon={IconInfoCircle}>
        {cannotUndo}
      </Note>
      {failure && <FailureNote failure={failure} />}
      <Stack mt="md" gap="xs">
        <Button variant="default" size="md" onClick={onClose}>
          {t('keep')}
        </Button>
        <Button
          color="brick"
          size="md"
          loading={busy !== undefined}
          onClick={() => void attempt('stop', onStop)}
        >
          {t('stopNow')}
        </Button>
      </Stack>
    </Modal>
  );
}
