'use client';

import { Button, Group, Modal, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useAction } from '@/lib/use-action';
import { FailureNote } from '@/ui/notes';
import { CorrectPatientMutation, type SupplyBasis } from './dispensing.documents';

/** Grounds on which the right patient may have got the pack without a code to scan here. */
const BASES: readonly SupplyBasis[] = ['PAPER', 'EMERGENCY', 'OVER_THE_COUNTER', 'WARD', 'COMPOUNDING'];

/** Recorded for the wrong patient: the pack stays supplied, the prescription gets its quantity back. */
export function CorrectPatientDialog({
  lineId,
  onClose,
  onDone,
}: {
  lineId: string;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('supplies.correct');
  const bases = useTranslations('basket');
  const action = useAction(CorrectPatientMutation);
  const [reason, setReason] = useState('');
  const [basis, setBasis] = useState<SupplyBasis>('PAPER');
  const [paper, setPaper] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await action.run({
      lineId,
      reason,
      basis,
      ...(basis === 'PAPER' ? { paperReference: paper.trim() } : {}),
    });
    if (outcome.ok) onDone();
  };
  const complete = reason.trim() !== '' && (basis !== 'PAPER' || paper.trim() !== '');
  return (
    <Modal opened onClose={onClose} title={t('title')}>
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
          <Select
            label={t('basis')}
            allowDeselect={false}
            data={BASES.map((value) => ({ value, label: bases(`bases.${value}`) }))}
            value={basis}
            onChange={(value) => setBasis((value ?? 'PAPER') as SupplyBasis)}
          />
          {basis === 'PAPER' && (
            <TextInput
              label={bases('paperReference')}
              description={bases('paperReferenceText')}
              value={paper}
              onChange={(event) => setPaper(event.currentTarget.value)}
            />
          )}
          {action.failure && <FailureNote failure={action.failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={action.busy} disabled={!complete}>
              {t('submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
