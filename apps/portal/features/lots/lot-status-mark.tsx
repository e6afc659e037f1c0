'use client';

import {
  IconBan,
  IconCalendarX,
  IconCircleCheck,
  IconClockHour4,
  IconHandStop,
  IconSpeakerphone,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { MarkOf, type Looks } from '@/ui/state-mark';
import type { LotSummary } from './lots.documents';

const MARKS: Looks<LotSummary['status']> = {
  PENDING: { tone: 'warn', icon: IconClockHour4 },
  ACTIVE: { tone: 'ok', icon: IconCircleCheck },
  HELD: { tone: 'warn', icon: IconHandStop },
  RECALLED: { tone: 'stop', icon: IconSpeakerphone },
  WITHDRAWN: { tone: 'stop', icon: IconBan },
  EXPIRED: { tone: 'idle', icon: IconCalendarX },
};

export function LotStatusMark({ status }: { status: LotSummary['status'] }) {
  return <MarkOf state={status} looks={MARKS} words={useTranslations('lots.status')} />;
}
