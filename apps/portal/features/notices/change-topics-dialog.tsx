'use client';

import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useRequest } from '@/lib/use-request';
import { FailureNote } from '@/ui/notes';
import { ChangeWebhookMutation, type Topic, type Webhook } from './notices.documents';
import { TopicBoxes } from './topic-boxes';

/** Says of what else a webhook is told; its address and secret stay. */
export function ChangeTopicsDialog({
  webhook,
  offered,
  onClose,
  onDone,
}: {
  webhook: Webhook;
  offered: readonly Topic[];
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('notices.change');
  const request = useRequest(ChangeWebhookMutation);
  const [topics, setTopics] = useState<Topic[]>([...webhook.topics]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await request.run({ input: { webhookId: webhook.id, topics } });
    if (outcome.ok) onDone();
  };
  return (
    <Modal opened onClose={onClose} title={t('title')}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Text c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {webhook.url}
          </Text>
          <TopicBoxes label={t('topics')} offered={offered} value={topics} onChange={setTopics} />
          {topics.length === 0 && <Text size="sm">{t('none')}</Text>}
          {request.failure && <FailureNote failure={request.failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={request.busy} disabled={topics.length === 0}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
