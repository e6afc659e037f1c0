'use client';

import { Button } from '@mantine/core';
import { IconPlus, IconTruckDelivery } from '@tabler/icons-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { Page } from '@/ui/page';
import { ShipmentList } from './shipment-list';

/** What the site has sent. Where nothing else leads to what comes back, a link does. */
export function ShipmentsScreen({ folder, inbound = false }: { folder: string; inbound?: boolean }) {
  const t = useTranslations('custody');
  const router = useRouter();
  useKey('N', t('ship.title'), () => router.push(`${folder}/shipments/new`));
  const action = (
    <Button
      component={Link}
      href={`${folder}/shipments/new`}
      leftSection={<IconPlus size={16} aria-hidden />}
      rightSection={<KeyCap>N</KeyCap>}
    >
      {t('ship.title')}
    </Button>
  );
  return (
    <Page
      title={t('shipments')}
      lead={t('outboundLead')}
      actions={
        <>
          {inbound && (
            <Button
              component={Link}
              href={`${folder}/receive`}
              variant="default"
              leftSection={<IconTruckDelivery size={16} aria-hidden />}
            >
              {t('toYou')}
            </Button>
          )}
          {action}
        </>
      }
    >
      <ShipmentList
        direction="OUTBOUND"
        base={`${folder}/shipments`}
        empty={{ title: t('nothingSent'), text: t('nothingSentText'), action }}
      />
    </Page>
  );
}
