'use client';

import { Button, Group, Modal, Radio, Stack, Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import type { VariablesOf } from '@/lib/graphql';
import { useAction } from '@/lib/use-action';
import { FailureNote } from '@/ui/notes';
import { CloseIncidentMutation } from './alerts.documents';
import { CLOSING_CODES } from './closing-codes';

type Code = VariablesOf<typeof CloseIncidentMutation>['input']['code'];

/** Closes an incident with what it turned out to be; the codes measure how often a rule is right. */
export function CloseIncidentDialog({
  incidentId,
  alerts,
  onClose,
  onDone,
}: {
  incidentId: string;
  alerts: number;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('incidents');
  const action = useAction(CloseIncidentMutation);
  const [code, setCode] = useState<string>('');
  const [note, setNote] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await action.run({ incidentId, code: code as Code, note: note.trim() });
    if (outcome.ok) onDone();
  };
  return (
    <Modal opened onClose={onClose} title={t('closing.title', { count: alerts })}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Radio.Group label={t('closing.code')} value={code} onChange={setCode}>
            <Stack gap={8} mt={8}>
              {CLOSING_CODES.map((value) => (
                <Radio key={value} value={value} label={t(`codes.${value}`)} />
              ))}
            </Stack>
          </Radio.Group>
          <Textarea
            label={t('closing.note')}
            autosize
            minRows={2}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          {action.failure && <FailureNote failure={action.failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('closing.cancel')}
            </Button>
            <Button type="submit" loading={action.busy} disabled={code === '' || note.trim() === ''}>
              {t('closeIt')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
