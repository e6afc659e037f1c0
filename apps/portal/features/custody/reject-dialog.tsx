'use client';

import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useAction } from '@/lib/use-action';
import { FailureNote } from '@/ui/notes';
import { RejectShipmentMutation } from './custody.documents';

export interface RejectDialogProps {
  shipmentId: string;
  /** Null for the whole shipment. */
  lineIds: string[] | null;
  opened: boolean;
  onClose: () => void;
  onDone: () => void;
}

/** Sends goods back to where they came from, with a reason that the sender reads. */
export function RejectDialog({ shipmentId, lineIds, opened, onClose, onDone }: RejectDialogProps) {
  const t = useTranslations('custody.reject');
  const action = useAction(RejectShipmentMutation);
  const [reason, setReason] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await action.run({ shipmentId, lineIds, reason });
    if (!outcome.ok) return;
    setReason('');
    onDone();
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={lineIds ? t('some', { count: lineIds.length }) : t('all')}
    >
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
            <Button type="submit" color="brick" loading={action.busy} disabled={reason.trim() === ''}>
              {t('submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
