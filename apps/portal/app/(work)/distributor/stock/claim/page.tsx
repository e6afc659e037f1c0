'use client';

import { ClaimScreen } from '@/features/custody/claim-screen';

export default function ClaimPage() {
  return <ClaimScreen folder="/distributor" />;
}
