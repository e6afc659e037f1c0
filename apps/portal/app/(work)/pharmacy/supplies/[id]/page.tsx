'use client';

import { use } from 'react';
import { DispensingDetail } from '@/features/dispensing/dispensing-detail';

export default function SupplyPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = use(params);
  return <DispensingDetail id={id} />;
}
