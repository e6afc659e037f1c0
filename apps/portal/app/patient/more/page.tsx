import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { MoreScreen } from '@/features/records/more-screen';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('record.nav');
  return { title: t('more') };
}

export default function Page() {
  return <MoreScreen />;
}
