'use client';

import { Button } from '@mantine/core';
import { IconArrowBackUp, IconHandGrab, IconTruckLoading } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useSession } from '@/features/parties/session-provider';
import { Page } from '@/ui/page';
import { StockTable } from './stock-table';

/** The stock of the site, and the ways in and out of it. */
export function StockScreen({ folder }: { folder: string }) {
  const t = useTranslations('custody');
  const { can } = useSession();
  return (
    <Page
      title={t('stock.title')}
      lead={t('stock.lead')}
      actions={
        <>
          {can('custody.claim') && (
            <Button
              component={Link}
              href={`${folder}/stock/claim`}
              variant="default"
              leftSection={<IconHandGrab size={16} aria-hidden />}
            >
              {t('claim.action')}
            </Button>
          )}
          {can('custody.return') && (
            <Button
              component={Link}
              href={`${folder}/shipments/new?kind=return`}
              variant="default"
              leftSection={<IconArrowBackUp size={16} aria-hidden />}
            >
              {t('returnAction')}
            </Button>
          )}
          {can('custody.ship') && (
            <Button
              component={Link}
              href={`${folder}/shipments/new`}
              leftSection={<IconTruckLoading size={16} aria-hidden />}
            >
              {t('ship.title')}
            </Button>
          )}
        </>
      }
    >
      <StockTable base={`${folder}/stock`} />
    </Page>
  );
}
