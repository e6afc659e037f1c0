'use client';

import { use } from 'react';
import { RecallDetail } from '@/features/recalls/recall-detail';

export default function RecallPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = use(params);
  return <RecallDetail id={id} base="/manufacturer/recalls" />;
}
