import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RequestsScreen } from '@/features/records/requests-screen';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('record.nav');
  return { title: t('requests') };
}

export default function Page() {
  return <RequestsScreen />;
}
