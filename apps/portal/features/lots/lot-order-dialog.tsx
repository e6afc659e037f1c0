'use client';

import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useAction } from '@/lib/use-action';
import { FailureNote } from '@/ui/notes';
import { HoldLotMutation, ReleaseLotMutation, type Lot } from './lots.documents';

export interface LotOrderDialogProps {
  order: 'hold' | 'release';
  lot: Pick<Lot, 'id' | 'number'>;
  opened: boolean;
  onClose: () => void;
  onDone: () => void;
}

/** Holds a lot, or lets it go again. Both can be taken back, so a reason is enough. */
export function LotOrderDialog({ order, lot, opened, onClose, onDone }: LotOrderDialogProps) {
  const t = useTranslations(`lots.${order}`);
  const hold = useAction(HoldLotMutation);
  const release = useAction(ReleaseLotMutation);
  const [reason, setReason] = useState('');
  const action = order === 'hold' ? hold : release;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const input = { lotId: lot.id, reason };
    const outcome = order === 'hold' ? await hold.run(input) : await release.run(input);
    if (!outcome.ok) return;
    setReason('');
    onDone();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t('title', { number: lot.number })}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Text c="dimmed">{t('text')}</Text>
          <Textarea
            label={t('reason')}
            autosize
            minRows={2}
            required
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
