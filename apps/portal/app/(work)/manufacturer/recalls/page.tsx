'use client';

import { useTranslations } from 'next-intl';
import { RecallList } from '@/features/recalls/recall-list';
import { Page } from '@/ui/page';

export default function RecallsPage() {
  const t = useTranslations('recalls');
  return (
    <Page title={t('title')} lead={t('leadOwn')}>
      <RecallList base="/manufacturer/recalls" empty={{ title: t('empty'), text: t('emptyOwn') }} />
    </Page>
  );
}
