'use client';

import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useTime } from '@/lib/use-time';
import { FailureNote } from '@/ui/notes';
import type { Sending } from './use-document-upload';

/** A document with large files on its way into a record. */
export function DocumentSending({
  sending: { share, failure },
  onGoOn,
  onGiveUp,
}: {
  sending: Sending;
  onGoOn: () => void;
  onGiveUp: () => void;
}) {
  const t = useTranslations('record.document');
  const { number } = useTime();
  const percent = Math.floor(share * 100);
  return (
    <Stack gap="sm">
      {failure ? (
        <FailureNote failure={failure} onRetry={onGoOn} />
      ) : (
        <>
          <Progress value={Math.max(2, percent)} animated aria-label={t('sending')} />
          <Text role="status">{t('sent', { percent: number(percent) })}</Text>
        </>
      )}
      <Group>
        <Button variant="default" onClick={onGiveUp}>
          {t(failure ? 'giveUp' : 'cancel')}
        </Button>
      </Group>
    </Stack>
  );
}
