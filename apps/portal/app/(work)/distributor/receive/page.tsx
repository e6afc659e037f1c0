'use client';

import { InboundScreen } from '@/features/custody/inbound-screen';

export default function ReceivePage() {
  return <InboundScreen folder="/distributor" />;
}
