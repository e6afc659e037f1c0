'use client';

import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useAction } from '@/lib/use-action';
import { FailureNote } from '@/ui/notes';
import { RetractRecallMutation, type Recall } from './recalls.documents';

/** Takes a proposal back, with a reason: the second person can no longer approve it. */
export function RetractRecallDialog({
  recall,
  onClose,
  onDone,
}: {
  recall: Recall;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('recalls.retract');
  const action = useAction(RetractRecallMutation);
  const [reason, setReason] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await action.run({ recallId: recall.id, reason: reason.trim() });
    if (outcome.ok) onDone();
  };
  return (
    <Modal opened onClose={onClose} title={t('title', { lot: recall.lot.number })}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Text c="dimmed">{t('text')}</Text>
          <Textarea
            label={t('reason')}
            autosize
            minRows={2}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {action.failure && <FailureNote failure={action.failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={action.busy} disabled={reason.trim() === ''}>
              {t('submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
