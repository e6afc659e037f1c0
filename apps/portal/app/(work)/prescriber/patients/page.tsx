import { PatientsScreen } from '@/features/records/patients-screen';

export default function PatientsPage() {
  return <PatientsScreen />;
}
