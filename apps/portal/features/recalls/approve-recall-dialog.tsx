'use client';

import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useAction } from '@/lib/use-action';
import { CodeText } from '@/ui/code-text';
import { FailureNote, Note } from '@/ui/notes';
import { ApproveRecallMutation, type Recall } from './recalls.documents';

/** The second signature. The lot number is typed again, because nothing brings a recall back. */
export function ApproveRecallDialog({
  recall,
  opened,
  onClose,
  onDone,
}: {
  recall: Recall;
  opened: boolean;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('recalls.approve');
  const action = useAction(ApproveRecallMutation);
  const [typed, setTyped] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await action.run({ recallId: recall.id });
    if (outcome.ok) onDone();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t('title', { lot: recall.lot.number })}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Note tone="warn" icon={IconInfoCircle}>
            {t('text', { name: recall.proposedBy })}
          </Note>
          <TextInput
            label={
              <>
                {t('type')} <CodeText strong>{recall.lot.number}</CodeText>
              </>
            }
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {action.failure && <FailureNote failure={action.failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" color="brick" loading={action.busy} disabled={typed !== recall.lot.number}>
              {t('submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
