'use client';

import { useTranslations } from 'next-intl';
import { AuditTrail } from '@/features/audit/audit-trail';
import { Page } from '@/ui/page';

export default function AuditPage() {
  const t = useTranslations('audit');
  return (
    <Page title={t('title')} lead={t('lead')}>
      <AuditTrail />
    </Page>
  );
}
