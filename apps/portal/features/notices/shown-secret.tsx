'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { CodeText } from '@/ui/code-text';
import { CopyButton } from '@/ui/copy-button';
import { Note } from '@/ui/notes';

/** The secret of a webhook, this once. */
export function ShownSecret({
  secret,
  until,
  onKept,
}: {
  secret: string;
  /** What becomes of the secret before this one. */
  until?: string;
  onKept: () => void;
}) {
  const t = useTranslations('notices.add');
  return (
    <Stack gap="md">
      <Note tone="warn" icon={IconAlertTriangle}>
        {t('once')} {until}
      </Note>
      <Text component="div" style={{ overflowWrap: 'anywhere' }}>
        <CodeText long>{secret}</CodeText>
      </Text>
      <Text size="sm" c="dimmed">
        {t('check')}
      </Text>
      <Group justify="flex-end">
        <CopyButton text={secret} />
        <Button data-autofocus onClick={onKept}>
          {t('kept')}
        </Button>
      </Group>
    </Stack>
  );
}
