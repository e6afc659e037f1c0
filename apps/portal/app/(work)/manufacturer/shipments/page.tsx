'use client';

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { ShipmentList } from '@/features/custody/shipment-list';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { Page } from '@/ui/page';

export default function ShipmentsPage() {
  const t = useTranslations('custody');
  const router = useRouter();
  useKey('N', t('ship.title'), () => router.push('/manufacturer/shipments/new'));
  const action = (
    <Button
      component={Link}
      href="/manufacturer/shipments/new"
      leftSection={<IconPlus size={16} aria-hidden />}
      rightSection={<KeyCap>N</KeyCap>}
    >
      {t('ship.title')}
    </Button>
  );
  return (
    <Page title={t('shipments')} lead={t('outboundLead')} actions={action}>
      <ShipmentList
        direction="OUTBOUND"
        base="/manufacturer/shipments"
        empty={{ title: t('nothingSent'), text: t('nothingSentText'), action }}
      />
    </Page>
  );
}
