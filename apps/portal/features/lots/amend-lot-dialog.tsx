'use client';

import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useAction } from '@/lib/use-action';
import { FailureNote } from '@/ui/notes';
import { Expiry } from './expiry';
import { ExpiryInput, expiryOf, type ExpiryValue } from './expiry-input';
import { AmendLotMutation, type Lot } from './lots.documents';

export interface AmendLotDialogProps {
  lot: Pick<Lot, 'id' | 'number' | 'expiry' | 'expiryDayGiven' | 'version'>;
  onClose: () => void;
  onDone: () => void;
}

/** Corrects a typing error in the expiry, so that packs and record say the same again. */
export function AmendLotDialog({ lot, onClose, onDone }: AmendLotDialogProps) {
  const t = useTranslations('lots.amend');
  const errors = useTranslations('lots.register.errors');
  const action = useAction(AmendLotMutation);
  const [value, setValue] = useState<ExpiryValue>({
    month: lot.expiry.slice(0, 7),
    day: lot.expiryDayGiven ? String(Number(lot.expiry.slice(8))) : '',
  });
  const [reason, setReason] = useState('');
  const asked = expiryOf(value);
  const same = asked?.date === lot.expiry && asked.dayGiven === lot.expiryDayGiven;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!asked) return;
    const outcome = await action.run({
      lotId: lot.id,
      version: lot.version,
      expiry: asked.date,
      expiryDayGiven: asked.dayGiven,
      reason,
    });
    if (outcome.ok) onDone();
  };
  return (
    <Modal opened onClose={onClose} title={t('title', { number: lot.number })}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Text c="dimmed">{t('text')}</Text>
          <Text>
            {t('now')} <Expiry date={lot.expiry} dayGiven={lot.expiryDayGiven} />
          </Text>
          <ExpiryInput value={value} onChange={setValue} error={asked ? null : errors('expiry')} />
          <Textarea
            label={t('reason')}
            required
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {action.failure && <FailureNote failure={action.failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={action.busy} disabled={!asked || same || reason.trim() === ''}>
              {t('submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
