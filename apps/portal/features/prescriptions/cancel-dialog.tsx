'use client';

import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useAction } from '@/lib/use-action';
import { FailureNote } from '@/ui/notes';
import { CancelPrescriptionMutation, type Prescription } from './prescriptions.documents';

/** Cancels what is still open of a prescription, or one item of it. */
export function CancelDialog({
  prescription,
  item,
  onClose,
  onDone,
}: {
  prescription: Prescription;
  /** Only this one. */
  item?: Prescription['items'][number] | undefined;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('prescriptions.cancel');
  const action = useAction(CancelPrescriptionMutation);
  const [reason, setReason] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await action.run({
      prescriptionId: prescription.id,
      itemIds: item ? [item.id] : [],
      reason: reason.trim(),
    });
    if (outcome.ok) onDone();
  };
  return (
    <Modal opened onClose={onClose} title={item ? t('titleItem', { number: item.ordinal + 1 }) : t('title')}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Text c="dimmed">{t(item ? 'textItem' : 'text')}</Text>
          <TextInput
            label={t('reason')}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {action.failure && <FailureNote failure={action.failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('keep')}
            </Button>
            <Button type="submit" color="brick" loading={action.busy} disabled={reason.trim() === ''}>
              {t(item ? 'submitItem' : 'submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
