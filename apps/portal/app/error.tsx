'use client';

import { Button } from '@mantine/core';
import { IconBug } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { EmptyNote } from '@/ui/empty-note';

/** A fault of the portal itself. Nothing was sent by it; the screen can be built anew. */
export default function ErrorScreen({ error, reset }: { error: Error; reset: () => void }) {
  const t = useTranslations('fault');
  useEffect(() => console.error(error), [error]);
  return (
    <EmptyNote icon={IconBug} title={t('title')} action={<Button onClick={reset}>{t('again')}</Button>}>
      {t('text')}
    </EmptyNote>
  );
}
