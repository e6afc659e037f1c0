import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ContactHelp } from '@/features/records/contact-help';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('record.help');
  return { title: t('title') };
}

export default function Page() {
  return <ContactHelp />;
}
