'use client';

import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useAction } from '@/lib/use-action';
import { FailureNote } from '@/ui/notes';
import { CorrectPatientMutation } from './dispensing.documents';

/** Recorded for the wrong patient: the packs stay supplied, the prescription gets its quantity back. */
export function CorrectPatientDialog({
  lineIds,
  onClose,
  onDone,
}: {
  lineIds: readonly string[];
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('supplies.correct');
  const action = useAction(CorrectPatientMutation);
  const [reason, setReason] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await action.run({ lineIds: [...lineIds], reason });
    if (outcome.ok) onDone();
  };
  return (
    <Modal opened onClose={onClose} title={t('title')}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Text c="dimmed">{t('text')}</Text>
          <Textarea
            label={t('reason')}
            required
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
