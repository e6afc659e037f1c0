'use client';

import { IconBan, IconCircleCheck, IconClockHour4 } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { MarkOf, type Looks } from '@/ui/state-mark';
import type { Party } from './parties.documents';

const MARKS: Looks<Party['status']> = {
  PENDING: { tone: 'warn', icon: IconClockHour4 },
  ACTIVE: { tone: 'ok', icon: IconCircleCheck },
  SUSPENDED: { tone: 'stop', icon: IconBan },
};

export function PartyMark({ status }: { status: Party['status'] }) {
  return <MarkOf state={status} looks={MARKS} words={useTranslations('partyStatus')} />;
}
