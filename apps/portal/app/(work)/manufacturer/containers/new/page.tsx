'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { PackForm } from '@/features/custody/pack-form';
import { Page } from '@/ui/page';

export default function NewContainerPage() {
  const t = useTranslations('custody');
  const router = useRouter();
  return (
    <Page
      title={t('packing.title')}
      lead={t('packing.lead')}
      back={{ href: '/manufacturer/containers', label: t('containers.list') }}
    >
      <PackForm onPacked={(sscc) => router.replace(`/manufacturer/containers/${sscc}`)} />
    </Page>
  );
}
