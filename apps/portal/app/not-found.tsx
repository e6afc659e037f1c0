import { IconMapQuestion } from '@tabler/icons-react';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { EmptyNote } from '@/ui/notes';

export default async function NotFound() {
  const t = await getTranslations('notFound');
  return (
    <EmptyNote icon={IconMapQuestion} title={t('title')} action={<Link href="/home">{t('home')}</Link>}>
      {t('text')}
    </EmptyNote>
  );
}
