'use client';

import { useTranslations } from 'next-intl';
import { AlertTable } from '@/features/alerts/alert-table';
import { CaseList } from '@/features/cases/case-list';
import { HandedOutIssues } from '@/features/dispensing/handed-out-issues';
import { Page } from '@/ui/page';

export default function IssuesPage() {
  const t = useTranslations('issues');
  return (
    <Page title={t('title')} lead={t('lead')}>
      <HandedOutIssues />
      <CaseList folder="/pharmacy" />
      <AlertTable title={t('alerts')} />
    </Page>
  );
}
