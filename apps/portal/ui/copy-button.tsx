'use client';

import { Button, CopyButton as Copying } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';

/** Puts a text into the clipboard and says for a moment that it is there. */
export function CopyButton({ text }: { text: string }) {
  const t = useTranslations('copy');
  return (
    <Copying value={text}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          onClick={copy}
        >
          {copied ? t('done') : t('action')}
        </Button>
      )}
    </Copying>
  );
}
