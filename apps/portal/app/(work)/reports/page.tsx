import { AccessReports } from '@/features/records/access-reports';

export default function ReportsPage() {
  return <AccessReports />;
}
