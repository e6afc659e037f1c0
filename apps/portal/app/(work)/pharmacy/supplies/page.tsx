'use client';

import { Button } from '@mantine/core';
import { IconHandGrab } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { DispensingList } from '@/features/dispensing/dispensing-list';
import { Page } from '@/ui/page';

export default function SuppliesPage() {
  const t = useTranslations('supplies');
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <Button
          component={Link}
          href="/pharmacy/owed"
          variant="default"
          leftSection={<IconHandGrab size={16} aria-hidden />}
        >
          {t('owed')}
        </Button>
      }
    >
      <DispensingList />
    </Page>
  );
}
