import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PackCheckScreen } from '@/features/records/pack-check-screen';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('record.packCheck');
  return { title: t('title') };
}

export default function Page() {
  return <PackCheckScreen />;
}
