'use client';

import { Suspense, use } from 'react';
import { StockDetail } from '@/features/custody/stock-detail';

export default function StockOfRunPage({ params }: { params: Promise<{ run: string }> }) {
  const { run } = use(params);
  return (
    <Suspense>
      <StockDetail runId={run} folder="/manufacturer" />
    </Suspense>
  );
}
