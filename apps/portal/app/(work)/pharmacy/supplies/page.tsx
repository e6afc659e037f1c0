'use client';

import { useTranslations } from 'next-intl';
import { DispensingList } from '@/features/dispensing/dispensing-list';
import { Page } from '@/ui/page';

export default function SuppliesPage() {
  const t = useTranslations('supplies');
  return (
    <Page title={t('title')} lead={t('lead')}>
      <DispensingList />
    </Page>
  );
}
