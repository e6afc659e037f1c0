'use client';

import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ReadLine } from './entry-list';
import { fileIn } from './fhir';

const ENDING: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

/** The way to a document's file: it was opened on this device, and is saved from here. */
export function DocumentFile({ line }: { line: ReadLine }) {
  const t = useTranslations('record');
  const file = fileIn(line.resource);
  if (!file || line.summary.state === 'taken-back') return null;
  const save = () => {
    const link = document.createElement('a');
    link.href = `data:${file.contentType};base64,${file.data}`;
    link.download = `${line.summary.title || 'document'}.${ENDING[file.contentType] ?? 'bin'}`;
    link.click();
  };
  return (
    <Button variant="default" size="xs" leftSection={<IconDownload size={14} aria-hidden />} onClick={save}>
      {t('saveFile')}
    </Button>
  );
}
