import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { WaysScreen } from '@/features/records/ways-screen';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('record.ways');
  return { title: t('title') };
}

export default function Page() {
  return <WaysScreen />;
}
