import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LogScreen } from '@/features/records/log-screen';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('record.nav');
  return { title: t('log') };
}

export default function Page() {
  return <LogScreen />;
}
