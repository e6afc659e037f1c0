'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { IssuedPrescription, type Issued } from '@/features/prescriptions/issued-prescription';
import { PrescriptionForm } from '@/features/prescriptions/prescription-form';
import { Page } from '@/ui/page';

export default function IssuePage() {
  const t = useTranslations('prescriptions');
  const [issued, setIssued] = useState<Issued>();
  return (
    <Page
      narrow
      title={<span data-screen-only>{t('issue')}</span>}
      lead={<span data-screen-only>{t('issueLead')}</span>}
    >
      {issued ? (
        <IssuedPrescription issued={issued} onNext={() => setIssued(undefined)} />
      ) : (
        <PrescriptionForm onIssued={setIssued} />
      )}
    </Page>
  );
}
