import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { JoinScreen } from '@/features/identity/join-screen';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('join');
  return { title: t('title'), robots: { index: false } };
}

export default function JoinPage() {
  return (
    <Suspense>
      <JoinScreen />
    </Suspense>
  );
}
