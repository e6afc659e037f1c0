'use client';

import { useTranslations } from 'next-intl';
import { AlertTable } from '@/features/alerts/alert-table';
import { CaseList } from '@/features/cases/case-list';
import { Page } from '@/ui/page';

export default function AlertsPage() {
  const t = useTranslations('alerts');
  return (
    <Page title={t('title')} lead={t('lead')}>
      <CaseList folder="/distributor" />
      <AlertTable />
    </Page>
  );
}
