'use client';

import { use } from 'react';
import { ContainerDetail } from '@/features/custody/container-detail';

export default function ContainerPage({ params }: { params: Promise<{ sscc: string }> }) {
  const { sscc } = use(params);
  return <ContainerDetail sscc={sscc} folder="/manufacturer" />;
}
