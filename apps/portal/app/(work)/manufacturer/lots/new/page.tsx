'use client';

import { Suspense } from 'react';
import { RegisterLot } from '@/features/lots/register-lot';

export default function RegisterLotPage() {
  return (
    <Suspense>
      <RegisterLot folder="/manufacturer/lots" />
    </Suspense>
  );
}
