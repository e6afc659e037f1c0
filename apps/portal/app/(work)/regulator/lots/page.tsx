'use client';

import { useTranslations } from 'next-intl';
import { LotList } from '@/features/lots/lot-list';
import { Page } from '@/ui/page';

export default function RegulatorLotsPage() {
  const t = useTranslations('lots');
  return (
    <Page title={t('title')} lead={t('leadOthers')}>
      <LotList base="/regulator/lots" canRegister={false} />
    </Page>
  );
}
