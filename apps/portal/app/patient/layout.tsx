import type { ReactNode } from 'react';
import { OpenRecordProvider } from '@/features/records/open-record';
import { PatientFrame } from '@/features/records/patient-frame';

export default function PatientLayout({ children }: { children: ReactNode }) {
  return (
    <OpenRecordProvider>
      <PatientFrame>{children}</PatientFrame>
    </OpenRecordProvider>
  );
}
