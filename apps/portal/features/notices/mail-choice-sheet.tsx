'use client';

import { Button, Group, Skeleton, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconMailOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { useRequest } from '@/lib/use-request';
import { FailureNote, Note } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { ChooseMailMutation, MyMailChoiceQuery, type Topic } from './notices.documents';
import { TopicBoxes } from './topic-boxes';

/** Of what the person wants a mail: nobody else chooses that. */
export function MailChoiceSheet() {
  const t = useTranslations('notices.mail');
  const [{ data, error }, refetch] = useQuery({
    query: MyMailChoiceQuery,
    requestPolicy: 'cache-and-network',
  });
  const request = useRequest(ChooseMailMutation);
  const [chosen, setChosen] = useState<Topic[]>();
  const choice = data?.myMailChoice;
  if (choice?.offered.length === 0) return null;
  const topics = chosen ?? choice?.topics ?? [];
  const isChanged =
    chosen !== undefined && [...chosen].sort().join() !== [...(choice?.topics ?? [])].sort().join();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await request.run({ topics: [...topics] });
    if (!outcome.ok) return;
    notifications.show({ message: t('saved') });
    refetch({ requestPolicy: 'network-only' });
  };
  return (
    <Sheet title={t('title')} lead={t('lead')}>
      {error && !choice && (
        <FailureNote failure={failureOf(error)} onRetry={() => refetch({ requestPolicy: 'network-only' })} />
      )}
      {!choice && !error && <Skeleton height={90} />}
      {choice && (
        <form onSubmit={(event) => void submit(event)}>
          <Stack gap="md">
            {!choice.available && (
              <Note tone="info" icon={IconMailOff}>
                {t('unavailable')}
              </Note>
            )}
            <TopicBoxes label={t('topics')} offered={choice.offered} value={topics} onChange={setChosen} />
            {request.failure && <FailureNote failure={request.failure} />}
            <Group justify="flex-end">
              <Button type="submit" variant="default" loading={request.busy} disabled={!isChanged}>
                {t('save')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Sheet>
  );
}
