import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { SignInScreen } from '@/features/parties/sign-in-screen';
import { ScansLater } from '@/features/scanning/scans-later';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('signIn');
  return { title: t('title') };
}

export default function SignInPage() {
  return (
    <Suspense>
      <SignInScreen />
      <ScansLater />
    </Suspense>
  );
}
