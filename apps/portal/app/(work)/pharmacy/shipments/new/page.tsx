'use client';

import { Suspense } from 'react';
import { NewShipment } from '@/features/custody/new-shipment';

export default function NewShipmentPage() {
  return (
    <Suspense>
      <NewShipment folder="/pharmacy" />
    </Suspense>
  );
}
