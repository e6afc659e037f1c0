'use client';

import { IconMapQuestion } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { EmptyNote } from '@/ui/empty-note';

export default function NotFound() {
  const t = useTranslations('notFound');
  return (
    <EmptyNote icon={IconMapQuestion} title={t('title')} action={<Link href="/home">{t('home')}</Link>}>
      {t('text')}
    </EmptyNote>
  );
}
