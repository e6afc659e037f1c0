'use client';

import {
  IconBan,
  IconCalendarX,
  IconCircleCheck,
  IconClockHour4,
  IconHandStop,
  IconSpeakerphone,
  type Icon,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StateMark, type Tone } from '@/ui/state-mark';
import type { LotSummary } from './lots.documents';

const MARKS: Record<LotSummary['status'], { tone: Tone; icon: Icon }> = {
  PENDING: { tone: 'warn', icon: IconClockHour4 },
  ACTIVE: { tone: 'ok', icon: IconCircleCheck },
  HELD: { tone: 'warn', icon: IconHandStop },
  RECALLED: { tone: 'stop', icon: IconSpeakerphone },
  WITHDRAWN: { tone: 'stop', icon: IconBan },
  EXPIRED: { tone: 'idle', icon: IconCalendarX },
};

export function LotStatusMark({ status }: { status: LotSummary['status'] }) {
  const t = useTranslations('lots.status');
  const { tone, icon } = MARKS[status];
  return (
    <StateMark tone={tone} icon={icon}>
      {t(status)}
    </StateMark>
  );
}
