'use client';

import { ShipmentsScreen } from '@/features/custody/shipments-screen';

export default function ShipmentsPage() {
  return <ShipmentsScreen folder="/manufacturer" inbound />;
}
