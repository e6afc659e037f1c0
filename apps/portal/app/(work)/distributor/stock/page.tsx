'use client';

import { Button } from '@mantine/core';
import { IconArrowBackUp, IconTruckLoading } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { StockTable } from '@/features/custody/stock-table';
import { Page } from '@/ui/page';

export default function StockPage() {
  const t = useTranslations('custody');
  return (
    <Page
      title={t('stock.title')}
      lead={t('stock.lead')}
      actions={
        <>
          <Button
            component={Link}
            href="/distributor/shipments/new?kind=return"
            variant="default"
            leftSection={<IconArrowBackUp size={16} aria-hidden />}
          >
            {t('returnAction')}
          </Button>
          <Button
            component={Link}
            href="/distributor/shipments/new"
            leftSection={<IconTruckLoading size={16} aria-hidden />}
          >
            {t('ship.title')}
          </Button>
        </>
      }
    >
      <StockTable />
    </Page>
  );
}
