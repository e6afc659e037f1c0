'use client';

import { IconAlertTriangle, IconCircleCheck, IconClock } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { MarkOf, type Looks } from '@/ui/state-mark';
import type { Delivery } from './notices.documents';

const STATES: Looks<Delivery['state']> = {
  WAITING: { tone: 'warn', icon: IconClock },
  SENT: { tone: 'ok', icon: IconCircleCheck },
  GIVEN_UP: { tone: 'stop', icon: IconAlertTriangle },
};

export function DeliveryMark({ state }: { state: Delivery['state'] }) {
  return <MarkOf state={state} looks={STATES} words={useTranslations('notices.states')} />;
}
