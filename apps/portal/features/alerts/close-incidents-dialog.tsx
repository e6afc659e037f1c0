'use client';

import { Button, Group, Modal, Radio, Stack, Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import type { VariablesOf } from '@/lib/graphql';
import { useAction } from '@/lib/use-action';
import { FailureNote } from '@/ui/notes';
import { CloseIncidentsMutation, type IncidentSummary } from './alerts.documents';
import { CLOSING_CODES } from './closing-codes';
import { refusedRows } from './refused-rows';
import { useAlertWords } from './use-alert-words';

type Code = VariablesOf<typeof CloseIncidentsMutation>['input']['code'];

/** One incident, or several of one rule. */
type Closing = IncidentSummary & { readonly alerts: readonly unknown[] };

/** Closes incidents with what they turned out to be; the codes measure how often a rule is right. */
export function CloseIncidentsDialog({
  incidents,
  onClose,
  onLeaveOut,
  onDone,
}: {
  incidents: readonly Closing[];
  onClose: () => void;
  /** Goes on without some of them. */
  onLeaveOut?: (ids: readonly string[]) => void;
  onDone: () => void;
}) {
  const t = useTranslations('incidents');
  const words = useAlertWords();
  const action = useAction(CloseIncidentsMutation);
  const [code, setCode] = useState<string>('');
  const [note, setNote] = useState('');
  const many = incidents.length > 1;
  const alerts = incidents.reduce((sum, incident) => sum + incident.alerts.length, 0);
  const refused = refusedRows(action.failure).filter(({ id }) => incidents.some((one) => one.id === id));
  // Those that stood in the way are not among them any more.
  const leftOut = refusedRows(action.failure).length > 0 && refused.length === 0;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await action.run({
      incidentIds: incidents.map(({ id }) => id),
      code: code as Code,
      note: note.trim(),
    });
    if (outcome.ok) onDone();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={
        many
          ? t('closing.titleMany', { incidents: incidents.length, alerts })
          : t('closing.title', { count: alerts })
      }
    >
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Radio.Group label={t('closing.code')} value={code} onChange={setCode}>
            <Stack gap={8} mt={8}>
              {CLOSING_CODES.map((value, at) => (
                <Radio
                  key={value}
                  value={value}
                  label={t(`codes.${value}`)}
                  data-autofocus={at === 0 || undefined}
                />
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
          {action.failure && !leftOut && <FailureNote failure={action.failure} />}
          {refused.length > 0 && (
            <ul>
              {refused.map(({ id, code: why }) => (
                <li key={id}>
                  <strong>{words.title(incidents.find((one) => one.id === id)!)}</strong>:{' '}
                  {t(`closing.refused.${why}`)}
                </li>
              ))}
            </ul>
          )}
          {many && refused.length > 0 && refused.length < incidents.length && onLeaveOut && (
            <Button variant="default" onClick={() => onLeaveOut(refused.map(({ id }) => id))}>
              {t('closing.leaveOut', { count: refused.length })}
            </Button>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('closing.cancel')}
            </Button>
            <Button type="submit" loading={action.busy} disabled={code === '' || note.trim() === ''}>
              {many ? t('closing.closeMany', { count: incidents.length }) : t('closeIt')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
