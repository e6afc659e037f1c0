'use client';

import { Button, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import type { ScanInput } from '@/features/scanning/scan-input';
import { AnswerScanMutation, type ScanAnswerKind } from '@/features/verification/verification.documents';
import { useAction } from '@/lib/use-action';
import { FailureNote } from '@/ui/notes';

const REASONS = ['WRONG_PACK', 'RETURNED', 'REPORTED', 'TRAINING'] as const satisfies ScanAnswerKind[];

/** Leaves a red card without quarantine. Why is kept with the scan, for the site and for the regulator. */
export function WhyDialog({
  scan,
  onClose,
  onDone,
}: {
  scan: ScanInput;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('dispensing.why');
  const reasons = useTranslations('verdict.answers');
  const action = useAction(AnswerScanMutation);
  const [note, setNote] = useState('');
  const answer = async (kind: ScanAnswerKind, words = '') => {
    const outcome = await action.run({
      scan: scan.text,
      answer: kind,
      ...(words === '' ? {} : { note: words }),
    });
    if (outcome.ok) onDone();
  };
  const other = (event: FormEvent) => {
    event.preventDefault();
    void answer('OTHER', note.trim());
  };
  return (
    <Modal opened onClose={onClose} title={t('title')}>
      <Stack gap="xs">
        <Text c="dimmed" mb="xs">
          {t('text')}
        </Text>
        {REASONS.map((reason, index) => (
          <Button
            key={reason}
            variant="default"
            justify="flex-start"
            size="md"
            disabled={action.busy}
            data-autofocus={index === 0 || undefined}
            onClick={() => void answer(reason)}
          >
            {reasons(reason)}
          </Button>
        ))}
        <form onSubmit={other}>
          <Stack gap="xs">
            <Textarea
              label={t('other')}
              autosize
              minRows={1}
              maxLength={500}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
            <Button type="submit" loading={action.busy} disabled={note.trim() === ''}>
              {t('submit')}
            </Button>
          </Stack>
        </form>
        {action.failure && <FailureNote failure={action.failure} />}
      </Stack>
    </Modal>
  );
}
