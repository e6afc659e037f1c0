'use client';

import { useTranslations } from 'next-intl';
import { use } from 'react';
import { ShipmentDetail } from '@/features/custody/shipment-detail';

export default function InboundShipmentPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = use(params);
  const t = useTranslations('custody');
  return <ShipmentDetail id={id} back={{ href: '/manufacturer/receive', label: t('receive.title') }} />;
}
