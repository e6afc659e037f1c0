import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { MoveScreen } from '@/features/records/move-screen';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('record.move.own');
  return { title: t('title') };
}

export default function Page() {
  return <MoveScreen occasion="own" />;
}
