import { getTranslations } from 'next-intl/server';
import { ScannerScreen } from '@/features/scanning/setup/scanner-screen';

export async function generateMetadata() {
  const t = await getTranslations('scanner.page');
  return { title: t('title') };
}

export default function ScannerPage() {
  return <ScannerScreen />;
}
