'use client';

import { use } from 'react';
import { CaseScreen } from '@/features/cases/case-screen';

export default function CasePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = use(params);
  return <CaseScreen id={id} folder="/regulator" back="/incidents" />;
}
