import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { OpenRecordProvider } from '@/features/records/open-record';
import { PatientFrame } from '@/features/records/patient-frame';

/** On a phone, the patient's side is an app of its own: see the manifest. */
export const metadata: Metadata = {
  manifest: '/patient.webmanifest',
  icons: { apple: '/icons/record-apple-180.png' },
};

export default function PatientLayout({ children }: { children: ReactNode }) {
  return (
    <OpenRecordProvider>
      <PatientFrame>{children}</PatientFrame>
    </OpenRecordProvider>
  );
}
