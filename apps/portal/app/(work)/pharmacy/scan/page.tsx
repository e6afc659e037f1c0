import { ScanDesk } from '@/features/dispensing/scan-desk';

export default function ScanPage() {
  return <ScanDesk />;
}
