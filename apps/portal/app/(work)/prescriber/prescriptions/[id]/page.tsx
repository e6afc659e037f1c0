'use client';

import { use } from 'react';
import { PrescriptionDetail } from '@/features/prescriptions/prescription-detail';

export default function PrescriptionPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = use(params);
  return <PrescriptionDetail id={id} />;
}
