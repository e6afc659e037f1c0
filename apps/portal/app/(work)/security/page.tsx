import { getTranslations } from 'next-intl/server';
import { SecurityScreen } from '@/features/identity/security-screen';

export async function generateMetadata() {
  const t = await getTranslations('security');
  return { title: t('title') };
}

export default function SecurityPage() {
  return <SecurityScreen />;
}
