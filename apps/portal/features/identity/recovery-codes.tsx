'use client';

import { Button, Group, Stack } from '@mantine/core';
import { IconAlertTriangle, IconDownload } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Note } from '@/ui/notes';
import { CopyButton } from '@/ui/copy-button';
import classes from './recovery-codes.module.css';

/** Shown this once: the server keeps only what lets it recognise them. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const t = useTranslations('security.recovery');
  const text = codes.join('\n');
  return (
    <Stack gap="md">
      <Note tone="warn" icon={IconAlertTriangle}>
        {t('once')}
      </Note>
      <ol className={classes.codes} aria-label={t('title')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <Group justify="space-between">
        <Group gap="xs">
          <CopyButton text={text} />
          <Button
            component="a"
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`}
            download="custodia-recovery-codes.txt"
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t('download')}
          </Button>
        </Group>
        <Button data-autofocus onClick={onDone}>
          {t('kept')}
        </Button>
      </Group>
    </Stack>
  );
}
