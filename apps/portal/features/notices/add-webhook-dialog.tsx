'use client';

import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useRequest } from '@/lib/use-request';
import { FailureNote } from '@/ui/notes';
import { AddWebhookMutation, type Topic } from './notices.documents';
import { ShownSecret } from './shown-secret';
import { TopicBoxes } from './topic-boxes';

/** Two steps: say where to and of what, then keep the secret, which is shown this once. */
export function AddWebhookDialog({
  offered,
  onClose,
  onAdded,
}: {
  offered: readonly Topic[];
  onClose: () => void;
  onAdded: () => void;
}) {
  const t = useTranslations('notices.add');
  const request = useRequest(AddWebhookMutation);
  const [url, setUrl] = useState('https://');
  const [topics, setTopics] = useState<Topic[]>([...offered]);
  const [secret, setSecret] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await request.run({ input: { url: url.trim(), topics } });
    if (!outcome.ok) return;
    setSecret(outcome.data.addWebhook.secret);
    onAdded();
  };
  return (
    <Modal opened onClose={onClose} title={t('title')} closeOnClickOutside={!secret} closeOnEscape={!secret}>
      {secret ? (
        <ShownSecret secret={secret} onKept={onClose} />
      ) : (
        <form onSubmit={(event) => void submit(event)}>
          <Stack gap="md">
            <TextInput
              type="url"
              label={t('url')}
              description={t('urlText')}
              required
              data-autofocus
              maxLength={500}
              value={url}
              onChange={(event) => setUrl(event.currentTarget.value)}
            />
            <TopicBoxes label={t('topics')} offered={offered} value={topics} onChange={setTopics} />
            {request.failure && <FailureNote failure={request.failure} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('cancel')}
              </Button>
              <Button
                type="submit"
                loading={request.busy}
                disabled={topics.length === 0 || url.trim().length < 12}
              >
                {t('submit')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
