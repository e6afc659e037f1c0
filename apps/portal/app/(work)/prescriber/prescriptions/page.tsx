'use client';

import { Button } from '@mantine/core';
import { IconFilePlus } from '@tabler/icons-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { PrescriptionList } from '@/features/prescriptions/prescription-list';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { Page } from '@/ui/page';

export default function PrescriptionsPage() {
  const t = useTranslations('prescriptions');
  const router = useRouter();
  useKey('N', t('issue'), () => router.push('/prescriber/issue'));
  const action = (
    <Button
      component={Link}
      href="/prescriber/issue"
      leftSection={<IconFilePlus size={16} aria-hidden />}
      rightSection={<KeyCap>N</KeyCap>}
    >
      {t('issue')}
    </Button>
  );
  return (
    <Page title={t('title')} lead={t('lead')} actions={action}>
      <PrescriptionList action={action} />
    </Page>
  );
}
