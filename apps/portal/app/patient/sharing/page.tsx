import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SharingScreen } from '@/features/records/sharing-screen';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('record.nav');
  return { title: t('sharing') };
}

export default function Page() {
  return <SharingScreen />;
}
