import { Suspense } from 'react';
import { IncidentQueue } from '@/features/alerts/incident-queue';

export default function IncidentsPage() {
  return (
    <Suspense>
      <IncidentQueue />
    </Suspense>
  );
}
