'use client';

import { Button, Group, Modal, Radio, Stack, Text, Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { IncidentRow } from '@/features/alerts/alerts.documents';
import { refusedRows } from '@/features/alerts/refused-rows';
import { useAlertWords } from '@/features/alerts/use-alert-words';
import { useAction } from '@/lib/use-action';
import { FailureNote } from '@/ui/notes';
import { AskInCasesMutation, type AskedIncident } from './cases.documents';

/** Asks each incident's maker, or its places, the same; then says of each what became of it. */
export function AskIncidentsDialog({
  incidents,
  onClose,
  onDone,
}: {
  incidents: readonly IncidentRow[];
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('cases');
  const refusals = useTranslations('incidents.closing.refused');
  const words = useAlertWords();
  const action = useAction(AskInCasesMutation);
  const [to, setTo] = useState<'SITE' | 'MAKER'>('SITE');
  const [text, setText] = useState('');
  const [rows, setRows] = useState<readonly AskedIncident[]>();
  const done = useRef<HTMLButtonElement>(null);
  useEffect(() => done.current?.focus(), [rows]);
  const nameOf = (id: string) => {
    const incident = incidents.find((one) => one.id === id);
    const serial = incident?.alerts[0]?.serial;
    return incident && `${words.title(incident)}${serial ? ` …${serial.slice(-4)}` : ''}`;
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await action.run({ incidentIds: incidents.map(({ id }) => id), to, text: text.trim() });
    if (outcome.ok) setRows(outcome.data.askInCases);
  };
  if (rows) {
    const asked = rows.filter(({ refusal }) => refusal === null);
    return (
      <Modal opened onClose={onDone} title={t('askMany.result')}>
        <Stack gap="md">
          <Text role="status">{t('askMany.asked', { count: asked.length, of: rows.length })}</Text>
          <ul>
            {rows.map(({ id, refusal, case: file }) => (
              <li key={id}>
                <strong>{nameOf(id)}</strong>:{' '}
                {refusal ? refusals(refusal) : t('askMany.in', { number: file?.number ?? '' })}
              </li>
            ))}
          </ul>
          <Group justify="flex-end">
            <Button ref={done} onClick={onDone}>
              {t('askMany.done')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    );
  }
  const refused = refusedRows(action.failure);
  return (
    <Modal opened onClose={onClose} title={t('askMany.title', { count: incidents.length })}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Text c="dimmed">{t('askMany.text')}</Text>
          <Radio.Group label={t('askWhom')} value={to} onChange={(value) => setTo(value as typeof to)}>
            <Stack gap={8} mt={8}>
              {(['SITE', 'MAKER'] as const).map((side, at) => (
                <Radio
                  key={side}
                  value={side}
                  label={t(`sides.${side}`)}
                  data-autofocus={at === 0 || undefined}
                />
              ))}
            </Stack>
          </Radio.Group>
          <Textarea
            label={t('texts.ask')}
            autosize
            minRows={3}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {action.failure && <FailureNote failure={action.failure} />}
          {refused.length > 0 && (
            <ul>
              {refused.map(({ id, code }) => (
                <li key={id}>
                  <strong>{nameOf(id)}</strong>: {refusals(code)}
                </li>
              ))}
            </ul>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={action.busy} disabled={text.trim() === ''}>
              {t('ask')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
