'use client';

import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useAction } from '@/lib/use-action';
import { FailureNote } from '@/ui/notes';
import { ReinstatePartyMutation, SuspendPartyMutation, type Party } from './parties.documents';

export type PartyOrder = 'suspend' | 'reinstate';

export function PartyOrderDialog({
  party,
  order,
  onClose,
  onDone,
}: {
  party: Party;
  order: PartyOrder;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations(`parties.${order}`);
  const suspend = useAction(SuspendPartyMutation);
  const reinstate = useAction(ReinstatePartyMutation);
  const [reason, setReason] = useState('');
  const action = order === 'suspend' ? suspend : reinstate;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await action.run({ siteId: party.id, reason: reason.trim() });
    if (outcome.ok) onDone();
  };
  return (
    <Modal opened onClose={onClose} title={t('title', { name: party.name })}>
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
            <Button
              type="submit"
              {...(order === 'suspend' ? { color: 'brick' } : {})}
              loading={action.busy}
              disabled={reason.trim() === ''}
            >
              {t('submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
