'use client';

import { useTranslations } from 'next-intl';
import { OwedList } from '@/features/dispensing/owed-list';
import { Page } from '@/ui/page';

export default function OwedPage() {
  const t = useTranslations('owed');
  return (
    <Page title={t('title')} lead={t('lead')} back={{ href: '/pharmacy/supplies', label: t('back') }}>
      <OwedList />
    </Page>
  );
}
