'use client';

import { useTranslations } from 'next-intl';
import { Page } from '@/ui/page';
import { ShipmentList } from './shipment-list';

/** What is on its way to the site. */
export function InboundScreen({ folder }: { folder: string }) {
  const t = useTranslations('custody');
  return (
    <Page title={t('receive.title')} lead={t('receive.pageLead')}>
      <ShipmentList
        direction="INBOUND"
        base={`${folder}/receive`}
        empty={{ title: t('nothingInbound'), text: t('nothingInboundText') }}
      />
    </Page>
  );
}
