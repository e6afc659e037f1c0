import { EmergencyScreen } from '@/features/records/emergency-screen';

export default function EmergencyPage() {
  return <EmergencyScreen />;
}
