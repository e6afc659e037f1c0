'use client';

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { LotList } from '@/features/lots/lot-list';
import { useSession } from '@/features/parties/session-provider';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { Page } from '@/ui/page';

export default function LotsPage() {
  const t = useTranslations('lots');
  const router = useRouter();
  const { can } = useSession();
  const register = can('lot.register');
  useKey('N', t('register.action'), register ? () => router.push('/manufacturer/lots/new') : undefined);
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        register && (
          <Button
            component={Link}
            href="/manufacturer/lots/new"
            leftSection={<IconPlus size={16} aria-hidden />}
            rightSection={<KeyCap>N</KeyCap>}
          >
            {t('register.action')}
          </Button>
        )
      }
    >
      <LotList base="/manufacturer/lots" canRegister={register} />
    </Page>
  );
}
