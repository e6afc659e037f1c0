'use client';

import { Button, Group, Modal, NumberInput, Stack, Text, Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useRequest } from '@/lib/use-request';
import { FailureNote } from '@/ui/notes';
import { ChangeThresholdMutation, type Threshold } from './rules.documents';

/** Changes a number that the rules go by, with the reason, which is kept. */
export function ThresholdDialog({
  threshold,
  label,
  onClose,
  onDone,
}: {
  threshold: Threshold;
  label: string;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('rules.thresholds');
  const request = useRequest(ChangeThresholdMutation);
  const { name, market, least, most, standard } = threshold;
  const [value, setValue] = useState<number | string>(threshold.value);
  const [reason, setReason] = useState('');
  const isSound =
    typeof value === 'number' &&
    Number.isInteger(value) &&
    value >= least &&
    value <= most &&
    value !== threshold.value;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isSound) return;
    const outcome = await request.run({ input: { name, market, value, reason: reason.trim() } });
    if (outcome.ok) onDone();
  };
  return (
    <Modal opened onClose={onClose} title={t('change')}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Text>{label}</Text>
          <NumberInput
            label={t('value')}
            description={t('bounds', { least, most, standard })}
            allowDecimal={false}
            allowNegative={false}
            data-autofocus
            value={value}
            onChange={setValue}
          />
          <Textarea
            label={t('reason')}
            description={t('reasonText')}
            required
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {request.failure && <FailureNote failure={request.failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={request.busy} disabled={!isSound || reason.trim() === ''}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
