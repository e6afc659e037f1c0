'use client';

import { useTranslations } from 'next-intl';
import { ShipmentList } from '@/features/custody/shipment-list';
import { Page } from '@/ui/page';

export default function ReceivePage() {
  const t = useTranslations('custody');
  return (
    <Page title={t('receive.title')} lead={t('receive.pageLead')}>
      <ShipmentList
        direction="INBOUND"
        base="/pharmacy/receive"
        empty={{ title: t('nothingInbound'), text: t('nothingInboundText') }}
      />
    </Page>
  );
}
