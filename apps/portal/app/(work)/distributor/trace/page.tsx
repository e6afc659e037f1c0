import { Suspense } from 'react';
import { TraceScreen } from '@/features/trace/trace-screen';

export default function TracePage() {
  return (
    <Suspense>
      <TraceScreen />
    </Suspense>
  );
}
