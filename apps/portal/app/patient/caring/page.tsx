import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CaringScreen } from '@/features/records/caring-screen';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('record.caring');
  return { title: t('title') };
}

export default function Page() {
  return <CaringScreen />;
}
