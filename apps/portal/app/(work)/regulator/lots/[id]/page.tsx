'use client';

import { use } from 'react';
import { LotDetail } from '@/features/lots/lot-detail';

export default function RegulatorLotPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = use(params);
  return <LotDetail id={id} folder="/regulator" />;
}
