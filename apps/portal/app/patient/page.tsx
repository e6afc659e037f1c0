import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { MedicinesScreen } from '@/features/records/medicines-screen';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('record.nav');
  return { title: t('medicines') };
}

export default function Page() {
  return <MedicinesScreen />;
}
