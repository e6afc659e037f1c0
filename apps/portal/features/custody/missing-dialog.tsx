'use client';

import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/lib/use-action';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { FailureNote } from '@/ui/notes';
import { ReportMissingMutation, type ShipmentLine } from './custody.documents';

export interface MissingDialogProps {
  /** What was announced and has not been taken in. */
  lines: readonly ShipmentLine[];
  onClose: () => void;
  onDone: () => void;
}

/** Says that packs of a delivery did not come. The sender sees it, and the packs cannot be dispensed anywhere. */
export function MissingDialog({ lines, onClose, onDone }: MissingDialogProps) {
  const t = useTranslations('custody.missing');
  const { number } = useTime();
  const action = useAction(ReportMissingMutation);
  const units = lines.reduce((sum, { range }) => sum + range.to - range.from, 0);
  const [reported, setReported] = useState<readonly string[]>([]);
  const submit = async () => {
    // What went through before a failure is not reported a second time.
    for (const { id, run, range } of lines.filter((line) => !reported.includes(line.id))) {
      const outcome = await action.run({ runId: run.id, ...range });
      if (!outcome.ok) return;
      setReported((before) => [...before, id]);
    }
    onDone();
  };
  return (
    <Modal opened onClose={onClose} title={t('title', { count: units })}>
      <Stack gap="md">
        <Text c="dimmed">{t('text')}</Text>
        <List>
          {lines.map(({ id, run, range }) => (
            <List.Item key={id}>
              {run.lot.product.name} <CodeText>{run.lot.number}</CodeText>:{' '}
              {t('positions', { from: number(range.from + 1), to: number(range.to) })}
            </List.Item>
          ))}
        </List>
        {action.failure && <FailureNote failure={action.failure} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button color="brick" loading={action.busy} onClick={() => void submit()}>
            {t('submit')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
