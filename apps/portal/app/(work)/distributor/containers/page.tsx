'use client';

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ContainerList } from '@/features/custody/container-list';
import { Page } from '@/ui/page';

export default function ContainersPage() {
  const t = useTranslations('custody');
  const action = (
    <Button
      component={Link}
      href="/distributor/containers/new"
      leftSection={<IconPlus size={16} aria-hidden />}
    >
      {t('packing.action')}
    </Button>
  );
  return (
    <Page title={t('containers.list')} lead={t('containers.listLead')} actions={action}>
      <ContainerList base="/distributor/containers" action={action} />
    </Page>
  );
}
