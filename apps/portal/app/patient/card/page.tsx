import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CardScreen } from '@/features/records/card-screen';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('record.card');
  return { title: t('title') };
}

export default function Page() {
  return <CardScreen />;
}
